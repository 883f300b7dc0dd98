import { describe, expect, test } from 'vitest'
import { SystemError } from '../../../src/state/filesystem/contract.ts'
import { read, sleep } from '../../../src/state/kernel/calls.ts'
import { createPipe } from '../../../src/state/kernel/open-file.ts'
import type { Process, Program } from '../../../src/state/kernel/process.ts'
import type { SignalName } from '../../../src/state/kernel/signal.ts'
import { Notifier } from '../../../src/state/wait.ts'
import { createMachine, type Machine } from './machine.ts'

const forever: Program = function* () {
  const never = new Notifier()
  for (;;) yield never
}
const busy: Program = function* () {
  for (;;) yield undefined
}
const catches = (signals: readonly SignalName[], taken: string[]): Program =>
  function* (process) {
    for (const signal of signals) process.signals.set(signal, 'catch')
    for (;;) {
      for (let signal = process.signals.take(); signal; signal = process.signals.take()) taken.push(signal)
      yield process.signals.arrived
    }
  }

/** A machine with an idle init and one more process, settled. */
const withChild = (program: Program): { machine: Machine; init: Process; child: Process } => {
  const machine = createMachine()
  const init = machine.run(forever)
  const child = machine.run(program, { parent: init })
  machine.settle()
  return { machine, init, child }
}

describe('a process in every state', () => {
  const states: readonly (readonly [string, Program, (machine: Machine, child: Process) => void])[] = [
    ['asleep', forever, () => undefined],
    ['busy', busy, () => undefined],
    [
      'timed',
      function* (process) {
        yield* sleep(process, 1e9)
        return 0
      },
      () => undefined,
    ],
    [
      'reading',
      function* (process) {
        const { reader } = createPipe()
        process.install(reader, 0)
        yield* read(process, 0)
        return 0
      },
      () => undefined,
    ],
    ['stopped', forever, (machine, child) => machine.kernel.kill(child.pid, 'STOP')],
    ['busy and stopped', busy, (machine, child) => machine.kernel.kill(child.pid, 'STOP')],
    ['frozen', forever, machine => machine.kernel.freeze()],
  ]
  test.each(states)('that is %s is killed at once', (_name, program, prepare) => {
    const { machine, child } = withChild(program)
    prepare(machine, child)
    expect(machine.kernel.kill(child.pid, 'KILL')).toBe(true)
    expect(child.exit).toEqual({ code: 137, signal: 'KILL' })
    machine.clock.advance(10)
  })

  test('that has not run yet is killed without running', () => {
    const machine = createMachine()
    let ran = false
    const init = machine.run(function* () {
      ran = true
      yield undefined
      return 0
    })
    machine.kernel.kill(init.pid, 'KILL')
    machine.settle()
    expect([ran, machine.exits]).toEqual([false, [{ code: 137, signal: 'KILL' }]])
  })

  test('that kills itself ends at its next yield', () => {
    let after = false
    const { child } = withChild(function* (process) {
      process.kernel.kill(process.pid, 'TERM', process)
      after = true
      yield undefined
      throw new Error('not reached')
    })
    expect([after, child.exit]).toEqual([true, { code: 143, signal: 'TERM' }])
  })

  test('whose finally block kills its killer takes it along', () => {
    const machine = createMachine()
    machine.run(forever)
    let killer: Process | undefined
    const victim = machine.run(function* (process) {
      try {
        for (;;) yield new Notifier()
      } finally {
        process.kernel.kill(killer?.pid ?? 0, 'TERM')
      }
    })
    machine.settle()
    killer = machine.run(function* (process) {
      process.kernel.kill(victim.pid, 'TERM', process)
      for (;;) yield undefined
    })
    machine.settle()
    expect([victim.exit?.signal, killer.exit?.signal]).toEqual(['TERM', 'TERM'])
    expect(machine.defects).toEqual([])
  })
})

