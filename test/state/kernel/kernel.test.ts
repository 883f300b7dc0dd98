import { describe, expect, test } from 'vitest'
import { SystemError } from '../../../src/state/filesystem/contract.ts'
import { read, sleep, waitFor, write } from '../../../src/state/kernel/calls.ts'
import { createPipe, fromSink } from '../../../src/state/kernel/open-file.ts'
import type { Program } from '../../../src/state/kernel/process.ts'
import { Pipe } from '../../../src/state/pipe.ts'
import { Notifier } from '../../../src/state/wait.ts'
import { createMachine, textOf } from './machine.ts'

const forever: Program = function* () {
  const never = new Notifier()
  for (;;) yield never
}
const busy: Program = function* () {
  for (;;) yield undefined
}
const ends = (code: number): Program =>
  function* () {
    yield undefined
    return code
  }

describe('spawn and exit', () => {
  test('numbers processes from 1 and tells once that init has ended', () => {
    const machine = createMachine()
    const init = machine.run(ends(3))
    expect(init.pid).toBe(1)
    expect(init.exit).toBeUndefined()
    machine.settle()
    expect(init.exit).toEqual({ code: 3 })
    expect(machine.exits).toEqual([{ code: 3 }])
  })

  test('runs nothing before the running command has returned', () => {
    const machine = createMachine()
    let started = false
    machine.run(function* () {
      started = true
      yield undefined
      return 0
    })
    expect(started).toBe(false)
    machine.settle()
    expect(started).toBe(true)
  })

  test('keeps the lower eight bits of an exit status', () => {
    const machine = createMachine()
    machine.run(ends(257))
    machine.settle()
    expect(machine.exits).toEqual([{ code: 1 }])
  })

  test('kills everybody when init ends, finally blocks included, and releases what they held open', () => {
    const machine = createMachine()
    const pipe = createPipe()
    let cleaned = false
    machine.run(function* (process) {
      yield* sleep(process, 10)
      return 0
    })
    const other = machine.run(
      function* () {
        try {
          for (;;) yield new Notifier()
        } finally {
          cleaned = true
        }
      },
      { files: new Map([[1, pipe.writer]]) },
    )
    machine.clock.advance(20)
    expect(other.exit).toEqual({ code: 137, signal: 'KILL' })
    expect(cleaned).toBe(true)
    expect(pipe.reader.read(1)).toHaveLength(0)
    expect(machine.kernel.processes.size).toBe(0)
  })

  test('says the error that a program did not handle and exits with 1', () => {
    const machine = createMachine()
    const pipe = new Pipe()
    machine.run(
      function* () {
        yield undefined
        throw new SystemError('ENOENT', '/x')
      },
      { argv: ['/bin/cat', '/x'], files: new Map([[2, fromSink(pipe)]]) },
    )
    machine.settle()
    expect(textOf(pipe.read())).toBe('cat: /x: No such file or directory\n')
    expect(machine.exits).toEqual([{ code: 1 }])
    expect(machine.defects).toEqual([])
  })

  test('reports any other throw as a defect', () => {
    const machine = createMachine()
    const error = new TypeError('ours')
    machine.run(function* () {
      yield undefined
      throw error
    })
    machine.settle()
    expect(machine.defects).toEqual([error])
    expect(machine.exits).toEqual([{ code: 1 }])
  })

  test('gives orphans to init and collects zombies when their parent runs again', () => {
    const machine = createMachine()
    const { kernel } = machine
    const gate = new Notifier()
    const init = machine.run(function* () {
      for (;;) yield gate
    })
    let grandchild = 0
    machine.run(
      function* (process) {
        grandchild = process.kernel.spawn({ argv: ['g'], program: forever, parent: process }).pid
        yield undefined
        return 0
      },
      { parent: init },
    )
    machine.settle()
    expect(kernel.processes.get(grandchild)?.parent?.pid).toBe(1)
    kernel.kill(grandchild, 'TERM')
    expect(kernel.processes.get(grandchild)?.exit).toEqual({ code: 143, signal: 'TERM' })
    gate.notify()
    machine.settle()
    expect([...kernel.processes.keys()]).toEqual([1])
  })

  test('refuses to spawn when init has ended, and above the limit of processes', () => {
    const machine = createMachine({ pidsLimit: 1 })
    machine.run(ends(0))
    expect(() => machine.run(forever)).toThrow(new SystemError('EAGAIN'))
    machine.settle()
    expect(() => machine.run(forever)).toThrow(new SystemError('ENOMEM'))
  })

  test('does not tell of an end that destroy caused', () => {
    const machine = createMachine()
    const init = machine.run(forever)
    machine.settle()
    machine.kernel.destroy()
    machine.settle()
    expect(init.exit?.code).toBe(137)
    expect(machine.exits).toEqual([])
  })
})

