import { describe, expect, test } from 'vitest'
import { SystemError } from '../../../src/state/filesystem/contract.ts'
import {
  accept,
  pipe,
  read,
  readAll,
  receive,
  select,
  sleep,
  waitAny,
  waitFor,
  waitInterruptible,
  write,
} from '../../../src/state/kernel/calls.ts'
import type { Process, Program, Step } from '../../../src/state/kernel/process.ts'
import { Notifier } from '../../../src/state/wait.ts'
import { createMachine, textOf } from './machine.ts'

const finishing = (milliseconds: number, code = 0): Program =>
  function* (process) {
    yield* sleep(process, milliseconds)
    return code
  }
const spawn = (parent: Process, program: Program): Process => parent.kernel.spawn({ argv: ['child'], parent, program })

/** Runs `body` as init and tells what it returned and when (milliseconds). */
const outcome = <T>(body: (process: Process) => Step<T>, meddle: (process: Process) => void = () => undefined) => {
  const machine = createMachine()
  const start = machine.clock.now()
  let value: T | undefined
  let at = Number.NaN
  const init = machine.run(function* (process) {
    value = yield* body(process)
    at = (machine.clock.now() - start) / 1000
    return 0
  })
  machine.clock.after(5, () => meddle(init))
  machine.clock.advance(10_000)
  expect(machine.defects).toEqual([])
  return { value, at }
}
const catching = (process: Process): void => process.signals.set('USR1', 'catch')
const signal = (process: Process): void => {
  process.kernel.kill(process.pid, 'USR1')
}

describe('waiting for children', () => {
  test('waitFor gives the status when the child ends', () => {
    expect(outcome(process => waitFor(spawn(process, finishing(20, 3))))).toEqual({ value: { code: 3 }, at: 20 })
  })

  test('waitInterruptible gives up for a caught signal', () => {
    const { value, at } = outcome(function* (process) {
      catching(process)
      return yield* waitInterruptible(process, spawn(process, finishing(20)))
    }, signal)
    expect([value, at]).toEqual([undefined, 5])
  })

  test('waitAny gives the first that ends', () => {
    const { value, at } = outcome(function* (process) {
      const children = [30, 10, 20].map(milliseconds => spawn(process, finishing(milliseconds, milliseconds)))
      return (yield* waitAny(process, children))?.exit?.code
    })
    expect([value, at]).toEqual([10, 10])
  })

  test('waitAny without children is ECHILD', () => {
    const { value } = outcome(function* (process) {
      try {
        yield* waitAny(process, [])
      } catch (error) {
        return (error as SystemError).code
      }
      return 'nothing'
    })
    expect(value).toBe('ECHILD')
  })
})

describe('select', () => {
  test.each([
    ['what becomes ready', 100, () => undefined, 'ready', 20],
    ['its time runs out', 10, () => undefined, undefined, 10],
    ['a caught signal', 100, signal, undefined, 5],
  ] as const)('ends with %s', (_title, timeout, meddle, value, at) => {
    const body = function* (process: Process): Step<string | undefined> {
      catching(process)
      const child = spawn(process, finishing(20))
      const ready = () => (child.exit ? 'ready' : undefined)
      return yield* select(process, [child.changed, new Notifier()], ready, timeout)
    }
    expect(outcome(body, meddle)).toEqual({ value, at })
  })

  test('asks before it sleeps', () => {
    expect(outcome(process => select(process, [], () => 1))).toEqual({ value: 1, at: 0 })
  })
})

describe('streams', () => {
  test('readAll gathers what a child writes and charges it', () => {
    const { value } = outcome(function* (process) {
      const { reader, writer } = pipe(process)
      const child = process.kernel.spawn({
        argv: ['child'],
        parent: process,
        files: new Map([[1, writer]]),
        program: function* (self) {
          yield* write(self, 1, 'x'.repeat(200_000))
          return 0
        },
      })
      const bytes = yield* readAll(process, process.install(reader))
      yield* waitFor(child)
      return [bytes.length, process.memoryBytes]
    })
    expect(value).toEqual([200_000, 200_000])
  })

  test('moving bytes costs processor time', () => {
    const machine = createMachine()
    const init = machine.run(function* (process) {
      process.install(process.open('/dev/null', { write: true }), 1)
      yield* write(process, 1, new Uint8Array(1_024_000))
      return 0
    })
    machine.settle()
    expect(init.cpuMicroseconds).toBeGreaterThanOrEqual(1000)
  })

  test('a descriptor that is not open is EBADF', () => {
    const { value } = outcome(function* (process) {
      try {
        yield* read(process, 9)
      } catch (error) {
        return error
      }
      return undefined
    })
    expect(value).toEqual(new SystemError('EBADF'))
  })

  test('pipes of one process have names of their own', () => {
    const { value } = outcome(function* (process) {
      const names = [1, 2].map(() => {
        const { reader, writer } = pipe(process)
        process.install(reader)
        process.install(writer)
        return reader.name
      })
      yield undefined
      return new Set(names).size
    })
    expect(value).toBe(2)
  })
})

describe('sockets', () => {
  test('accept is interrupted by a caught signal and by closing', () => {
    const codes = [signal, (process: Process) => process.kernel.network.listeners[0]?.close()].map(
      meddle =>
        outcome(function* (process) {
          catching(process)
          const listener = process.kernel.network.listen('0.0.0.0', 80)
          try {
            yield* accept(process, listener)
          } catch (error) {
            return (error as SystemError).code
          }
          return 'accepted'
        }, meddle).value,
    )
    expect(codes).toEqual(['EINTR', 'EINVAL'])
  })

  test('receive waits for a datagram', () => {
    const { value, at } = outcome(
      function* (process) {
        const socket = process.kernel.network.datagrams('0.0.0.0', 53)
        return textOf((yield* receive(process, socket)).bytes)
      },
      process => {
        process.kernel.network.datagrams('0.0.0.0', 0).send(new TextEncoder().encode('hi'), '127.0.0.1', 53)
      },
    )
    expect([value, at]).toEqual(['hi', 5])
  })
})
