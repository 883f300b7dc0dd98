import { describe, expect, test } from 'vitest'
import { createBox, textFile } from '../box.ts'
import { commandTable } from '../command-table.ts'

const files = [textFile('/work/f', '1\n2\n3\n4\n5\n'), textFile('/work/g', 'x\n')]

describe('head and tail', () => {
  commandTable(files, [
    ['head -n2 f', '1\n2\n'],
    ['head -2 f', '1\n2\n'],
    ['head -n -3 f', '1\n2\n'],
    ['head -c 3 f', '1\n2'],
    ['head -n1 f g', '==> f <==\n1\n\n==> g <==\nx\n'],
    ['head -q -n1 f g', '1\nx\n'],
    ['head -n q f 2>&1 | head -n1', "head: invalid number 'q'\n"],
    ['tail -n2 f', '4\n5\n'],
    ['tail -n +4 f', '4\n5\n'],
    ['tail -c 4 f', '4\n5\n'],
    ['tail nope', '', "tail: can't open 'nope': No such file or directory\n", 1],
    ['(head -n1; cat) < f', '1\n2\n3\n4\n5\n'],
  ])

  test('tail -f shows what is appended, on the simulated clock', () => {
    const box = createBox(files)
    const tail = box.start(['tail', '-n', '1', '-f', '/work/f'])
    box.machine.clock.advance(10)
    expect(tail.result().stdout).toBe('5\n')
    box.run('echo 6 >> /work/f')
    box.machine.clock.advance(1000)
    expect(tail.result()).toEqual({ stdout: '5\n6\n', stderr: '', status: -1 })
  })

  test('tail -F goes on with the file that took the name', () => {
    const box = createBox(files)
    const tail = box.start(['tail', '-F', '/work/g'])
    box.machine.clock.advance(10)
    box.run('mv g old; echo new > g')
    box.machine.clock.advance(2000)
    expect(tail.result().stdout).toBe('x\nnew\n')
    expect(tail.result().stderr).toContain('has been replaced')
  })

  test('tail -f /dev/null waits without ever being due', () => {
    const box = createBox(files)
    const tail = box.start(['tail', '-f', '/dev/null'])
    box.machine.clock.runUntilIdle()
    expect(tail.result().status).toBe(-1)
    box.machine.kernel.kill(tail.process.pid, 'TERM')
    box.machine.clock.advance(1)
    expect(tail.result().status).toBe(143)
  })
})
