import type { Entry, ObjectKind } from '../ledger.ts'
import { escaped } from '../pattern.ts'

export const runLabel = 'dev.mockerd.conformance.run'

/** Something that a request names and that is there already, or nowhere. */
export interface Reference {
  readonly kind: ObjectKind | 'execution'
  readonly name: string
  /** Made by us and seen: whoever names a volume that is nowhere makes one without a label. */
  readonly exists?: true
  /** Nobody has it: it may be fetched, for it takes no name away from anything. */
  readonly isMissing?: true
}

/** Which names are ours on a daemon that has others too. */
export interface House {
  readonly run: string
  /** What every name of this run begins with. */
  readonly prefix: string
  /** The image of workloads. */
  readonly image: string
  /** Names and ids that the daemon has confirmed as ours. */
  readonly known: ReadonlySet<string>
  /** Whether something that is made may be called so; whether the daemon accepts the name is its own affair. */
  mayBeCalled(name: unknown): name is string
  isOurs(reference: Reference): boolean
  /** An image that containers may be made of. */
  isUsableImage(name: unknown): boolean
}

const shortIdDigits = 12

/** Where an image would come from or go to, when it is this machine or the default. */
const ownRegistry = /^(((localhost|127\.0\.0\.1|\[::1\])(:\d+)?|docker\.io|index\.docker\.io)\/)?(library\/)?/

export const createHouse = (given: Pick<House, 'run' | 'prefix' | 'image' | 'known'>): House => {
  const { prefix, image, known } = given
  const simple = new RegExp(`^/?${escaped(prefix)}[\\w.-]*$`)
  const imageName = new RegExp(`^${escaped(prefix)}[\\w.-]*(/[\\w-][\\w.-]*)*(:[\\w.-]+)?$`)
  /** The whole id, or so much of it that nothing else has it. */
  const isKnown = (name: string): boolean => {
    const bare = name.replace(/^sha256:/, '')
    if (known.has(name) || known.has(bare) || known.has(`sha256:${bare}`)) return true
    if (!new RegExp(`^[0-9a-f]{${shortIdDigits},63}$`).test(bare)) return false
    return [...known].some(id => id.startsWith(bare) || id.startsWith(`sha256:${bare}`))
  }
  const isOurImage = (name: string): boolean => imageName.test(name.replace(ownRegistry, '')) || isKnown(name)
  const isWorkload = (name: string): boolean => [image, `${image}:latest`].includes(name.replace(ownRegistry, ''))
  return {
    ...given,
    mayBeCalled: (name): name is string => typeof name === 'string' && name.replace(ownRegistry, '').startsWith(prefix),
    isOurs({ kind, name, exists, isMissing }) {
      if (isMissing) return isWorkload(name)
      if (exists) return isKnown(name)
      if (kind === 'image' || kind === 'plugin') return isOurImage(name)
      return isKnown(name) || simple.test(name)
    },
    isUsableImage: name => typeof name === 'string' && (isOurImage(name) || isWorkload(name)),
  }
}

export const entry = (kind: ObjectKind, name: unknown): Entry => ({ kind, name: String(name) })
