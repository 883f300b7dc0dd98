import type {
  ContainerConfig,
  EndpointSettings,
  HostConfig,
  ImageConfig,
  IPAM,
  PortMap,
} from '../../spec/generated/types.ts'
import type { FileEntry } from './filesystem/contract.ts'

type Texts = Readonly<Record<string, string>>

/** An image as `docker image inspect` shows it. Without tags it is known by its id. */
export interface SeedImage {
  readonly Id?: string
  readonly RepoTags?: readonly string[] | null
  readonly RepoDigests?: readonly string[] | null
  readonly Created?: string
  readonly Author?: string
  readonly Comment?: string
  readonly Architecture?: string
  readonly Os?: string
  readonly Variant?: string
  readonly Size?: number
  readonly Config?: ImageConfig | null
}

/** A network as `docker network inspect` shows it. */
export interface SeedNetwork {
  readonly Name: string
  readonly Id?: string
  readonly Created?: string
  readonly Driver?: string
  readonly Scope?: string
  readonly EnableIPv4?: boolean
  readonly EnableIPv6?: boolean
  readonly IPAM?: IPAM | null
  readonly Internal?: boolean
  readonly Attachable?: boolean
  readonly ConfigOnly?: boolean
  readonly ConfigFrom?: { readonly Network?: string } | null
  readonly Options?: Texts | null
  readonly Labels?: Texts | null
}

/** A volume as `docker volume inspect` shows it. */
export interface SeedVolume {
  readonly Name: string
  readonly CreatedAt?: string
  readonly Driver?: string
  readonly Labels?: Texts | null
  readonly Options?: Texts | null
}

export interface SeedMount {
  readonly Type: string
  readonly Name?: string
  readonly Source?: string
  readonly Destination: string
  readonly Driver?: string
  readonly Mode?: string
  readonly RW?: boolean
  readonly Propagation?: string
}

export interface SeedState {
  readonly Status?: string
  readonly ExitCode?: number
  readonly Error?: string
  readonly OOMKilled?: boolean
  readonly StartedAt?: string
  readonly FinishedAt?: string
  readonly Health?: {
    readonly Status?: string
    readonly FailingStreak?: number
    readonly Log?: readonly SeedProbe[] | null
  } | null
}

export interface SeedProbe {
  readonly Start?: string
  readonly End?: string
  readonly ExitCode?: number
  readonly Output?: string
}

/** A container as `docker inspect` shows it; `Image` may be a name too. */
export interface SeedContainer {
  readonly Name: string
  readonly Image: string
  readonly Id?: string
  readonly Created?: string
  readonly Path?: string
  readonly Args?: readonly string[]
  readonly RestartCount?: number
  readonly State?: SeedState
  readonly Config?: ContainerConfig
  readonly HostConfig?: HostConfig
  readonly Mounts?: readonly SeedMount[]
  readonly NetworkSettings?: {
    readonly Networks?: Readonly<Record<string, EndpointSettings | null>> | null
    readonly Ports?: PortMap | null
  }
}

/**
 * A world to begin with, as JSON: what `mockerd serve --load FILE` reads, `mockerd export` writes and
 * `createEngine({ world })` takes. Objects are as Docker's own inspect shows them, of which all but names may be left out.
 */
export interface Seed {
  /** Files of the simulated host, for bind mounts: absolute path → text. A path that ends with `/` is a directory. */
  readonly hostFiles?: Readonly<Record<string, string>>
  readonly images?: readonly SeedImage[]
  readonly networks?: readonly SeedNetwork[]
  readonly volumes?: readonly SeedVolume[]
  readonly containers?: readonly SeedContainer[]
}

/** The kinds of objects that a seed has lists of. */
export type SeedKind = Exclude<keyof Seed, 'hostFiles'>

type Shape = 'text' | 'number' | 'flag' | 'list' | 'record'

