import { write } from '../../../kernel/calls.ts'
import type { Process, Step } from '../../../kernel/process.ts'
import { anyOf } from '../../../wait.ts'
import { reportDeath, waitForeground } from '../children.ts'
import { type Job, jobEnded, jobLine } from '../jobs.ts'
import { complain } from '../message.ts'
import type { Shell } from '../state.ts'
import { runPendingTraps } from '../trap.ts'
import { kill as sendSignal } from './kill.ts'

export function* jobs(shell: Shell, argv: readonly string[]): Step<number> {
  const withPids = argv.includes('-l')
  const onlyPids = argv.includes('-p')
  let text = ''
  for (const job of shell.jobs.all) {
    text += onlyPids ? `${job.processes[0]?.pid ?? 0}\n` : jobLine(shell.jobs, job, withPids)
  }
  yield* write(shell.process, 1, text)
  for (const job of shell.jobs.all.filter(jobEnded)) {
    job.reported = true
    // What ash and dash have shown is gone.
    if (shell.dialect !== 'bash') shell.jobs.remove(job)
  }
  return 0
}

/** Sleeps until one of them has ended; the status beyond 128 of the signal whose trap came first. */
function* waitForOne(shell: Shell, processes: readonly Process[]): Step<Process | number> {
  const { signals } = shell.process
  for (;;) {
    const ended = processes.find(process => process.exit)
    if (ended) return ended
    if (signals.pending) {
      return 128 + (yield* runPendingTraps(shell))
    }
    yield anyOf(signals.arrived, ...processes.map(process => process.changed))
  }
}

function* waitForJob(shell: Shell, job: Job, target: Process | undefined): Step<number> {
  const last = target ?? job.processes.at(-1)
  if (!last) return 127
  const ended = yield* waitForOne(shell, [last])
  if (typeof ended === 'number') return ended
  yield* reportDeath(shell, ended, job.text)
  return ended.exit?.code ?? 0
}

/** `wait`, `wait pid…`, `wait %job…`, bash's `wait -n`. A trapped signal ends it at once. */
export function* wait(shell: Shell, argv: readonly string[]): Step<number> {
  const words = argv.slice(1).filter(word => word !== '--')
  if (words[0] === '-n') return yield* waitForAny(shell)
  if (words.length === 0) {
    for (const job of [...shell.jobs.all]) {
      for (const process of job.processes) {
        const ended = yield* waitForOne(shell, [process])
        if (typeof ended === 'number') return ended
      }
      shell.jobs.remove(job)
    }
    return 0
  }
  let status = 0
  for (const word of words) {
    const job = word.startsWith('%') ? shell.jobs.find(word) : shell.jobs.ofProcess(Number(word))
    if (!job) {
      status = 127
      if (word.startsWith('%')) yield* complain(shell, `${word}: no such job`, 'wait')
      else if (shell.dialect === 'bash') yield* complain(shell, `pid ${word} is not a child of this shell`, 'wait')
      continue
    }
    const target = word.startsWith('%') ? undefined : job.processes.find(process => process.pid === Number(word))
    status = yield* waitForJob(shell, job, target)
    job.reported = true
  }
  return status
}

function* waitForAny(shell: Shell): Step<number> {
  const waiting = shell.jobs.all.filter(job => !job.reported)
  if (waiting.length === 0) return 127
  const ended = yield* waitForOne(
    shell,
    waiting.flatMap(job => job.processes.slice(-1)),
  )
  if (typeof ended === 'number') return ended
  const job = shell.jobs.ofProcess(ended.pid)
  if (job) job.reported = true
  return ended.exit?.code ?? 0
}

function* jobNamed(shell: Shell, command: string, word: string | undefined): Step<Job | undefined> {
  const job = shell.jobs.find(word)
  if (!job) {
    const current = shell.dialect === 'bash' ? 'current: no such job' : 'No current job'
    yield* complain(shell, word === undefined ? current : `${word}: no such job`, command)
  }
  return job
}

const wake = (shell: Shell, job: Job): void => {
  for (const process of job.processes) if (!process.exit) shell.process.kernel.kill(process.pid, 'CONT', shell.process)
}

export function* foreground(shell: Shell, argv: readonly string[]): Step<number> {
  const job = yield* jobNamed(shell, 'fg', argv[1])
  if (!job) return shell.dialect === 'bash' ? 1 : 2
  yield* write(shell.process, 1, `${job.text}\n`)
  shell.jobs.remove(job)
  wake(shell, job)
  return (yield* waitForeground(shell, job.processes, job.text)).at(-1) ?? 0
}

export function* background(shell: Shell, argv: readonly string[]): Step<number> {
  const job = yield* jobNamed(shell, 'bg', argv[1])
  if (!job) return shell.dialect === 'bash' ? 1 : 2
  yield* write(shell.process, 1, `[${job.number}] ${job.text}\n`)
  wake(shell, job)
  return 0
}

/** The shell's own `kill` knows jobs. */
export function* kill(shell: Shell, argv: readonly string[]): Step<number> {
  for (const word of argv.slice(1)) {
    if (word.startsWith('%') && !(yield* jobNamed(shell, 'kill', word))) return shell.dialect === 'bash' ? 1 : 2
  }
  return yield* sendSignal(shell.process, argv, shell.name.split('/').at(-1), specification => {
    const job = shell.jobs.find(specification)
    return job?.processes.filter(process => !process.exit).map(process => process.pid)
  })
}

/** bash's `disown`: the shell forgets its jobs. */
export function* disown(shell: Shell, argv: readonly string[]): Step<number> {
  yield undefined
  const job =
    argv[1] === undefined || argv[1].startsWith('%') ? shell.jobs.find(argv[1]) : shell.jobs.ofProcess(Number(argv[1]))
  if (job) shell.jobs.remove(job)
  return job ? 0 : 1
}
