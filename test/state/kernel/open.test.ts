import { describe, expect, test } from 'vitest'
import { type FileEntry, SystemError } from '../../../src/state/filesystem/contract.ts'
import { read, write } from '../../../src/state/kernel/calls.ts'
import { createPipe } from '../../../src/state/kernel/open-file.ts'
import type { Process, Program, SpawnOptions } from '../../../src/state/kernel/process.ts'
import { createTerminal } from '../../../src/state/kernel/terminal.ts'
import { Notifier } from '../../../src/state/wait.ts'
import { createMachine, textOf } from './machine.ts'

const encoder = new TextEncoder()
const bytes = (text: string): Uint8Array => encoder.encode(text)
const forever: Program = function* () {
  for (;;) yield new Notifier()
}
const user = { uid: 1000, gid: 1000, groups: [] }

const started = (files: FileEntry[] = [], options: Partial<SpawnOptions> = {}) => {
  const machine = createMachine({ files })
  machine.run(forever)
  const process = machine.run(forever, options)
  return { machine, process }
}
const slurp = (process: Process, path: string): string => {
  const file = process.open(path, { read: true })
  let text = ''
  for (let part = file.read(64); part?.length; part = file.read(64)) text += textOf(part)
  file.release()
  return text
}

describe('devices', () => {
  test.each([
    ['/dev/null', '', 3],
    ['/dev/zero', '\0\0\0\0', 3],
    ['/dev/full', '\0\0\0\0', 'ENOSPC'],
  ] as const)('%s reads %j and takes %s', (path, content, written) => {
    const { process } = started()
    const file = process.open(path, { read: true, write: true })
    expect(textOf(file.read(4))).toBe(content)
    if (typeof written === 'number') expect(file.write(bytes('abc'))).toBe(written)
    else expect(() => file.write(bytes('abc'))).toThrow(new SystemError(written))
  })

  test('random bytes differ from each other and are the same in every run', () => {
    const draw = () => {
      const { process } = started()
      const file = process.open('/dev/urandom', { read: true })
      return [file.read(8), file.read(8)].map(part => [...(part ?? [])].join())
    }
    const [first, second] = draw()
    expect(first).not.toBe(second)
    expect(draw()).toEqual([first, second])
  })

  test('a made node is the device of its number, an unknown number is none', () => {
    const { process } = started()
    process.filesystem.makeNode('/zero', 'character-device', 0o666, [1, 5])
    process.filesystem.makeNode('/odd', 'character-device', 0o666, [99, 5])
    expect(process.open('/zero', { read: true }).read(2)).toEqual(new Uint8Array(2))
    expect(() => process.open('/odd', { read: true })).toThrow(expect.objectContaining({ code: 'ENXIO' }))
  })

  test('/dev/tty is the terminal, or nothing', () => {
    const terminal = createTerminal()
    const { process } = started([], { terminal })
    process.open('/dev/tty', { write: true }).write(bytes('hi\n'))
    expect(textOf(terminal.output.read())).toBe('hi\r\n')
    expect(() => started().process.open('/dev/tty', { read: true })).toThrow(expect.objectContaining({ code: 'ENXIO' }))
  })

  test('/dev/stdout is whatever is open there, also through links of the image', () => {
    const { reader, writer } = createPipe()
    const link: FileEntry = { path: '/var/log/access.log', kind: 'symlink', target: '/dev/stdout' }
    const { process } = started([link], { files: new Map([[1, writer]]) })
    for (const path of ['/dev/stdout', '/dev/fd/1', '/proc/self/fd/1', '/var/log/access.log']) {
      const file = process.open(path, { write: true, create: true, append: true })
      file.write(bytes(`${path}\n`))
      file.release()
      expect(textOf(reader.read(99))).toBe(`${path}\n`)
    }
    expect(() => process.open('/dev/stdin', { read: true })).toThrow(expect.objectContaining({ code: 'ENOENT' }))
  })

  test('/dev/stdout that is a regular file is opened by its name', () => {
    const { process } = started()
    process.install(process.open('/tmp', { write: true, create: true }), 1)
    process.open('/dev/stdout', { write: true }).write(bytes('x'))
    expect(process.filesystem.readText('/tmp')).toBe('x')
  })

  test('the root of a machine lists what is laid over it', () => {
    const { process } = started([{ path: '/dev/own', kind: 'file' }])
    const names = (path: string) => process.filesystem.list(path).map(({ name }) => name)
    expect(names('/')).toEqual(['dev', 'proc', 'sys'])
    expect(names('/dev')).toContain('own')
    expect(names('/dev')).toContain('null')
  })
})

