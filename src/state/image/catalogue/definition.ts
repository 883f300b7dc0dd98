import type { FileEntry } from '../../filesystem/contract.ts'

/** One step of a catalogue image's making: a layer when it adds files, otherwise only a line of its history. */
export interface Step {
  readonly createdBy: string
  /** Present when the step makes a layer. */
  readonly layer?: {
    /** The uncompressed size to show; the real image's, rounded. */
    readonly sizeBytes: number
    readonly entries: () => readonly FileEntry[]
  }
}

export interface CatalogueConfig {
  readonly user?: string
  readonly exposedPorts?: readonly string[]
  readonly environment?: readonly string[]
  readonly entrypoint?: readonly string[]
  readonly command?: readonly string[]
  readonly volumes?: readonly string[]
  readonly workingDirectory?: string
  readonly labels?: Readonly<Record<string, string>>
  readonly stopSignal?: string
}

/** What a tag of a repository stands for. */
export interface Variant {
  /** The version that `latest` or a shortened tag resolves to, as programs print it. */
  readonly version: string
  readonly flavour: string
}

/** A repository of the built-in registry. `variant` says what a tag means, or undefined when there is no such tag. */
export interface Repository {
  /** `library/busybox`. */
  readonly path: string
  readonly variant: (tag: string) => Variant | undefined
  readonly steps: (variant: Variant) => readonly Step[]
  readonly config: (variant: Variant) => CatalogueConfig
  /** Tags that a pull of the whole repository brings. */
  readonly tags: readonly string[]
}

/**
 * Tags as official images have them: `latest`, a flavour alone, a version with as many parts as one likes, and both.
 * `7`, `7.2`, `7.2-alpine`, `alpine`. A shortened version is completed from `newest`.
 */
export const versionTags =
  (newest: string, flavours: readonly string[], versions = /^\d+(\.\d+){0,3}$/) =>
  (tag: string): Variant | undefined => {
    if (tag === 'latest') return { version: newest, flavour: '' }
    if (flavours.includes(tag)) return { version: newest, flavour: tag }
    const dash = tag.indexOf('-')
    const number = dash < 0 ? tag : tag.slice(0, dash)
    const flavour = dash < 0 ? '' : tag.slice(dash + 1)
    if (!versions.test(number) || (flavour !== '' && !flavours.includes(flavour))) return undefined
    return { version: completeVersion(number, newest), flavour }
  }

/** `7` → the newest version when that starts with it, else `7.0`-style zeros up to as many parts as `newest` has. */
const completeVersion = (short: string, newest: string): string => {
  if (newest === short || newest.startsWith(`${short}.`)) return newest
  const parts = short.split('.')
  while (parts.length < newest.split('.').length) parts.push('0')
  return parts.join('.')
}
