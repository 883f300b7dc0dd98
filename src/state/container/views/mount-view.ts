import type { MountPoint as MountPointView } from '../../../../spec/generated/types.ts'
import type { Container } from '../entity.ts'

/** `Mounts` of inspect (moby api/types/container, MountPoint). */
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

/**
 * `Mounts` of a list, which does not know where the volumes of `Config.Volumes` are: they have no source of their own, and a list
 * looks at no volume (seen with 20.10.24, 26.1.5 and 28.5.2).
 */
export const listedMountViews = (container: Container): MountPointView[] =>
  mountPointViews(container).map((view, index) => {
    const mount = container.mounts[index]
    return mount?.type === 'volume' && mount.anonymous && mount.mode === '' ? { ...view, Source: '' } : view
  })
