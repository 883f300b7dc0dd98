import type { HostConfig } from '../../../../spec/generated/types.ts'
import { internal } from '../../error.ts'

/**
 * What the graph driver `overlay2` knows of the file system of a container: a size, and that only on a file system with
 * quotas, which the simulated host has none of (moby daemon/graphdriver/overlay2/overlay.go).
 */
export const verifyStorageOptions = ({ StorageOpt }: HostConfig): void => {
  for (const name of Object.keys(StorageOpt ?? {}).sort()) {
    if (name.toLowerCase() !== 'size') throw internal(`Unknown option ${name}`)
    throw internal("--storage-opt is supported only for overlay over xfs with 'pquota' mount option")
  }
}
