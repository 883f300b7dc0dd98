import { expect, test } from 'vitest'
import type { HostConfig } from '../../../spec/generated/types.ts'
import { mountVolumes } from '../../../src/state/volume/mount.ts'
import { createDaemon, refusalOf } from '../container/daemon.ts'

const bind = (BindOptions: NonNullable<HostConfig['Mounts']>[number]['BindOptions'], ReadOnly = false): HostConfig => ({
  Mounts: [{ Type: 'bind', Source: '/etc', Target: '/data', ReadOnly, BindOptions }],
})
const runc = 'error during container init: error mounting'
const tmpfs = (data: string): string =>
  `${runc} "tmpfs" to rootfs at "/data": mount src=tmpfs, dst=/data, dstFd=/proc/thread-self/fd/11, flags=MS_NOSUID|MS_NODEV|MS_NOEXEC, data=${data}: invalid argument`

/** Seen with dockerd 28.5.2: all of these containers can be created. */
test.each<[what: string, hostConfig: HostConfig, refusal: string]>([
  [
    'flat without read-only',
    bind({ ReadOnlyNonRecursive: true }),
    'mount options conflict: !ReadOnly && BindOptions.ReadOnlyNonRecursive',
  ],
  [
    'deep without read-only',
    bind({ ReadOnlyForceRecursive: true }),
    'mount options conflict: !ReadOnly && BindOptions.ReadOnlyForceRecursive',
  ],
  [
    'flat and deep',
    bind({ ReadOnlyNonRecursive: true, ReadOnlyForceRecursive: true }, true),
    'mount options conflict: ReadOnlyNonRecursive && BindOptions.ReadOnlyForceRecursive',
  ],
  ['an unknown tmpfs option', { Tmpfs: { '/data': 'size=1m,foo=1' } }, 'invalid tmpfs option "foo"'],
  ['a bad tmpfs size', { Tmpfs: { '/data': 'noexec,size=x' } }, tmpfs('size=x')],
  [
    'a negative tmpfs size',
    { Mounts: [{ Type: 'tmpfs', Target: '/data', TmpfsOptions: { SizeBytes: -1 } }] },
    tmpfs('size=-1'),
  ],
  [
    'a sub-path that is not there',
    { Mounts: [{ Type: 'volume', Source: 'site', Target: '/data', VolumeOptions: { Subpath: 'no/such' } }] },
    'not-found: cannot access path /var/lib/docker/volumes/site/_data/no/such: lstat /var/lib/docker/volumes/site/_data/no: no such file or directory',
  ],
  [
    'a directory over a file',
    { Binds: ['/etc:/etc/passwd'] },
    `invalid: .*${runc} "/etc" to rootfs at "/etc/passwd": mount src=/etc, dst=/etc/passwd, .*: not a directory`,
  ],
])('a container with %s does not start', (_, hostConfig, refusal) => {
  const { engine, create, events } = createDaemon()
  const container = create({ HostConfig: hostConfig })
  const before = events.length
  const said = refusalOf(() => mountVolumes(engine, container))
  if (refusal.includes('.*')) expect(said).toMatch(new RegExp(refusal))
  else expect(said).toContain(refusal)
  expect(events).toHaveLength(before)
})

test.each([
  [undefined, 'rslave'],
  ['rslave', 'rslave'],
  ['rshared', 'rshared'],
] as const)('a bind of what the daemon mounts in, asked for as %s, propagates as %s', (asked, propagation) => {
  const { create } = createDaemon()
  const [mount] = create({ HostConfig: { Binds: [asked ? `/var:/data:${asked}` : '/var:/data'] } }).mounts
  expect(mount?.propagation).toBe(propagation)
})

test('and not as the client likes', () => {
  const { create } = createDaemon()
  expect(refusalOf(() => create({ HostConfig: { Binds: ['/:/data:shared'] } }))).toBe(
    'invalid: invalid mount config: must use either propagation mode "rslave" or "rshared" when mount source is within the daemon root, daemon root: "/var/lib/docker", bind mount source: "/", propagation: "shared"',
  )
})

test('a declared volume may be relative', () => {
  const { engine, create } = createDaemon()
  const container = create({ Volumes: { data: {} } })
  expect(container.mounts).toMatchObject([{ destination: 'data' }])
  expect(mountVolumes(engine, container)).toMatchObject([{ destination: '/data' }])
})
