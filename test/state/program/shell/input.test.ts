// biome-ignore-all lint/suspicious/noTemplateCurlyInString: shells spell their parameters like this.

import { describe, expect, test } from 'vitest'
import { createTerminal } from '../../../../src/state/kernel/terminal.ts'
import { createMachine } from '../../kernel/machine.ts'
import { runSession, standardFiles } from './session.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** A person at a terminal in front of a shell. */
const sit = (argv: readonly string[] = ['sh'], environment: Record<string, string> = {}) => {
  const terminal = createTerminal()
  const machine = createMachine({ files: [...standardFiles] })
  const { file } = terminal
  const process = machine.kernel.spawn({
    argv,
    environment: new Map(Object.entries({ PATH: '/bin', HOME: '/root', ...environment })),
    workingDirectory: '/',
    terminal,
    files: new Map([0, 1, 2].map(descriptor => [descriptor, file.retain()])),
  })
  machine.clock.advance(10)
  return {
    process,
    machine,
    seen: (): string => {
      let text = ''
      for (let bytes = terminal.output.read(); bytes && bytes.length > 0; bytes = terminal.output.read()) {
        text += decoder.decode(bytes, { stream: true })
      }
      return text
    },
    type: (text: string, milliseconds = 10): void => {
      terminal.input.write(encoder.encode(text))
      machine.clock.advance(milliseconds)
    },
  }
}

describe('an interactive shell', () => {
  test('prompts, runs and ends with ^D', () => {
    const desk = sit()
    expect(desk.seen()).toBe('/ # ')
    desk.type('echo hi\n')
    expect(desk.seen()).toBe('echo hi\r\nhi\r\n/ # ')
    desk.type('cd /tmp\n')
    expect(desk.seen()).toBe('cd /tmp\r\n/tmp # ')
    desk.type('\x04')
    expect(desk.process.exit).toEqual({ code: 0 })
  })

  test('asks for more of an unfinished command', () => {
    const desk = sit()
    desk.seen()
    desk.type('if true\n')
    desk.type('then echo "a\n')
    desk.type('b"; fi\n')
    expect(desk.seen()).toBe('if true\r\n> then echo "a\r\n> b"; fi\r\na\r\nb\r\n/ # ')
  })

  test('survives errors and exits with what it is told', () => {
    const desk = sit()
    desk.type('nosuch\n')
    desk.type('echo ${x?}\n')
    desk.type('fi\n')
    desk.type('echo $?\n')
    expect(desk.seen()).toContain('sh: nosuch: not found\r\n')
    desk.type('exit 3\n')
    expect(desk.process.exit).toEqual({ code: 3 })
  })

  test('gives ^C to the command in front and stays', () => {
    const desk = sit()
    desk.type('sleep 100\n')
    desk.type('\x03')
    desk.type('echo $?\n')
    expect(desk.seen()).toContain('130\r\n')
    desk.type('half a line\x03')
    desk.type('echo still\n')
    expect(desk.seen()).toContain('still\r\n/ # ')
    expect(desk.process.exit).toBeUndefined()
  })

  test('stops a command on ^Z, lists it, and brings it back', () => {
    const desk = sit()
    desk.type('sleep 1\n')
    desk.type('\x1a')
    expect(desk.seen()).toContain('[1]+  Stopped                    sleep 1')
    desk.type('jobs\n')
    expect(desk.seen()).toContain('[1]+  Stopped                    sleep 1\r\n')
    desk.type('fg\n', 2000)
    desk.type('echo $?\n')
    expect(desk.seen()).toContain('0\r\n/ # ')
  })

  test('tells that a job is done before the next prompt', () => {
    const desk = sit()
    desk.type('sleep 1 &\n', 2000)
    desk.seen()
    desk.type('true\n')
    expect(desk.seen()).toContain('[1]+  Done                       sleep 1\r\n')
  })

  test('takes its prompt from PS1', () => {
    expect(sit(['sh'], { PS1: '[$HOME] \\h \\u> ' }).seen()).toBe('[/root] box root> ')
  })
})

test('without a terminal says so, and prompts all the same', () => {
  expect(runSession({ argv: ['sh', '-i'], input: 'PS1="> "\nnosuch\necho hi\nexit 3\n' })).toEqual({
    stdout: '/tmp # > > hi\n> ',
    stderr: "sh: can't access tty; job control turned off\nsh: nosuch: not found\n",
    status: 3,
  })
})
