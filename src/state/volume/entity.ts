import type { Tree } from '../filesystem/contract.ts'
import type { Instant } from '../time.ts'

export interface Volume {
  readonly name: string
  /** `local`, or a plugin's name in full. */
  readonly driver: string
  /** Which plugin drives it: another that takes its name knows nothing of it. Undefined: the local driver. */
  readonly pluginId: string | undefined
  readonly createdAt: Instant
  readonly labels: Readonly<Record<string, string>> | null
  readonly options: Readonly<Record<string, string>> | null
  readonly anonymous: boolean
  /** The volume's files. */
  readonly tree: Tree
  /** Ids of containers whose mounts name it, running or not. */
  readonly containerIds: Set<string>
  /** False until a container's image has been copied into it. */
  populated: boolean
}
