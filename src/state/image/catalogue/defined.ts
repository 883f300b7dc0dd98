import type { ImageConfig } from '../../../../spec/generated/types.ts'
import { behaviourOf, behaviourPrefix } from '../../container/behaviour/behaviour.ts'
import { invalid } from '../../error.ts'
import type { FileEntry } from '../../filesystem/contract.ts'
import type { ProgramFunction } from '../../program/functions/function.ts'
import { findProgram } from '../../program/registry.ts'
import { fullName, type ImageReference } from '../reference.ts'
import type { Repository, Variant } from './definition.ts'
import { imageConfig, type RemoteImage, remoteImage, remoteOf } from './image.ts'
import { repositories } from './repositories.ts'
import { executable, file } from './roots.ts'

/** What an image is made of that a test has need of. */
export interface ImageDefinition {
  /** What it stands on. Default: the built-in image of the same name, or busybox. */
  readonly from?: string
  /**
   * What it runs: a built-in program such as `nginx`, `postgres` or `redis-server`, or a function. Default: what `from`
   * runs. A function is no part of the world: a snapshot has the image and not the function, which whoever restores it
   * elsewhere has to define there.
   */
  readonly program?: string | ProgramFunction
  /** In Docker's own words; what is left out is that of `from`. */
  readonly config?: Partial<ImageConfig>
  /** Ports to expose: 5432, or `53/udp`. */
  readonly ports?: readonly (number | string)[]
  /** Absolute path → text. */
  readonly files?: Readonly<Record<string, string>>
  /** Whether it is here without a pull. Default: unless `pull` says how a pull goes. */
  readonly local?: boolean
  /** With which code its containers end, 0 to 255: at once, or after `exitAfter`. */
  readonly exit?: number
  /** After how long they end: `5s`. Until then the program runs. */
  readonly exitAfter?: string
  /** What they say first. */
  readonly stdout?: string
  readonly stderr?: string
  /** After how long they run out of memory: `30s`. */
  readonly oomAfter?: string
  /** What each probe finds: `healthy`, `unhealthy`, `unhealthy-after:3` or `flapping:2` */
  readonly health?: string
  /** Signals that they do not hear: `TERM,INT`. */
  readonly ignoreSignals?: string
  /** Why they do not start, in the daemon's words. */
  readonly startError?: string
  /** Ports that answer, in place of the program: `8080:http:200:hello`, `5432:tcp:greeting`. */
  readonly listen?: string | readonly string[]
  /** How a pull of it goes: `slow`, `denied`, `unauthorized`, `missing`, `429` or `unreachable`. */
  readonly pull?: string
}

/** Which label says what a field of a definition says. */
const labelNames = {
  exit: 'exit',
  exitAfter: 'exit-after',
  stdout: 'stdout',
  stderr: 'stderr',
  oomAfter: 'oom-after',
  health: 'health',
  ignoreSignals: 'ignore-signals',
  startError: 'start-error',
  pull: 'pull',
} as const satisfies Partial<Record<keyof ImageDefinition, string>>

const behaviourLabels = (definition: ImageDefinition): Record<string, string> => {
  const labels: Record<string, string> = {}
  for (const [field, name] of Object.entries(labelNames)) {
    const value = definition[field as keyof typeof labelNames]
    if (value !== undefined) labels[`${behaviourPrefix}${name}`] = String(value)
  }
  for (const [index, endpoint] of [definition.listen ?? []].flat().entries())
    labels[`${behaviourPrefix}listen${index === 0 ? '' : `.${index + 1}`}`] = endpoint
  return labels
}

const builtIn = (
  path: string,
  tag: string,
): { readonly repository: Repository; readonly variant: Variant } | undefined => {
  const repository = repositories.get(path)
  const variant = repository?.variant(tag)
  return repository && variant && { repository, variant }
}

/** The built-in image of that name; undefined when there is none. */
export const catalogueImage = (path: string, tag: string): RemoteImage | undefined => {
  const found = builtIn(path, tag)
  return found && remoteImage(found.repository, found.variant)
}

const baseOf = ({ from }: ImageDefinition, { path, tag = 'latest' }: ImageReference) => {
  if (from === undefined) return builtIn(path, tag) ?? builtIn('library/busybox', 'latest')
  const [name = '', wanted = 'latest'] = from.split(':', 2)
  return builtIn(name.includes('/') ? name : `library/${name}`, wanted)
}

const programFile = (name: string): string => `/usr/local/bin/${name}`

/** The executable that runs what a definition names: a function is found by the name of the image. */
const programOf = (reference: ImageReference, { program }: ImageDefinition): FileEntry | undefined => {
  if (program === undefined) return undefined
  if (typeof program === 'string') return executable(programFile(program), program)
  return executable(programFile(reference.path.split('/').at(-1) ?? ''), 'function', fullName(reference))
}

const configOf = (base: ImageConfig, definition: ImageDefinition, program: FileEntry | undefined): ImageConfig => {
  const { config = {}, ports = [] } = definition
  const runs = program ? { Entrypoint: [program.path], Cmd: null } : {}
  const exposed = Object.fromEntries(ports.map(port => [String(port).includes('/') ? port : `${port}/tcp`, {}]))
  return {
    ...base,
    ...runs,
    ...config,
    ExposedPorts: { ...base.ExposedPorts, ...config.ExposedPorts, ...exposed },
    Labels: { ...base.Labels, ...config.Labels, ...behaviourLabels(definition) },
  }
}

const filesOf = ({ files = {} }: ImageDefinition, program: FileEntry | undefined): FileEntry[] => [
  ...(program ? [program] : []),
  ...Object.entries(files).map(([path, text]) => file(path, text)),
]

/** Makes the image that a definition describes; throws a `DockerError` when there cannot be one. */
export const definedImage = (reference: ImageReference, definition: ImageDefinition): RemoteImage => {
  const { from, program, files = {} } = definition
  const base = baseOf(definition, reference)
  if (!base) throw invalid(`there is no built-in image ${from} to stand on`)
  if (typeof program === 'string' && !findProgram(program)) throw invalid(`there is no built-in program ${program}`)
  const lost = Object.keys(files).find(path => !path.startsWith('/') || path.split('/').includes('..'))
  if (lost !== undefined) throw invalid(`${JSON.stringify(lost)} of files is no absolute path`)
  const { repository, variant } = base
  const runs = programOf(reference, definition)
  const config = configOf(imageConfig(repository.config(variant)), definition, runs)
  behaviourOf(config.Labels)
  const entries = filesOf(definition, runs)
  const own =
    entries.length === 0
      ? []
      : [{ createdBy: 'COPY . / # mockerd', layer: { sizeBytes: 1000, entries: () => entries } }]
  return remoteOf([...repository.steps(variant), ...own], config)
}
