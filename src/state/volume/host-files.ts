import type { FileEntry } from '../filesystem/contract.ts'

const directories = [
  '/dev',
  '/etc',
  '/home',
  '/mnt',
  '/opt',
  '/proc',
  '/root',
  '/run',
  '/srv',
  '/sys',
  '/sys/fs/cgroup',
  '/usr',
  '/usr/share/zoneinfo',
  '/var',
  '/var/lib/docker',
  '/var/lib/docker/containers',
  '/var/lib/docker/plugins',
  '/var/lib/docker/volumes',
  '/var/log',
  '/var/run',
]

const text = (path: string, content: string): FileEntry => ({
  path,
  kind: 'file',
  mode: 0o644,
  content: new TextEncoder().encode(content),
})

/**
 * What every simulated host has: the places that containers customarily bind. Nothing here is read from the machine
 * that mockerd runs on.
 */
export const hostEntries: readonly FileEntry[] = [
  ...directories.map((path): FileEntry => ({ path, kind: 'directory', mode: 0o755 })),
  { path: '/tmp', kind: 'directory', mode: 0o1777 },
  text('/etc/hostname', 'mockerd\n'),
  text('/etc/hosts', '127.0.0.1\tlocalhost\n127.0.1.1\tmockerd\n'),
  text('/etc/machine-id', '00000000000000000000000000000000\n'),
  text('/etc/passwd', 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/bin/false\n'),
  text('/etc/group', 'root:x:0:\nnogroup:x:65534:\n'),
  text('/etc/resolv.conf', 'nameserver 192.0.2.53\n'),
  text('/etc/timezone', 'Etc/UTC\n'),
  text('/usr/share/zoneinfo/UTC', 'TZif2'),
  { path: '/etc/localtime', kind: 'symlink', target: '/usr/share/zoneinfo/UTC' },
  { path: '/run/docker.sock', kind: 'socket', mode: 0o660 },
  { path: '/var/run/docker.sock', kind: 'socket', mode: 0o660 },
]
