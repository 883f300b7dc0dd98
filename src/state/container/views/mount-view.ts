import type { MountPoint as MountPointView } from '../../../../spec/generated/types.ts'
import type { Container } from '../entity.ts'

/** `Mounts` of inspect and list (moby api/types/container, MountPoint). */
export const mountPointViews = ({ mounts }: Container): MountPointView[] =>
  mounts.map(({ type, name, source, destination, driver, mode, readWrite, propagation }) => ({
    Type: type,
    ...(name !== undefined && { Name: name }),
    Source: source,
    Destination: destination,
    ...(driver !== undefined && { Driver: driver }),
    Mode: mode,
    RW: readWrite,
    Propagation: propagation,
  }))
