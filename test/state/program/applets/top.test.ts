import { describe, expect, test } from 'vitest'
import { createBox, executable } from '../box.ts'

describe('top', () => {
  test('shows the processes once with -b -n 1', () => {
    expect(createBox().run('top -bn1').stdout).toMatch(
      /^Mem: \d+K used, .*\nCPU: .*\nLoad average: .*\n {2}PID {2}PPID USER .* COMMAND\n(.*\n)+ +\d+ .* top -bn1\n$/,
    )
  })

  test('goes on without a terminal and at the end of its input, screen after screen', () => {
    const box = createBox()
    const running = box.start(['top'])
    box.machine.clock.advance(12_000)
    expect(running.process.exit).toBeUndefined()
    expect(running.result().stdout.split('\x1b[H\x1b[JMem: ')).toHaveLength(4)
  })

  test('ends when a signal says so, or the key q', () => {
    const box = createBox()
    const running = box.start(['top'])
    box.machine.clock.advance(100)
    box.machine.kernel.kill(running.process.pid, 'TERM')
    box.machine.clock.advance(1)
    expect(running.result()).toMatchObject({ status: 143, stdout: expect.stringMatching(/ top\r\n$/) })
    expect(box.run('top', 'xq').status).toBe(0)
  })

  test('of procps wants a terminal', () => {
    const box = createBox([executable('/usr/sbin/top', 'coreutils')])
    expect(box.run('/usr/sbin/top')).toEqual({ stdout: '', stderr: 'top: failed tty get\n', status: 1 })
    expect(box.run('/usr/sbin/top -bn1').status).toBe(0)
  })
})
