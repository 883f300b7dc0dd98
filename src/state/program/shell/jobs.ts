import type { ExitStatus, Process, Step } from '../../kernel/process.ts'
import { type SignalName, signalNumbers } from '../../kernel/signal.ts'
import { anyOf } from '../../wait.ts'

/** A pipeline that the shell does not wait for, or one that was stopped. */
export interface Job {
  readonly number: number
  readonly processes: readonly Process[]
  readonly text: string
  /** Its end has been told to the user. */
  reported: boolean
}

export interface JobTable {
  add(processes: readonly Process[], text: string): Job
  remove(job: Job): void
  readonly all: readonly Job[]
  /** `%1`, `%+`, `%%`, `%-`, `%name`, or nothing for the current one. */
  find(specification: string | undefined): Job | undefined
  ofProcess(pid: number): Job | undefined
}

/** So many are remembered; beyond them the oldest that has ended is forgotten. */
const jobsMax = 1000

export const createJobTable = (): JobTable => {
  const jobs: Job[] = []
  return {
    all: jobs,
    add(processes, text) {
      const forgotten = jobs.length < jobsMax ? -1 : jobs.findIndex(jobEnded)
      if (forgotten >= 0) jobs.splice(forgotten, 1)
      const number = (jobs.at(-1)?.number ?? 0) + 1
      const job: Job = { number, processes, text, reported: false }
      jobs.push(job)
      return job
    },
    remove(job) {
      const index = jobs.indexOf(job)
      if (index >= 0) jobs.splice(index, 1)
    },
    find(specification) {
      const name = (specification ?? '%%').slice(1)
      if (name === '' || name === '%' || name === '+') return jobs.at(-1)
      if (name === '-') return jobs.at(-2) ?? jobs.at(-1)
      if (/^\d+$/.test(name)) return jobs.find(job => job.number === Number(name))
      return jobs.find(job => (name.startsWith('?') ? job.text.includes(name.slice(1)) : job.text.startsWith(name)))
    },
    ofProcess: pid => jobs.find(job => job.processes.some(process => process.pid === pid)),
  }
}

export const jobEnded = (job: Job): boolean => job.processes.every(process => process.exit !== undefined)

export const jobStopped = (job: Job): boolean =>
  !jobEnded(job) && job.processes.every(process => process.exit !== undefined || process.stopped)

/** Sleeps until all have ended or, when `stops` count, all that live have stopped. */
export function* settled(processes: readonly Process[], stops: boolean): Step<'ended' | 'stopped'> {
  for (;;) {
    const living = processes.filter(process => !process.exit)
    if (living.length === 0) return 'ended'
    if (stops && living.every(process => process.stopped)) return 'stopped'
    yield anyOf(...living.map(process => process.changed))
  }
}

/** strsignal(3) of musl and glibc, for what kills. */
const deaths: Partial<Record<SignalName, string>> = {
  HUP: 'Hangup',
  QUIT: 'Quit',
  ILL: 'Illegal instruction',
  TRAP: 'Trace/breakpoint trap',
  ABRT: 'Aborted',
  BUS: 'Bus error',
  FPE: 'Floating point exception',
  KILL: 'Killed',
  USR1: 'User defined signal 1',
  SEGV: 'Segmentation fault',
  USR2: 'User defined signal 2',
  ALRM: 'Alarm clock',
  TERM: 'Terminated',
  XCPU: 'CPU time limit exceeded',
  XFSZ: 'File size limit exceeded',
  VTALRM: 'Virtual timer expired',
  PROF: 'Profiling timer expired',
  SYS: 'Bad system call',
}

/** What is said of a child that a signal ended; of interrupts and broken pipes nothing (ash's showjob). */
export const deathText = (status: ExitStatus | undefined): string | undefined => {
  const signal = status?.signal
  if (signal === undefined || signal === 'INT' || signal === 'PIPE') return undefined
  return (
    deaths[signal] ??
    `Unknown signal ${signal in signalNumbers ? signalNumbers[signal as keyof typeof signalNumbers] : signal}`
  )
}

const stateText = (job: Job): string => {
  if (jobStopped(job)) return 'Stopped'
  if (!jobEnded(job)) return 'Running'
  const exit = job.processes.at(-1)?.exit
  const death = exit?.signal === 'INT' ? 'Interrupt' : deathText(exit)
  return death ?? (exit && exit.code !== 0 ? `Done(${exit.code})` : 'Done')
}

/** A line of `jobs`, 33 columns before the command as ash prints it. */
export const jobLine = (table: JobTable, job: Job, withPid: boolean): string => {
  const mark = job === table.all.at(-1) ? '+' : job === table.all.at(-2) ? '-' : ' '
  const pid = withPid ? `${String(job.processes.at(-1)?.pid ?? 0).padStart(5)} ` : ''
  return `${`[${job.number}]${mark}  ${pid}${stateText(job)}`.padEnd(33)}${job.text}\n`
}