describe('dispositions', () => {
  test('default ends with 128 + number', () => {
    const { machine, child } = withChild(forever)
    machine.kernel.kill(child.pid, 'USR1')
    expect(child.exit).toEqual({ code: 138, signal: 'USR1' })
  })

  test('ignored signals do nothing and are inherited', () => {
    const machine = createMachine()
    const init = machine.run(forever)
    const parent = machine.run(forever, { parent: init, ignoredSignals: ['HUP'] })
    const child = machine.run(forever, { parent })
    machine.kernel.kill(child.pid, 'HUP')
    expect(child.exit).toBeUndefined()
    expect(child.signals.get('HUP')).toBe('ignore')
  })

  test('caught signals arrive in order, the same one once, real-time ones each time', () => {
    const taken: string[] = []
    const { machine, child } = withChild(catches(['USR1', 'USR2', 'RTMIN'], taken))
    for (const signal of ['USR2', 'USR1', 'USR2', 'RTMIN', 'RTMIN'] as const) machine.kernel.kill(child.pid, signal)
    machine.settle()
    expect(taken).toEqual(['USR2', 'USR1', 'RTMIN', 'RTMIN'])
  })

  test('caught signals are not inherited', () => {
    const taken: string[] = []
    const { machine, child } = withChild(catches(['TERM'], taken))
    const grandchild = machine.run(forever, { parent: child })
    expect(grandchild.signals.get('TERM')).toBe('default')
  })

  test('KILL and STOP cannot be changed', () => {
    const { child } = withChild(forever)
    expect(() => child.signals.set('KILL', 'ignore')).toThrow(new SystemError('EINVAL'))
    expect(() => child.signals.set('STOP', 'catch')).toThrow(new SystemError('EINVAL'))
  })

  test('a caught signal interrupts a read with EINTR and cuts a sleep short', () => {
    const seen: unknown[] = []
    const { machine, child } = withChild(function* (process) {
      process.signals.set('USR1', 'catch')
      process.install(createPipe().reader, 0)
      try {
        yield* read(process, 0)
      } catch (error) {
        seen.push((error as SystemError).code, process.signals.take())
      }
      seen.push(yield* sleep(process, 1000))
      return 0
    })
    machine.kernel.kill(child.pid, 'USR1')
    machine.settle()
    machine.kernel.kill(child.pid, 'USR1')
    machine.settle()
    expect(seen).toEqual(['EINTR', 'USR1', false])
  })
})

describe('pid 1', () => {
  const cases: readonly (readonly [SignalName, 'host' | 'inside', boolean])[] = [
    ['TERM', 'host', false],
    ['INT', 'host', false],
    ['SEGV', 'host', false],
    ['KILL', 'host', true],
    ['TERM', 'inside', false],
    ['KILL', 'inside', false],
  ]
  test.each(cases)('%s from %s ends an init that does not care: %s', (signal, from, ends) => {
    const { machine, init, child } = withChild(forever)
    machine.kernel.kill(1, signal, from === 'inside' ? child : undefined)
    expect(init.exit !== undefined).toBe(ends)
  })

  test('hears what it catches, from anybody', () => {
    const machine = createMachine()
    const taken: string[] = []
    machine.run(catches(['TERM'], taken))
    const child = machine.run(forever)
    machine.settle()
    machine.kernel.kill(1, 'TERM')
    machine.settle()
    machine.kernel.kill(1, 'TERM', child)
    machine.settle()
    expect(taken).toEqual(['TERM', 'TERM'])
  })

  test('is stopped by the host alone', () => {
    const { machine, init, child } = withChild(forever)
    machine.kernel.kill(1, 'STOP', child)
    expect(init.stopped).toBe(false)
    machine.kernel.kill(1, 'STOP')
    expect(init.stopped).toBe(true)
    machine.kernel.kill(1, 'CONT', child)
    expect(init.stopped).toBe(false)
  })
})

