import type { Content, Descriptor } from '../image/content/content.ts'
import type { Layer } from '../image/content/layer.ts'
import type { Eventual, Pause, Task } from '../task.ts'
import type { Credentials } from './credentials.ts'

/** Where on which registry, and who asks. */
export interface Place {
  /** `docker.io`, `127.0.0.1:5000`. */
  readonly domain: string
  /** `library/busybox`. */
  readonly path: string
  readonly credentials: Credentials
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal
}

/** A moment of a transfer. */
export interface TransferStep extends Pause {
  readonly moved?: { readonly currentBytes: number; readonly totalBytes: number }
}

export type Transfer<T> = Task<T, TransferStep>

/** Something that a manifest names, to be sent. */
export interface Part {
  readonly blob: Content
  /** Absent for what is no layer. */
  readonly layer?: Layer
}

/** How a part came to be where it was to be sent. */
export type Arrived = { readonly how: 'sent' | 'present' } | { readonly how: 'mounted'; readonly from: string }

/**
 * What answers pulls and pushes. Refusals are `RegistryError`s: each kind of daemon has its own words for them.
 * Everything that is fetched has the digest that it was asked for by.
 */
export interface Registry {
  /** Whether transfers take the clock's time, not real time. */
  isSimulated(domain: string): boolean
  /** Nobody is reached, whoever is asked. */
  readonly isUnreachable?: true
  /** Whether the registry is there and speaks the protocol: what distribution's client asks first. */
  ping(place: Place): Eventual<void>
  /** What a tag or a digest names. */
  resolve(place: Place, tagOrDigest: string): Eventual<Descriptor>
  /** All tags of the repository. */
  tags(place: Place): Eventual<readonly string[]>
  /** A manifest, an index or a configuration. */
  document(place: Place, descriptor: Descriptor): Eventual<Content>
  /** A layer, as it comes in. */
  layer(place: Place, descriptor: Descriptor): Transfer<Layer>
  /** Sends a part unless it is there; `from` are repositories of the same registry that may have it. */
  send(place: Place, part: Part, from: readonly string[]): Transfer<Arrived>
  /** Stores a manifest or an index, under a tag when there is one. */
  publish(place: Place, manifest: Content, tag: string | undefined): Eventual<void>
  /** Checks credentials; answers the token to use from now on, when the registry gives one. */
  login(domain: string, credentials: Credentials, signal: AbortSignal): Eventual<string>
  /** All that it has, when it lives in this world and ends with it. */
  readonly shelf?: Shelf
}

/** What a registry has. */
export interface Shelf {
  /** By name in full: `docker.io/library/busybox`. */
  readonly repositories: Map<string, ShelfRepository>
  readonly documents: Map<string, Content>
  readonly layers: Map<string, Layer>
  /** How much a layer claims to weigh on its way, when its bytes are a stand-in for more. */
  readonly claimedBytes: Map<string, number>
}

export interface ShelfRepository {
  readonly tags: Map<string, Descriptor>
  /** Digests of what it has. */
  readonly contents: Set<string>
}
