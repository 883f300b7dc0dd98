import { type OperationId, operations } from '../../../spec/index.ts'
import { isFields } from '../fields.ts'

/**
 * One request, with symbols for what the program makes: `c0` a container, `e0` an execution, `n0` a network,
 * `v0` a volume, `i0` a name of an image; `m0` is a name for anything else, such as a label that nobody has. */
export interface Call {
  readonly call: OperationId
  readonly path?: Readonly<Record<string, string>>
  /** Objects become JSON, as filters do. */
  readonly query?: Readonly<Record<string, unknown>>
  readonly headers?: Readonly<Record<string, string>>
  /** Of ContainerCreate and ContainerExec it may name its `workload`, with `arguments`; of PutContainerArchive a `file` with its `text`. */
  readonly body?: unknown
  /** The symbol of what comes into being. Its name is put where the operation wants one, unless the program does. */
  readonly makes?: string
  /** What is written to a connection that becomes a pipe, before our half of it is closed. */
  readonly input?: string
  /** The version that is asked for; `none` asks without. Default: the newest that daemon and suite both know. */
  readonly version?: string
}

/** So many seconds of the daemon's time pass. */
export interface Pass {
  readonly pass: number
}

/** One thing that a program does. */
export type Step = Call | Pass

/** One step after the other. */
export interface SequentialProgram {
  readonly steps: readonly Step[]
}

/** The prefix first, and then all threads at the same time. */
export interface ConcurrentProgram {
  readonly prefix: readonly Step[]
  readonly threads: readonly (readonly Step[])[]
}

/** What is asked of a daemon, as plain JSON. */
export type Program = SequentialProgram | ConcurrentProgram

/** A program that cannot be run: one line that says why. */
export class ProgramError extends Error {}

export const isPass = (step: Step): step is Pass => 'pass' in step
export const isConcurrent = (program: Program): program is ConcurrentProgram => 'threads' in program

const optional = (kind: 'string' | 'object') => (value: unknown) =>
  value === undefined || (kind === 'string' ? typeof value === 'string' : isFields(value))

const fields: Readonly<Record<keyof Call, (value: unknown) => boolean>> = {
  call: value => typeof value === 'string' && Object.hasOwn(operations, value),
  path: value => optional('object')(value) && Object.values(value ?? {}).every(each => typeof each === 'string'),
  query: optional('object'),
  headers: optional('object'),
  body: () => true,
  makes: value => value === undefined || (typeof value === 'string' && /^[cenvi]\d+$/.test(value)),
  input: optional('string'),
  version: optional('string'),
}

const stepOf = (value: unknown): Step => {
  const fail = (why: string): never => {
    throw new ProgramError(`${JSON.stringify(value)} is no step: ${why}`)
  }
  if (!isFields(value)) return fail('it is no object')
  if ('pass' in value) {
    const { pass } = value
    if (typeof pass !== 'number' || !(pass >= 0)) return fail('pass is a number of seconds')
    return { pass }
  }
  if (!('call' in value)) return fail('it has neither call nor pass')
  for (const key of Object.keys(value)) {
    const isRight = Object.hasOwn(fields, key) ? fields[key as keyof Call] : fail(`${key} is not known`)
    if (!isRight(value[key])) fail(`${key} cannot be ${JSON.stringify(value[key])}`)
  }
  return value as unknown as Call
}

const stepsOf = (value: unknown, what: string): Step[] => {
  if (!Array.isArray(value)) throw new ProgramError(`${what} is a list of steps`)
  return value.map(stepOf)
}

/** Reads a program from parsed JSON. Throws `ProgramError`. */
export const readProgram = (value: unknown): Program => {
  if (!isFields(value)) throw new ProgramError('a program is an object with steps, or with prefix and threads')
  if ('steps' in value) return { steps: stepsOf(value.steps, 'steps') }
  if (!Array.isArray(value.threads)) throw new ProgramError('a program has steps, or prefix and threads')
  return {
    prefix: stepsOf(value.prefix ?? [], 'prefix'),
    threads: value.threads.map(thread => stepsOf(thread, 'a thread')),
  }
}

/** A step in one line, for somebody to read. */
export const shownStep = (step: Step): string => {
  if (isPass(step)) return `pass ${step.pass} s`
  const { call, ...parts } = step
  return Object.keys(parts).length === 0 ? call : `${call} ${JSON.stringify(parts)}`
}
