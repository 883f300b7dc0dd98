import { describe, expect, test } from 'vitest'
import { runScript, type Session, startSession } from './session.ts'

const started = (script: string, afterMilliseconds = 2500): Session => {
  const session = startSession({ argv: ['sh', '-c', script] })
  session.clock.advance(afterMilliseconds)
  return session
}

const shot = (session: Session, signal: 'TERM' | 'INT' | 'HUP' | 'USR1', milliseconds: number): number | undefined => {
  session.kernel.kill(1, signal)
  session.clock.advance(milliseconds)
  return session.status
}

describe('a trap', () => {
  test('waits for the command in the foreground', () => {
    const session = started('trap "echo bye; exit 0" TERM; while true; do sleep 1; done')
    expect(shot(session, 'TERM', 400)).toBeUndefined()
    session.clock.advance(200)
    expect(session.status).toBe(0)
    expect(session.output()).toBe('bye\n')
  })

  test('runs at once when the shell sits in wait', () => {
    const session = started('trap "echo bye; exit 3" TERM; sleep 100 & wait')
    expect(shot(session, 'TERM', 0)).toBe(3)
    expect(session.output()).toBe('bye\n')
  })

  test('interrupts wait with 128 and the number of the signal', () => {
    const session = started('trap "echo got" USR1; sleep 100 & wait $!; echo $?; wait $!; echo $?')
    shot(session, 'USR1', 10)
    expect(session.output()).toBe('got\n138\n')
    session.clock.advance(100_000)
    expect(session.output()).toBe('0\n')
  })

  test('runs at once when the shell sits in read', () => {
    const session = startSession({ argv: ['sh', '-c', 'trap "echo got" HUP; read x; echo $?'], openInput: true })
    session.clock.advance(10)
    expect(shot(session, 'HUP', 10)).toBe(0)
    expect(session.output()).toBe('got\n129\n')
  })

  test('does not cut a command substitution short', () => {
    const session = started('trap "echo got" USR1; x=$(sleep 3; echo whole); echo $x')
    shot(session, 'USR1', 1000)
    expect(session.output()).toBe('got\nwhole\n')
  })

  test('of nothing ignores the signal in children too', () => {
    const session = started('trap "" TERM; (sleep 3; echo child); echo parent')
    for (const process of [...session.kernel.processes.values()]) session.kernel.kill(process.pid, 'TERM')
    session.clock.advance(1000)
    expect(session.output()).toBe('child\nparent\n')
  })

  test('is gone in a subshell and comes back to none with a dash', () => {
    expect(runScript('trap "echo t" USR1; (trap); trap - USR1; trap; echo end').stdout).toBe('end\n')
  })

  test('on EXIT runs once, whatever ends the shell, and may change the status', () => {
    expect(runScript("trap 'echo bye $?' EXIT; exit 3")).toMatchObject({ stdout: 'bye 3\n', status: 3 })
    expect(runScript('trap "exit 9" EXIT; true').status).toBe(9)
    expect(runScript('set -e; trap "echo bye" EXIT; false')).toMatchObject({ stdout: 'bye\n', status: 1 })
    expect(runScript('trap "echo bye" EXIT; echo $((1/0))')).toMatchObject({ stdout: 'bye\n', status: 2 })
  })
})

describe('process 1', () => {
  test('does not hear a signal that it has no trap for', () => {
    const session = started('while true; do sleep 1; done')
    expect(shot(session, 'TERM', 3000)).toBeUndefined()
  })

  test('hands the signal to the program that took its place', () => {
    const session = started('exec sh -c "trap \\"echo inner; exit 5\\" TERM; sleep 100 & wait"')
    expect(shot(session, 'TERM', 0)).toBe(5)
    expect(session.output()).toBe('inner\n')
  })
})