/** What is read of each kind of object, and what it has to be; whatever else inspect shows may stand there too. */
export const seedFields = {
  images: {
    Id: 'text',
    RepoTags: 'list',
    RepoDigests: 'list',
    Created: 'text',
    Author: 'text',
    Comment: 'text',
    Architecture: 'text',
    Os: 'text',
    Variant: 'text',
    Size: 'number',
    Config: 'record',
  },
  networks: {
    Name: 'text',
    Id: 'text',
    Created: 'text',
    Driver: 'text',
    Scope: 'text',
    EnableIPv4: 'flag',
    EnableIPv6: 'flag',
    IPAM: 'record',
    Internal: 'flag',
    Attachable: 'flag',
    ConfigOnly: 'flag',
    ConfigFrom: 'record',
    Options: 'record',
    Labels: 'record',
  },
  volumes: { Name: 'text', CreatedAt: 'text', Driver: 'text', Labels: 'record', Options: 'record' },
  containers: {
    Name: 'text',
    Image: 'text',
    Id: 'text',
    Created: 'text',
    Path: 'text',
    Args: 'list',
    RestartCount: 'number',
    State: 'record',
    Config: 'record',
    HostConfig: 'record',
    Mounts: 'list',
    NetworkSettings: 'record',
  },
} as const satisfies Readonly<Record<SeedKind, Readonly<Record<string, Shape>>>>

const required: Readonly<Record<SeedKind, readonly string[]>> = {
  images: [],
  networks: ['Name'],
  volumes: ['Name'],
  containers: ['Name', 'Image'],
}

export const seedKinds = Object.keys(seedFields) as readonly SeedKind[]

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const fits: Readonly<Record<Shape, (value: unknown) => boolean>> = {
  text: value => typeof value === 'string',
  number: value => typeof value === 'number',
  flag: value => typeof value === 'boolean',
  list: Array.isArray,
  record: isRecord,
}

const checkHostFiles = (hostFiles: unknown): void => {
  if (!isRecord(hostFiles)) throw new Error('"hostFiles" maps absolute paths to texts')
  for (const [path, text] of Object.entries(hostFiles)) {
    if (!path.startsWith('/') || path.split('/').includes('..'))
      throw new Error(`${JSON.stringify(path)} of "hostFiles" is no absolute path`)
    if (typeof text !== 'string') throw new Error(`${JSON.stringify(path)} of "hostFiles" is no text`)
  }
}

const checkObjects = (kind: SeedKind, objects: unknown): void => {
  if (!Array.isArray(objects)) throw new Error(`"${kind}" is a list of what inspect shows`)
  for (const [index, object] of objects.entries()) {
    const where = `number ${index + 1} of "${kind}"`
    if (!isRecord(object)) throw new Error(`${where} is no object`)
    const missing = required[kind].find(field => !object[field])
    if (missing !== undefined) throw new Error(`${where} has no "${missing}"`)
    for (const [field, shape] of Object.entries<Shape>(seedFields[kind])) {
      const value = object[field] ?? undefined
      if (value !== undefined && !fits[shape](value)) throw new Error(`"${field}" of ${where} is no ${shape}`)
    }
  }
}

/** Checks what somebody wrote by hand; throws an `Error` of one line that says what is wrong. */
export const readSeed = (json: unknown): Seed => {
  if (!isRecord(json)) throw new Error('a seed is a JSON object')
  const known = ['hostFiles', ...seedKinds]
  const unknown = Object.keys(json).find(key => !known.includes(key))
  if (unknown !== undefined)
    throw new Error(`a seed has no ${JSON.stringify(unknown)}; it has ${known.map(key => `"${key}"`).join(', ')}`)
  if (json.hostFiles !== undefined) checkHostFiles(json.hostFiles)
  for (const kind of seedKinds) if (json[kind] !== undefined) checkObjects(kind, json[kind])
  return json
}

/** The same without objects: what a world needs that gets its objects from elsewhere. */
export const hostOf = ({ hostFiles }: Seed): Seed => (hostFiles ? { hostFiles } : {})

/** The files as they are put on the simulated host. */
export const hostFilesOf = ({ hostFiles = {} }: Seed): FileEntry[] =>
  Object.entries(hostFiles).map(([path, text]) =>
    path.endsWith('/')
      ? { path: path.replace(/\/+$/, '') || '/', kind: 'directory', mode: 0o755 }
      : { path, kind: 'file', mode: 0o644, content: new TextEncoder().encode(text) },
  )
