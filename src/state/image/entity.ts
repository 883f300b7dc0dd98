import type { Tree } from '../filesystem/contract.ts'
import type { Instant } from '../time.ts'
import type { ImageDescription } from './content/configuration.ts'
import type { Content, Descriptor } from './content/content.ts'
import type { Layer } from './content/layer.ts'

/** An image for one platform: a manifest, and what it names. */
export interface PlatformImage extends ImageDescription {
  readonly manifest: Content
  readonly configuration: Content
  readonly layers: readonly Layer[]
}

/** One line of an index. */
export interface IndexEntry {
  readonly descriptor: Descriptor
  /** What it names, when that is here: only a containerd store keeps more than the platform it was asked for. */
  readonly image?: PlatformImage
  /** An attestation, or whatever else is no image. */
  readonly other?: { readonly manifest: Content; readonly parts: readonly Content[] }
}

/** An image that is complete, as it was made or came. */
export interface Arrival {
  /** The platform that the daemon shows and runs. */
  readonly image: PlatformImage
  readonly index?: Content | undefined
  /** All lines of the index. */
  readonly manifests?: readonly IndexEntry[] | undefined
  readonly parentId?: string
}

/** An image as a daemon stores it. It shows the platform that fits the daemon best. */
export interface Image extends PlatformImage {
  /** `sha256:…`: what its names point to (containerd store) or its configuration (graph drivers), as the profile says. */
  readonly id: string
  /** Absent when the names point to a manifest itself. */
  readonly index: Content | undefined
  /** Of the index; without one the manifest alone. */
  readonly manifests: readonly IndexEntry[]
  /** The image that it was committed on top of, here. */
  readonly parentId: string
  /** Names in full (`docker.io/library/busybox:latest`), in order of tagging. */
  readonly references: Set<string>
  /** `docker.io/library/busybox@sha256:…` for what came from a registry. */
  readonly digests: Set<string>
  /** When it came or was made here. */
  readonly storedAt: Instant
  lastTaggedAt: Instant | undefined
  /** The files, built from the layers when first needed. */
  readonly tree: () => Tree
}
