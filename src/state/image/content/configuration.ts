import type { ContainerConfig, ImageConfig } from '../../../../spec/generated/types.ts'
import { internal } from '../../error.ts'
import { type Instant, microsecondsPerSecond, rfc3339Nano } from '../../time.ts'
import { parseDate } from '../../until.ts'
import { type Content, documentOf, mediaTypes, readDocument } from './content.ts'

export interface ImagePlatform {
  readonly os: string
  readonly architecture: string
  readonly variant?: string
  readonly osVersion?: string
}

export interface HistoryEntry {
  readonly createdAt: Instant
  readonly createdBy: string
  readonly comment: string
  readonly author: string
  readonly emptyLayer: boolean
}

/** What an image's configuration document says. */
export interface ImageDescription {
  readonly createdAt: Instant
  readonly author: string
  readonly comment: string
  readonly platform: ImagePlatform
  readonly config: ImageConfig
  readonly diffIds: readonly string[]
  readonly history: readonly HistoryEntry[]
}

/** The container that an image was committed from: Docker's own document names it, OCI's does not. */
export interface CommittedContainer {
  readonly id: string
  readonly config: ContainerConfig
}

type Shape = 'string' | 'bool' | '[]string' | 'map[string]string' | 'map[string]struct {}' | 'HealthcheckConfig'

/** The members of an image's `config` that outlive the container it was taken from, with their Go types (dockerspec). */
const portable = {
  User: 'string',
  ExposedPorts: 'map[string]struct {}',
  Env: '[]string',
  Entrypoint: '[]string',
  Cmd: '[]string',
  Volumes: 'map[string]struct {}',
  WorkingDir: 'string',
  Labels: 'map[string]string',
  StopSignal: 'string',
  ArgsEscaped: 'bool',
  Healthcheck: 'HealthcheckConfig',
  OnBuild: '[]string',
  Shell: '[]string',
} as const satisfies Partial<Record<keyof ImageConfig, Shape>>

const portableKeys = Object.keys(portable) as (keyof typeof portable)[]

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  value === false ||
  (typeof value === 'object' && Object.keys(value).length === 0)

/** Go writes maps in the order of their keys. */
const sorted = (value: unknown): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value

/** Only what an image keeps, and of that only what is set. */
const portableConfig = (config: ImageConfig): ImageConfig =>
  Object.fromEntries(portableKeys.flatMap(key => (isEmpty(config[key]) ? [] : [[key, sorted(config[key])]])))

const historyDocument = ({ createdAt, createdBy, author, comment, emptyLayer }: HistoryEntry): object => ({
  created: rfc3339Nano(createdAt),
  ...(createdBy !== '' && { created_by: createdBy }),
  ...(author !== '' && { author }),
  ...(comment !== '' && { comment }),
  ...(emptyLayer && { empty_layer: true }),
})

const platformDocument = ({ architecture, os, osVersion, variant }: ImagePlatform): object => ({
  architecture,
  os,
  ...(osVersion && { 'os.version': osVersion }),
  ...(variant && { variant }),
})

/** The document that a containerd store writes: OCI's, with its members in the order of Go's type. */
export const ociConfiguration = (description: ImageDescription): Content =>
  documentOf(mediaTypes.configuration, {
    created: rfc3339Nano(description.createdAt),
    ...(description.author !== '' && { author: description.author }),
    ...platformDocument(description.platform),
    rootfs: { type: 'layers', diff_ids: description.diffIds },
    history: description.history.map(historyDocument),
    config: portableConfig(description.config),
  })

/** The document that graph drivers write: Docker's, sorted (moby daemon/internal/image/image.go; 28.5.2 adds itself). */
export const dockerConfiguration = (
  description: ImageDescription,
  dockerVersion: string,
  container: CommittedContainer | undefined,
): Content => {
  const { author, comment, config, createdAt, diffIds, history, platform } = description
  const document = {
    ...platformDocument(platform),
    ...(author !== '' && { author }),
    ...(comment !== '' && { comment }),
    config: fullConfig(config),
    ...(container && { container: container.id }),
    container_config: fullConfig(container?.config ?? {}),
    created: rfc3339Nano(createdAt),
    docker_version: dockerVersion,
    history: history.map(historyDocument),
    rootfs: { type: 'layers', diff_ids: diffIds },
  }
  return documentOf(mediaTypes.dockerConfiguration, sorted(document) as object)
}

