import { internal } from '../../error.ts'
import { parseDocument } from '../content/content.ts'

/** One image in Docker's own list of what an archive holds. */
export interface DockerManifestItem {
  readonly config: string
  readonly repoTags: readonly string[]
  readonly layers: readonly string[]
  readonly parent: string | undefined
}

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter(each => typeof each === 'string') : []

/** Reads `manifest.json`; undefined for one that says `null`. `goType` is what the reader's type is called there. */
export const readDockerManifest = (bytes: Uint8Array, goType: string): DockerManifestItem[] | undefined => {
  const document = parseDocument(bytes)
  if (document === null) return undefined
  if (!Array.isArray(document)) {
    const kind = typeof document === 'boolean' ? 'bool' : typeof document
    throw internal(`json: cannot unmarshal ${kind} into Go value of type ${goType}`)
  }
  return document.map(item => {
    const { Config, RepoTags, Layers, Parent } = typeof item === 'object' && item !== null ? item : {}
    return {
      config: typeof Config === 'string' ? Config : '',
      repoTags: strings(RepoTags),
      layers: strings(Layers),
      parent: typeof Parent === 'string' ? Parent : undefined,
    }
  })
}
