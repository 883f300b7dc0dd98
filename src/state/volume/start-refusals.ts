import type { HostConfig } from '../../../spec/generated/types.ts'
import type { Container } from '../container/entity.ts'
import { type DockerError, internal } from '../error.ts'

/** What about a container's mounts is only found out when it starts (seen with 28.5.2). */
export const verifyMounts = ({ hostConfig, mounts }: Container): void => {
  for (const mount of hostConfig.Mounts ?? []) if (mount.Type === 'bind') verifyReadOnly(mount)
  for (const [destination, options] of Object.entries(hostConfig.Tmpfs ?? {})) verifyTmpfs(destination, options ?? '')
  for (const { destination, source, tmpfs } of mounts) {
    if (tmpfs?.sizeBytes !== undefined && tmpfs.sizeBytes < 0)
      throw tmpfsRefused(destination, `size=${tmpfs.sizeBytes}`)
    if (destination === '/') {
      throw runcRefused(
        `error mounting ${JSON.stringify(source)} to rootfs at "/": create mountpoint for / mount: mountpoint "/" is on the top of rootfs "/"`,
      )
    }
  }
}

type Mount = NonNullable<HostConfig['Mounts']>[number]

/** moby daemon/volumes_unix.go, setupMounts. */
const verifyReadOnly = ({ ReadOnly, BindOptions }: Mount): void => {
  const { ReadOnlyNonRecursive: flat, ReadOnlyForceRecursive: deep } = BindOptions ?? {}
  const fault =
    (!ReadOnly && flat && '!ReadOnly && BindOptions.ReadOnlyNonRecursive') ||
    (!ReadOnly && deep && '!ReadOnly && BindOptions.ReadOnlyForceRecursive') ||
    (flat && deep && 'ReadOnlyNonRecursive && BindOptions.ReadOnlyForceRecursive')
  if (fault) throw internal(`mount options conflict: ${fault}`)
}

const tmpfsFlags: ReadonlySet<string> = new Set(
  'defaults ro rw suid nosuid dev nodev exec noexec sync async dirsync remount mand nomand atime noatime diratime nodiratime bind rbind unbindable runbindable private rprivate shared rshared slave rslave relatime norelatime strictatime nostrictatime'.split(
    ' ',
  ),
)

/** What a value must look like for the kernel to take it. */
const tmpfsValues: Readonly<Record<string, RegExp>> = {
  size: /^\d+[kmgt%]?$/i,
  mode: /^[0-7]+$/,
  uid: /^\d+$/,
  gid: /^\d+$/,
  nr_inodes: /^\d+[kmgt]?$/i,
  nr_blocks: /^\d+[kmgt]?$/i,
  mpol: /^/,
}

const verifyTmpfs = (destination: string, options: string): void => {
  for (const option of options === '' ? [] : options.split(',')) {
    if (tmpfsFlags.has(option)) continue
    const equals = option.indexOf('=')
    const name = equals < 0 ? option : option.slice(0, equals)
    const form = equals < 0 || !Object.hasOwn(tmpfsValues, name) ? undefined : tmpfsValues[name]
    if (!form) throw internal(`invalid tmpfs option ${JSON.stringify(name)}`)
    if (!form.test(option.slice(equals + 1))) throw tmpfsRefused(destination, option)
  }
}

const tmpfsRefused = (destination: string, data: string): DockerError =>
  runcRefused(
    `error mounting "tmpfs" to rootfs at ${JSON.stringify(destination)}: mount src=tmpfs, dst=${destination}, dstFd=/proc/thread-self/fd/11, flags=MS_NOSUID|MS_NODEV|MS_NOEXEC, data=${data}: invalid argument`,
  )

const runcRefused = (text: string): DockerError =>
  internal(
    `failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: ${text}`,
  )