/** A container's configuration with the zero values that Go writes. */
export const fullConfig = (config: ContainerConfig): object => {
  const { ExposedPorts, Healthcheck, NetworkDisabled, StopSignal, StopTimeout, Shell, ...others } = config
  return {
    Hostname: '',
    Domainname: '',
    User: '',
    AttachStdin: false,
    AttachStdout: false,
    AttachStderr: false,
    ...(!isEmpty(ExposedPorts) && { ExposedPorts: sorted(ExposedPorts) }),
    Tty: false,
    OpenStdin: false,
    StdinOnce: false,
    Env: null,
    Cmd: null,
    ...(Healthcheck && { Healthcheck }),
    Image: '',
    Volumes: null,
    WorkingDir: '',
    Entrypoint: null,
    OnBuild: null,
    Labels: null,
    ...Object.fromEntries(Object.entries(others).map(([key, value]) => [key, sorted(value)])),
    ...(StopSignal && { StopSignal }),
    ...(Shell && { Shell }),
  }
}

type Fields = Readonly<Record<string, unknown>>

const fields = (value: unknown): Fields =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Fields) : {}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Go's zero time. */
const zeroInstant: Instant = -62_135_596_800 * microsecondsPerSecond

const instant = (value: unknown): Instant => parseDate(text(value)) ?? zeroInstant

/** Reads either document; throws what the daemon says of one that has no file system. */
export const readConfiguration = (content: Content): ImageDescription => {
  const { author, comment, config, created, history: lines, rootfs, ...others } = fields(readDocument(content))
  if (rootfs === undefined) throw internal('invalid image JSON, no RootFS key')
  const { diff_ids: diffIds } = fields(rootfs)
  const history = list(lines).map(fields).map(readHistory)
  return {
    createdAt: instant(created),
    author: text(author),
    comment: text(comment) || (history.at(-1)?.comment ?? ''),
    platform: readPlatform(others),
    config: readConfig(fields(config)),
    diffIds: list(diffIds).map(text),
    history,
  }
}

const readHistory = ({
  author,
  comment,
  created,
  created_by: createdBy,
  empty_layer: emptyLayer,
}: Fields): HistoryEntry => ({
  createdAt: instant(created),
  createdBy: text(createdBy),
  comment: text(comment),
  author: text(author),
  emptyLayer: emptyLayer === true,
})

export const readPlatform = (document: unknown): ImagePlatform => {
  const { os, architecture, variant, 'os.version': osVersion } = fields(document)
  return {
    os: text(os),
    architecture: text(architecture),
    ...(text(variant) !== '' && { variant: text(variant) }),
    ...(text(osVersion) !== '' && { osVersion: text(osVersion) }),
  }
}

const isText = (value: unknown): boolean => typeof value === 'string'
const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const fits: Readonly<Record<Shape, (value: unknown) => boolean>> = {
  string: isText,
  bool: value => typeof value === 'boolean',
  '[]string': value => Array.isArray(value) && value.every(isText),
  'map[string]string': value => isRecord(value) && Object.values(value).every(isText),
  'map[string]struct {}': value =>
    isRecord(value) && Object.values(value).every(each => each === null || isRecord(each)),
  HealthcheckConfig: value =>
    isRecord(value) &&
    Object.entries(value).every(([key, each]) => (key === 'Test' ? fits['[]string'](each) : !isRecord(each))),
}

/** Documents come from anywhere: what is no configuration is refused as Go's decoder does. */
const readConfig = (config: Fields): ImageConfig => {
  for (const key of portableKeys) {
    const value = config[key]
    if (value === undefined || value === null || fits[portable[key]](value)) continue
    const kind = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value
    throw internal(`json: cannot unmarshal ${kind} into Go struct field Image.config.${key} of type ${portable[key]}`)
  }
  return portableConfig(config as ImageConfig)
}
