import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sleep } from '../../../src/state/kernel/calls.ts'
import type { Process } from '../../../src/state/kernel/process.ts'
import { createTerminal, type Terminal, type TerminalModes } from '../../../src/state/kernel/terminal.ts'
import { createMachine, textOf } from './machine.ts'

const encoder = new TextEncoder()
const type = (terminal: Terminal, text: string): number => terminal.input.write(encoder.encode(text))
const screen = (terminal: Terminal): string => {
  let text = ''
  for (let bytes = terminal.output.read(); bytes?.length; bytes = terminal.output.read()) text += textOf(bytes)
  return text
}
const reads = (terminal: Terminal): string[] => {
  const lines: string[] = []
  for (let bytes = terminal.file.read(4096); bytes; bytes = terminal.file.read(4096)) lines.push(textOf(bytes) ?? '')
  return lines
}

const raw: Partial<TerminalModes> = { canonical: false, echo: false, signals: false, mapInput: false, mapOutput: false }
const out = '\b \b'

describe('line discipline', () => {
  const rows: readonly (readonly [string, Partial<TerminalModes>, string, readonly string[], string])[] = [
    ['a line is read when it is finished', {}, 'ab', [], 'ab'],
    ['return finishes a line', {}, 'ab\r', ['ab\n'], 'ab\r\n'],
    ['lines are read one by one', {}, 'a\nb\nc', ['a\n', 'b\n'], 'a\r\nb\r\nc'],
    ['DEL takes a character back', {}, 'ab\x7fc\n', ['ac\n'], `ab${out}c\r\n`],
    ['^H takes a character back', {}, 'ab\x08c\n', ['ac\n'], `ab${out}c\r\n`],
    ['DEL on an empty line does nothing', {}, '\x7fa\n', ['a\n'], 'a\r\n'],
    ['DEL takes all bytes of a character', {}, 'aä\x7f\n', ['a\n'], `aä${out}\r\n`],
    ['^U takes the line back', {}, 'ab\x15c\n', ['c\n'], `ab${out}${out}c\r\n`],
    ['^W takes a word and the blanks after it', {}, 'a bc \x17d\n', ['a d\n'], `a bc ${out}${out}${out}d\r\n`],
    ['^D on an empty line is an end of file, once', {}, '\x04a\n', ['', 'a\n'], 'a\r\n'],
    ['^D after text gives the text', {}, 'ab\x04', ['ab'], 'ab'],
    ['control characters are shown with a caret', {}, '\x01\n', ['\x01\n'], '^A\r\n'],
    ['a shown control character takes two columns', {}, '\x01\x7f\n', ['\n'], `^A${out}${out}\r\n`],
    ['without echo nothing is shown', { echo: false }, 'a\n', ['a\n'], ''],
    ['without ICRNL a return is kept', { mapInput: false }, 'a\r\n', ['a\r\n'], 'a^M\r\n'],
    ['without ONLCR a newline is bare', { mapOutput: false }, 'a\n', ['a\n'], 'a\n'],
    ['without ISIG ^C is a character', { signals: false }, '\x03\n', ['\x03\n'], '^C\r\n'],
    ['raw input is read as it comes', raw, 'a\r\x03\x04\x7f', ['a\r\x03\x04\x7f'], ''],
    ['^C throws away what was typed', {}, 'one\ntwo\x03three\n', ['three\n'], 'one\r\ntwo^Cthree\r\n'],
  ]
  test.each(rows)('%s', (_title, modes, typed, lines, shown) => {
    const terminal = createTerminal()
    Object.assign(terminal.modes, modes)
    expect(type(terminal, typed)).toBe(encoder.encode(typed).length)
    expect(reads(terminal)).toEqual(lines)
    expect(screen(terminal)).toBe(shown)
  })

  test('a short read leaves the rest of the line', () => {
    const terminal = createTerminal()
    type(terminal, 'abc\nd\n')
    expect(textOf(terminal.file.read(2))).toBe('ab')
    expect(textOf(terminal.file.read(99))).toBe('c\n')
    expect(textOf(terminal.file.read(99))).toBe('d\n')
  })

  test('what was typed can be read when the mode becomes raw', () => {
    const terminal = createTerminal()
    type(terminal, 'ab')
    terminal.modes.canonical = false
    expect(textOf(terminal.file.read(99))).toBe('ab')
  })

  test('a closed input is silence', () => {
    const terminal = createTerminal()
    terminal.input.end()
    expect(terminal.file.read(1)).toBeUndefined()
  })
})

