import type { ImageConfig } from '../../../spec/generated/types.ts'
import type { FileEntry, Tree } from '../filesystem/contract.ts'
import type { Instant } from '../time.ts'

/** An immutable layer, shared by every image that has it. */
export interface Layer {
  /** `sha256:` of the uncompressed content; names the layer everywhere. */
  readonly diffId: string
  /** `sha256:` of the compressed blob as a registry names it. */
  readonly digest: string
  readonly sizeBytes: number
  /** Made on first use: a catalogue image that nobody runs costs nothing. */
  readonly entries: () => readonly FileEntry[]
}

export interface HistoryEntry {
  readonly createdAt: Instant
  readonly createdBy: string
  readonly comment: string
  readonly author?: string
  readonly emptyLayer: boolean
}

export interface Image {
  /** `sha256:…`: of the manifest (containerd store) or of the configuration (graph driver), as the profile says. */
  readonly id: string
  readonly configDigest: string
  readonly manifestDigest: string
  readonly createdAt: Instant
  readonly config: ImageConfig
  readonly platform: { readonly os: string; readonly architecture: string; readonly variant?: string }
  readonly author: string
  readonly comment: string
  readonly parentId: string
  readonly layers: readonly Layer[]
  readonly history: readonly HistoryEntry[]
  /** Names in full (`docker.io/library/busybox:latest`), in order of tagging. */
  readonly references: Set<string>
  /** `docker.io/library/busybox@sha256:…` for what came from a registry. */
  readonly digests: Set<string>
  lastTaggedAt: Instant | undefined
  /** The files, built from the layers when first needed. */
  readonly tree: () => Tree
  readonly sizeBytes: number
}