describe('pipes between processes', () => {
  test('a slow reader bounds a writer, and every byte arrives', () => {
    const machine = createMachine()
    const { reader, writer } = createPipe()
    let received = 0
    const init = machine.run(function* (process) {
      const child = process.kernel.spawn({
        argv: ['yes'],
        parent: process,
        files: new Map([[1, writer]]),
        program: function* (self) {
          for (let round = 0; round < 50; round++) yield* write(self, 1, new Uint8Array(10_000))
          return 0
        },
      })
      process.install(reader, 0)
      for (;;) {
        yield* sleep(process, 5)
        const bytes = yield* read(process, 0)
        expect(bytes.length).toBeLessThanOrEqual(65_536)
        if (bytes.length === 0) break
        received += bytes.length
      }
      return (yield* waitFor(child)).code
    })
    machine.clock.advance(10_000)
    expect(received).toBe(500_000)
    expect(init.exit).toEqual({ code: 0 })
  })

  test('a writer without a reader dies of SIGPIPE', () => {
    const machine = createMachine()
    const { reader, writer } = createPipe()
    machine.run(forever)
    const child = machine.run(
      function* (process) {
        for (;;) yield* write(process, 1, 'y\n')
      },
      { files: new Map([[1, writer]]) },
    )
    reader.release()
    machine.settle()
    expect(child.exit).toEqual({ code: 141, signal: 'PIPE' })
  })

  test('a writer that ignores SIGPIPE gets EPIPE', () => {
    const machine = createMachine()
    const { reader, writer } = createPipe()
    let code = ''
    machine.run(forever)
    machine.run(
      function* (process) {
        try {
          for (;;) yield* write(process, 1, 'y\n')
        } catch (error) {
          code = (error as SystemError).code
        }
        return 0
      },
      { files: new Map([[1, writer]]), ignoredSignals: ['PIPE'] },
    )
    reader.release()
    machine.settle()
    expect(code).toBe('EPIPE')
  })

  test('shares an open file between descriptors until the last one is closed', () => {
    const { reader, writer } = createPipe()
    writer.retain()
    writer.release()
    expect(reader.read(1)).toBeUndefined()
    writer.release()
    expect(reader.read(1)).toHaveLength(0)
    expect(() => writer.write(new Uint8Array(1))).toThrow(new SystemError('EBADF'))
  })
})

describe('memory', () => {
  test('kills whoever holds most above the limit', () => {
    const machine = createMachine({ memoryLimitBytes: 1000 })
    const holds = (bytes: number): Program =>
      function* (process) {
        process.charge(bytes)
        for (;;) yield new Notifier()
      }
    const init = machine.run(holds(100))
    const big = machine.run(holds(800))
    const small = machine.run(holds(200))
    machine.settle()
    expect(big.exit).toEqual({ code: 137, signal: 'KILL', outOfMemory: true })
    expect([init.exit, small.exit]).toEqual([undefined, undefined])
    expect(machine.outOfMemory.count).toBe(1)
  })

  test('tells in the status of init that memory was the reason', () => {
    const machine = createMachine({ memoryLimitBytes: 1000 })
    machine.run(function* (process) {
      for (;;) {
        process.charge(300)
        yield undefined
      }
    })
    machine.settle()
    expect(machine.exits).toEqual([{ code: 137, signal: 'KILL', outOfMemory: true }])
  })

  test('takes back what is freed', () => {
    const machine = createMachine({ memoryLimitBytes: 1000 })
    const init = machine.run(function* (process) {
      for (let round = 0; round < 10; round++) {
        process.charge(900)
        yield undefined
        process.charge(-900)
      }
      return 0
    })
    machine.settle()
    expect(init.exit).toEqual({ code: 0 })
  })
})

describe('docker run --init', () => {
  test('puts a stand-in for tini before the program and ends as it ends', () => {
    const machine = createMachine({ initIsReaper: true })
    const init = machine.run(ends(7), { argv: ['main', 'x'] })
    expect(init.argv).toEqual(['/sbin/docker-init', '--', 'main', 'x'])
    expect([...machine.kernel.processes.keys()]).toEqual([1, 2])
    machine.settle()
    expect(machine.exits).toEqual([{ code: 7 }])
  })

  test('passes signals on to its child', () => {
    const machine = createMachine({ initIsReaper: true })
    machine.run(forever)
    machine.settle()
    machine.kernel.kill(1, 'TERM')
    machine.settle()
    expect(machine.exits).toEqual([{ code: 143 }])
  })
})

describe('busy processes', () => {
  test('do not stop a manual clock, and others keep their time', () => {
    const machine = createMachine()
    const seen: number[] = []
    const start = machine.clock.now()
    machine.run(busy)
    machine.run(function* (process) {
      for (let round = 0; round < 5; round++) {
        yield* sleep(process, 100)
        seen.push((machine.clock.now() - start) / 1000)
      }
      return 0
    })
    machine.clock.advance(60_000)
    expect(seen).toEqual([100, 200, 300, 400, 500])
  })
})
