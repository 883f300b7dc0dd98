/** What containers of the suite run: a small vocabulary, each a command line that any busybox understands. */
export type Workload = Readonly<Record<string, unknown>>

const shell = (script: string): Workload => ({ Cmd: ['sh', '-c', script] })

/** Runs until it is killed; PID 1 of a container ignores signals that it does not handle. */
export const sleepForever: Workload = { Cmd: ['sleep', '86400'] }

/** Ends at once with this status. */
export const exit = (status: number): Workload => shell(`exit ${status}`)

/** Ends with this status when it is told to with SIGTERM. */
export const trapTerm = (status: number): Workload =>
  shell(`trap 'exit ${status}' TERM; echo ready; while :; do sleep 1 & wait $!; done`)

/** Does not listen to SIGTERM. */
export const ignoreTerm: Workload = shell(`trap '' TERM; echo ready; while :; do sleep 1; done`)

/** Writes one text to each output and ends. */
export const print = (out: string, err = ''): Workload => shell(`printf '${out}'; printf '${err}' >&2`)

/** Gives back what it gets. */
export const catStdin: Workload = {
  Cmd: ['cat'],
  OpenStdin: true,
  StdinOnce: true,
  AttachStdin: true,
  AttachStdout: true,
}

/** Ends with an error as often as it is started again. */
export const crashLoop: Workload = { ...shell('exit 1'), HostConfig: { RestartPolicy: { Name: 'always' } } }

const checked = (test: string): Workload => ({
  ...sleepForever,
  Healthcheck: { Test: ['CMD-SHELL', test], Interval: 1e9, Timeout: 30e9, Retries: 1 },
})

export const healthy: Workload = checked('true')
export const unhealthy: Workload = checked('false')

type Argument = string | number

/** Every workload by the name that programs call it. */
export const workloads = {
  /** Ends at once with this status. */
  exit: (status: Argument = 0) => exit(Number(status)),
  /** Runs until it is killed. */
  sleepForever: () => sleepForever,
  /** Ends with this status when it is told to with SIGTERM. */
  trapTerm: (status: Argument = 0) => trapTerm(Number(status)),
  /** Does not listen to SIGTERM. */
  ignoreTerm: () => ignoreTerm,
  /** Writes one text to each output and ends. */
  print: (out: Argument = '', err: Argument = '') => print(String(out), String(err)),
  /** Gives back what it gets. */
  catStdin: () => catStdin,
  /** Ends with an error as often as it is started again. */
  crashLoop: () => crashLoop,
  /** Runs, and its probes find it well. */
  healthy: () => healthy,
  /** Runs, and its probes find it ill. */
  unhealthy: () => unhealthy,
} as const satisfies Readonly<Record<string, (...given: Argument[]) => Workload>>

export type WorkloadName = keyof typeof workloads

export const isWorkloadName = (name: unknown): name is WorkloadName =>
  typeof name === 'string' && Object.hasOwn(workloads, name)
