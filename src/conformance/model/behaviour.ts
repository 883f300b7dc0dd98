import type { Fields } from '../fields.ts'
import { isWorkloadName, type WorkloadName } from '../workload.ts'

/** What the process of a container or an execution does, as far as it shows outside. */
export interface Behaviour {
  /** The statuses with which it may end by itself. */
  readonly ends: readonly number[] | 'any'
  /** The statuses with which it ends when it is told to with SIGTERM; empty: it does not listen. */
  readonly onTerm: readonly number[]
  readonly stdout?: string
  readonly stderr?: string
  readonly health?: 'healthy' | 'unhealthy'
}

/** Whether it goes on until somebody ends it. */
export const goesOn = ({ ends }: Behaviour): boolean => ends !== 'any' && ends.length === 0

const stays: Behaviour = { ends: [], onTerm: [] }
const unknown: Behaviour = { ends: 'any', onTerm: [] }

/** As printf writes it. */
const printed = (text: unknown): string => String(text).replaceAll('\\n', '\n')

const behaviours: Readonly<Record<WorkloadName, (...given: unknown[]) => Behaviour>> = {
  exit: (status = 0) => ({ ends: [Number(status)], onTerm: [], stdout: '', stderr: '' }),
  sleepForever: () => ({ ...stays, stdout: '', stderr: '' }),
  trapTerm: (status = 0) => ({ ends: [], onTerm: [Number(status)] }),
  ignoreTerm: () => stays,
  print: (out = '', err = '') => ({ ends: [0], onTerm: [], stdout: printed(out), stderr: printed(err) }),
  // It ends when its input does, which whoever attaches may bring about.
  catStdin: () => ({ ends: [0], onTerm: [] }),
  crashLoop: () => ({ ends: [1], onTerm: [], stdout: '', stderr: '' }),
  healthy: () => ({ ...stays, health: 'healthy' }),
  unhealthy: () => ({ ...stays, health: 'unhealthy' }),
}

const spokenFor = ['Cmd', 'Entrypoint', 'Tty', 'Healthcheck', 'StopSignal', 'OpenStdin', 'Image']

/** What a body's workload does; anything, when its command is not one of the vocabulary. */
export const behaviourOf = ({ workload, arguments: given = [], ...rest }: Fields): Behaviour =>
  isWorkloadName(workload) && Array.isArray(given) && !spokenFor.some(key => key in rest && key !== 'Image')
    ? behaviours[workload](...given)
    : unknown