describe('flow', () => {
  test('typing is taken only as far as somebody reads', () => {
    const terminal = createTerminal()
    terminal.modes.echo = false
    const line = `${'x'.repeat(99)}\n`
    const taken = type(terminal, line.repeat(100))
    expect(taken).toBeLessThan(5000)
    let woken = false
    terminal.input.writable.subscribe(() => {
      woken = true
    })
    terminal.file.read(4096)
    expect(woken).toBe(true)
    expect(type(terminal, line)).toBeGreaterThan(0)
  })

  test('output is taken only as far as somebody looks', () => {
    const terminal = createTerminal()
    const bytes = encoder.encode('\n'.repeat(100_000))
    const taken = terminal.file.write(bytes)
    expect(taken).toBe(32_768)
    expect(terminal.file.write(bytes)).toBe(0)
    expect(terminal.output.read()?.length).toBe(65_536)
    expect(terminal.file.write(bytes)).toBe(32_768)
  })

  test('every newline becomes carriage return + newline, wherever writes are cut', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a\n\r]*$/)), parts => {
        const terminal = createTerminal()
        for (const part of parts) terminal.file.write(encoder.encode(part))
        expect(screen(terminal)).toBe(parts.join('').replaceAll('\n', '\r\n'))
      }),
    )
  })

  test('the client sees the end when the last process has let go', () => {
    const terminal = createTerminal()
    terminal.file.retain()
    terminal.file.write(encoder.encode('bye'))
    terminal.file.release()
    terminal.file.release()
    expect(textOf(terminal.output.read())).toBe('bye')
    expect(terminal.output.read()).toHaveLength(0)
  })
})

describe('signals', () => {
  const started = () => {
    const machine = createMachine()
    const terminal = createTerminal({ rows: 10, columns: 20 })
    const taken: string[] = []
    const init = machine.run(
      function* (process) {
        for (const signal of ['INT', 'QUIT', 'TSTP', 'WINCH'] as const) process.signals.set(signal, 'catch')
        for (;;) {
          yield* sleep(process, 1e9)
          taken.push(process.signals.take() ?? '')
        }
      },
      { terminal, files: new Map([[0, terminal.file]]) },
    )
    machine.settle()
    return { machine, terminal, taken, init }
  }

  test.each([
    ['\x03', 'INT', '^C'],
    ['\x1c', 'QUIT', '^\\'],
    ['\x1a', 'TSTP', '^Z'],
  ])('%j is %s for the foreground group', (key, signal, shown) => {
    const { machine, terminal, taken, init } = started()
    expect(terminal.foregroundGroup).toBe(init.group)
    type(terminal, key)
    machine.settle()
    expect(taken).toEqual([signal])
    expect(screen(terminal)).toBe(shown)
  })

  test('go to whichever group is in the foreground', () => {
    const { machine, terminal, taken, init } = started()
    const job = machine.run(
      function* (process) {
        yield* sleep(process, 1e9)
        return 0
      },
      { parent: init, newGroup: true },
    )
    terminal.foregroundGroup = job.group
    type(terminal, '\x03')
    machine.settle()
    expect(taken).toEqual([])
    expect(job.exit).toEqual({ code: 130, signal: 'INT' })
  })

  test('a new size is told, the same size is not', () => {
    const { machine, terminal, taken } = started()
    terminal.resize(10, 20)
    terminal.resize(30, 90)
    machine.settle()
    expect(taken).toEqual(['WINCH'])
    expect([terminal.rows, terminal.columns]).toEqual([30, 90])
  })

  test('the end of a session hangs up who is in the foreground', () => {
    const machine = createMachine()
    const idle = function* (process: Process) {
      yield* sleep(process, 1e9)
      return 0
    }
    machine.run(idle)
    const terminal = createTerminal()
    const leader = machine.run(idle, { terminal, files: new Map([[0, terminal.file]]) })
    const job = machine.run(idle, { parent: leader, newGroup: true })
    const background = machine.run(idle, { parent: leader, newGroup: true })
    terminal.foregroundGroup = job.group
    machine.kernel.kill(leader.pid, 'KILL')
    expect([job.exit?.signal, background.exit]).toEqual(['HUP', undefined])
  })
})
