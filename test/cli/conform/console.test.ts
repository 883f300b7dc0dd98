import { describe, expect, test } from 'vitest'
import { createConsole } from '../../../src/cli/conform/console.ts'
import { type Result, requirements } from '../../../src/conformance/index.ts'

const resultOf = (id: string, parts: Partial<Result> = {}): Result => ({
  requirement: requirements.find(each => each.id === id) ?? expect.unreachable(id),
  verdict: 'pass',
  milliseconds: 1,
  ...parts,
})

const pass = resultOf('ContainerRename.of-nothing')
const fail = resultOf('ContainerRename.renames', {
  verdict: 'fail',
  expected: 'status 204',
  got: '500 \u001b[31mred',
  trace: [
    { operation: 'ContainerRename', method: 'POST', target: '/v1.51/x/rename?name=y', status: 500, milliseconds: 1 },
  ],
})

const start = (isTTY: boolean) => {
  let time = 0
  let said = ''
  const screen = { isTTY, columns: 60, write: (text: string) => (said += text) }
  const console = createConsole(new Map([['Container', 2]]), { screen, target: 'unix:///d.sock', now: () => time })
  return {
    console,
    pass: (milliseconds: number) => {
      time += milliseconds
    },
    said: () => said,
  }
}

describe('the console of a run', () => {
  test('tells of a log what fails at once, and of sections when they are done', () => {
    const { console, said } = start(false)
    console.result(fail)
    console.result(resultOf('ImageList.refuses-unknown-filter', { verdict: 'disabled' }))
    console.result(pass)
    console.end()
    expect(said()).toMatchInlineSnapshot(`
      "fail   ContainerRename.renames: A renamed container has the new name, and the old one is free
        expected  status 204
        got       500 �[31mred
        evidence  /containers/{id}/rename; moby daemon/rename.go
        again     curl -sS -X POST --unix-socket /d.sock http://docker"/v1.51/x/rename?name=y"
      Container    1 of 2 hold, 1 fail
      "
    `)
  })

  test('gives a log a line every five seconds, whether something came or not', () => {
    const { console, said, pass: wait } = start(false)
    console.result(pass)
    for (let second = 0; second < 12; second++) {
      wait(1000)
      console.tick()
    }
    expect(said()).toBe('1 of 2, 5.0 s\n1 of 2, 10.0 s\n')
  })

  test('draws one line on a terminal again and again, no wider than it is', () => {
    const { console, said } = start(true)
    console.result(pass)
    console.tick()
    console.end()
    const lines = said().split('\r\u001b[K').slice(1)
    expect(lines).toEqual([
      '████████████░░░░░░░░░░░░ 1 of 2, 0 ms  ContainerRename.of-n',
      '████████████░░░░░░░░░░░░ 1 of 2, 0 ms  ContainerRename.of-n',
      '',
    ])
  })

  test('lets no words of a daemon command the terminal', () => {
    const { console, said } = start(true)
    console.result(fail)
    expect(said()).not.toContain('\u001b[31m')
  })
})