describe('regular files', () => {
  test('get the mode less the umask', () => {
    const { process } = started()
    process.umask = 0o027
    process.open('/a', { write: true, create: true }).release()
    process.filesystem.makeDirectory('/b/c', { parents: true })
    process.umask = 0
    process.open('/d', { write: true, create: true }).release()
    const mode = (path: string) => process.filesystem.stat(path).mode.toString(8)
    expect(['/a', '/b', '/b/c', '/d'].map(mode)).toEqual(['640', '750', '750', '666'])
  })

  test('are refused to whom they do not belong', () => {
    const { process } = started([{ path: '/secret', kind: 'file', mode: 0o600, content: bytes('x') }], {
      credentials: user,
    })
    expect(() => process.open('/secret', { read: true })).toThrow(expect.objectContaining({ code: 'EACCES' }))
  })

  test('are found from the working directory', () => {
    const { process } = started([{ path: '/a/b', kind: 'file', content: bytes('x') }])
    process.workingDirectory = '/a'
    expect(slurp(process, 'b')).toBe('x')
    expect(slurp(process, './../a//b')).toBe('x')
    expect(process.path('../../..')).toBe('/')
  })
})

describe('fifos', () => {
  test('a reader and a writer meet, in either order, and the reader sees the end', () => {
    for (const first of ['reader', 'writer']) {
      const machine = createMachine({ files: [{ path: '/f', kind: 'fifo', mode: 0o644 }] })
      machine.run(forever)
      let received = ''
      const programs: Record<string, Program> = {
        reader: function* (process) {
          const descriptor = process.install(process.open('/f', { read: true }))
          for (;;) {
            const part = yield* read(process, descriptor)
            if (part.length === 0) return 0
            received += textOf(part)
          }
        },
        writer: function* (process) {
          const descriptor = process.install(process.open('/f', { write: true }))
          yield* write(process, descriptor, 'hello')
          return 0
        },
      }
      const second = first === 'reader' ? 'writer' : 'reader'
      const early = machine.run(programs[first] ?? forever)
      machine.settle()
      expect(early.exit).toBeUndefined()
      machine.run(programs[second] ?? forever)
      machine.settle()
      expect([received, early.exit]).toEqual(['hello', { code: 0 }])
    }
  })

  test('a writer whose reader has gone gets EPIPE', () => {
    const { process } = started([{ path: '/f', kind: 'fifo', mode: 0o644 }])
    const reader = process.open('/f', { read: true })
    const writer = process.open('/f', { write: true })
    expect(writer.write(bytes('a'))).toBe(1)
    reader.release()
    expect(() => writer.write(bytes('b'))).toThrow(new SystemError('EPIPE'))
    writer.release()
    expect(process.open('/f', { read: true }).read(9)).toBeUndefined()
  })

  test('one that is open both ways keeps what was written', () => {
    const { process } = started([{ path: '/f', kind: 'fifo', mode: 0o644 }])
    const both = process.open('/f', { read: true, write: true })
    both.write(bytes('a'))
    expect(textOf(both.read(9))).toBe('a')
    expect(both.read(9)).toBeUndefined()
  })
})