describe('stop and continue', () => {
  test('a stopped process does not run, and goes on where it was', () => {
    let rounds = 0
    const { machine, child } = withChild(function* (process) {
      for (;;) {
        yield* sleep(process, 10)
        rounds++
      }
    })
    machine.clock.advance(25)
    machine.kernel.kill(child.pid, 'STOP')
    machine.clock.advance(100)
    expect([rounds, child.stopped]).toEqual([2, true])
    machine.kernel.kill(child.pid, 'CONT')
    machine.settle()
    expect([rounds, child.stopped]).toEqual([3, false])
  })

  test('a signal that would end a stopped process waits until it continues', () => {
    const { machine, child } = withChild(forever)
    machine.kernel.kill(child.pid, 'STOP')
    machine.kernel.kill(child.pid, 'TERM')
    expect(child.exit).toBeUndefined()
    machine.kernel.kill(child.pid, 'CONT')
    expect(child.exit?.signal).toBe('TERM')
  })

  test('the parent hears of both through CHLD and `changed`', () => {
    const machine = createMachine()
    const taken: string[] = []
    const init = machine.run(catches(['CHLD'], taken))
    const child = machine.run(forever, { parent: init })
    machine.settle()
    let changes = 0
    const listen = (): void => {
      child.changed.subscribe(() => {
        changes++
        listen()
      })
    }
    listen()
    for (const signal of ['STOP', 'CONT', 'KILL'] as const) {
      machine.kernel.kill(child.pid, signal)
      machine.settle()
    }
    expect(taken).toEqual(['CHLD', 'CHLD', 'CHLD'])
    expect(changes).toBe(3)
  })

  test('a terminal stop passes over a group that nobody could continue', () => {
    const { machine, child } = withChild(forever)
    machine.kernel.kill(child.pid, 'TSTP')
    expect(child.stopped).toBe(false)
    const job = machine.run(forever, { parent: child, newGroup: true })
    machine.kernel.kill(-job.group, 'TSTP')
    expect(job.stopped).toBe(true)
  })
})

describe('the freezer', () => {
  test('nothing runs while frozen, and nothing is lost', () => {
    let rounds = 0
    const { machine } = withChild(function* (process) {
      for (;;) {
        yield* sleep(process, 10)
        rounds++
      }
    })
    machine.kernel.freeze()
    machine.clock.advance(1000)
    expect(rounds).toBe(0)
    machine.kernel.thaw()
    machine.settle()
    expect(rounds).toBe(1)
    machine.clock.advance(10)
    expect(rounds).toBe(2)
  })

  test('signals wait for the thaw', () => {
    const { machine, child } = withChild(forever)
    machine.kernel.freeze()
    machine.kernel.kill(child.pid, 'TERM')
    expect(child.exit).toBeUndefined()
    machine.kernel.thaw()
    expect(child.exit?.signal).toBe('TERM')
  })

  test('init is killed while frozen', () => {
    const { machine } = withChild(busy)
    machine.kernel.freeze()
    machine.kernel.kill(1, 'KILL')
    machine.settle()
    expect(machine.exits).toEqual([{ code: 137, signal: 'KILL' }])
  })
})

describe('addressees', () => {
  const family = () => {
    const machine = createMachine()
    const init = machine.run(forever)
    const first = machine.run(forever, { parent: init, newGroup: true })
    const second = machine.run(forever, { parent: first })
    const third = machine.run(forever, { parent: init, newGroup: true })
    const alive = () => [init, first, second, third].filter(process => !process.exit).map(process => process.pid)
    return { machine, first, third, alive }
  }

  test('a negative number is a group', () => {
    const { machine, first, alive } = family()
    expect(machine.kernel.kill(-first.group, 'TERM')).toBe(true)
    expect(alive()).toEqual([1, 4])
  })

  test('-1 is everybody but init and the sender', () => {
    const { machine, third, alive } = family()
    machine.kernel.kill(-1, 'TERM', third)
    expect(alive()).toEqual([1, 4])
  })

  test('0 is the own group', () => {
    const { machine, first, alive } = family()
    machine.kernel.kill(0, 'TERM', first)
    expect(alive()).toEqual([1, 4])
  })

  test('nobody is there', () => {
    const { machine } = family()
    expect(machine.kernel.kill(99, 'TERM')).toBe(false)
    expect(machine.kernel.kill(-99, 'TERM')).toBe(false)
  })

  test('other users may not be signalled', () => {
    const { machine } = family()
    const user = machine.run(forever, { credentials: { uid: 1000, gid: 1000, groups: [] } })
    const own = machine.run(forever, { parent: user })
    expect(() => machine.kernel.kill(2, 'TERM', user)).toThrow(new SystemError('EPERM'))
    expect(machine.kernel.kill(own.pid, 'TERM', user)).toBe(true)
    expect(own.exit?.signal).toBe('TERM')
  })
})
