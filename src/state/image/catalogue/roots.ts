import type { FileEntry } from '../../filesystem/contract.ts'
import { appletNames } from '../../program/busybox.ts'
import { executableContent } from '../../program/registry.ts'

/** The base file trees that catalogue images stand on: what a shell, `cat /etc/os-release` or `docker cp` finds there. */

const text = (content: string): Uint8Array => new TextEncoder().encode(content)

export const file = (path: string, content: string, mode = 0o644): FileEntry => ({
  path,
  kind: 'file',
  mode,
  content: text(content),
})

export const directory = (path: string, mode = 0o755, uid = 0, gid = 0): FileEntry => ({
  path,
  kind: 'directory',
  mode,
  uid,
  gid,
})

export const symlink = (path: string, target: string): FileEntry => ({ path, kind: 'symlink', mode: 0o777, target })

/** An executable that runs one of our programs. */
export const executable = (path: string, program: string, detail?: string): FileEntry => ({
  path,
  kind: 'file',
  mode: 0o755,
  content: executableContent(program, detail),
})

const directories = (...paths: readonly string[]): FileEntry[] => paths.map(path => directory(path))

const busyboxAccounts = [
  'root:x:0:0:root:/root:/bin/sh',
  'daemon:x:1:1:daemon:/usr/sbin:/bin/false',
  'bin:x:2:2:bin:/bin:/bin/false',
  'sys:x:3:3:sys:/dev:/bin/false',
  'sync:x:4:100:sync:/bin:/bin/sync',
  'mail:x:8:8:mail:/var/spool/mail:/bin/false',
  'www-data:x:33:33:www-data:/var/www:/bin/false',
  'operator:x:37:37:Operator:/var:/bin/false',
  'nobody:x:65534:65534:nobody:/home:/bin/false',
]

const busyboxGroups = [
  'root:x:0:',
  'daemon:x:1:',
  'bin:x:2:',
  'sys:x:3:',
  'adm:x:4:',
  'tty:x:5:',
  'disk:x:6:',
  'mail:x:8:',
  'www-data:x:33:',
  'utmp:x:43:',
  'users:x:100:',
  'nogroup:x:65534:',
]

const lines = (all: readonly string[]): string => `${all.join('\n')}\n`

/** What every root file system has, whoever made it. */
const skeleton: readonly FileEntry[] = [
  ...directories('/bin', '/dev', '/etc', '/home', '/lib', '/proc', '/sys', '/usr', '/usr/bin', '/usr/sbin', '/var'),
  directory('/root', 0o700),
  directory('/tmp', 0o1777),
]

export const busyboxRoot = (): FileEntry[] => [
  ...skeleton,
  executable('/bin/busybox', 'busybox'),
  ...appletNames.map((name): FileEntry => ({ path: `/bin/${name}`, kind: 'hardlink', target: '/bin/busybox' })),
  symlink('/usr/bin/env', '../../bin/env'),
  ...directories('/var/spool', '/var/spool/mail', '/var/www'),
  file('/etc/passwd', lines(busyboxAccounts)),
  file('/etc/group', lines(busyboxGroups)),
  file('/etc/shadow', lines(busyboxAccounts.map(line => `${line.split(':', 1)[0]}:*:10933:0:99999:7:::`)), 0o600),
  file('/etc/nsswitch.conf', 'passwd:         files\ngroup:          files\nhosts:          files dns\n'),
  file('/etc/localtime', 'TZif2\n'),
]

const alpineAccounts = [
  'root:x:0:0:root:/root:/bin/sh',
  'bin:x:1:1:bin:/bin:/sbin/nologin',
  'daemon:x:2:2:daemon:/sbin:/sbin/nologin',
  'lp:x:4:7:lp:/var/spool/lpd:/sbin/nologin',
  'sync:x:5:0:sync:/sbin:/bin/sync',
  'shutdown:x:6:0:shutdown:/sbin:/sbin/shutdown',
  'halt:x:7:0:halt:/sbin:/sbin/halt',
  'mail:x:8:12:mail:/var/mail:/sbin/nologin',
  'ftp:x:21:21::/var/lib/ftp:/sbin/nologin',
  'guest:x:405:100:guest:/dev/null:/sbin/nologin',
  'nobody:x:65534:65534:nobody:/:/sbin/nologin',
]

const alpineGroups = [
  'root:x:0:root',
  'bin:x:1:root,bin,daemon',
  'daemon:x:2:root,bin,daemon',
  'sys:x:3:root,bin',
  'adm:x:4:root,daemon',
  'tty:x:5:',
  'disk:x:6:root',
  'lp:x:7:lp',
  'wheel:x:10:root',
  'mail:x:12:mail',
  'www-data:x:82:',
  'users:x:100:games',
  'nogroup:x:65533:',
  'nobody:x:65534:',
]

/** An account that an image adds for its server, at the end of its base's lists. */
export interface Account {
  readonly name: string
  readonly uid: number
  readonly home: string
}

/** The lists of accounts as they are after one was added. */
export const withAccount = (base: readonly FileEntry[], { name, uid, home }: Account): FileEntry[] =>
  base.flatMap(entry => {
    if (!entry.content || (entry.path !== '/etc/passwd' && entry.path !== '/etc/group')) return []
    const added = entry.path === '/etc/group' ? `${name}:x:${uid}:` : `${name}:x:${uid}:${uid}::${home}:/bin/false`
    return [{ ...entry, content: text(`${new TextDecoder().decode(entry.content)}${added}\n`) }]
  })

export const alpineRoot = (version: string): FileEntry[] => [
  ...skeleton,
  executable('/bin/busybox', 'busybox'),
  ...appletNames.map(name => symlink(`${alpineFolder(name)}/${name}`, '/bin/busybox')),
  ...directories('/sbin', '/media', '/mnt', '/opt', '/run', '/srv', '/var/cache', '/var/lib', '/var/log'),
  executable('/sbin/apk', 'apk'),
  file('/etc/alpine-release', `${version}\n`),
  file('/etc/os-release', osRelease('Alpine Linux', 'alpine', version, `Alpine Linux v${minor(version)}`)),
  file('/etc/passwd', lines(alpineAccounts)),
  file('/etc/group', lines(alpineGroups)),
  file('/etc/shells', '/bin/sh\n/bin/ash\n'),
  file('/etc/profile', "export PATH='/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'\n"),
]

/** Alpine installs what may be needed before /usr is there into /bin and /sbin. */
const alpineFolder = (applet: string): string => {
  if (['ip', 'ifconfig', 'route', 'sysctl', 'reboot', 'init', 'nologin'].includes(applet)) return '/sbin'
  return alpineBinApplets.has(applet) ? '/bin' : '/usr/bin'
}

const alpineBinApplets: ReadonlySet<string> = new Set(
  (
    'ash base64 cat chgrp chmod chown cp date dd df dmesg echo egrep false fgrep grep gunzip gzip hostname kill link ' +
    'ln ls mkdir mknod mktemp more mount mv netstat nice pidof ping ps pwd rm rmdir sed sh sleep stat stty su sync tar ' +
    'touch true umount uname usleep watch zcat'
  ).split(' '),
)

const debianAccounts = [
  'root:x:0:0:root:/root:/bin/bash',
  'daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin',
  'bin:x:2:2:bin:/bin:/usr/sbin/nologin',
  'sys:x:3:3:sys:/dev:/usr/sbin/nologin',
  'sync:x:4:65534:sync:/bin:/bin/sync',
  'mail:x:8:8:mail:/var/mail:/usr/sbin/nologin',
  'www-data:x:33:33:www-data:/var/www:/usr/sbin/nologin',
  'backup:x:34:34:backup:/var/backups:/usr/sbin/nologin',
  'nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin',
]

const debianGroups = [
  'root:x:0:',
  'daemon:x:1:',
  'bin:x:2:',
  'sys:x:3:',
  'adm:x:4:',
  'tty:x:5:',
  'disk:x:6:',
  'mail:x:8:',
  'sudo:x:27:',
  'www-data:x:33:',
  'backup:x:34:',
  'users:x:100:',
  'nogroup:x:65534:',
]

/** Executables of Debian's essential packages that we can run; each is a file of its own there. */
const essential = (
  '[ arch awk base64 basename cat chgrp chmod chown chrt cksum clear cmp comm cp cut date dd df diff dirname du echo ' +
  'egrep env expr false fgrep find fold getent grep groupadd groupdel groups gunzip gzip head hostname id install ' +
  'ionice kill ln ls md5sum mkdir mkfifo mknod mktemp mount mv nice nl nohup nproc od paste pidof printenv printf pwd ' +
  'readlink realpath reset rm rmdir sed seq setsid sha1sum sha256sum sha512sum sleep sort split stat stdbuf stty su ' +
  'sync tac tail tar tee test timeout touch tr true truncate tty umount uname uniq unlink useradd userdel wc which ' +
  'whoami xargs yes zcat'
).split(' ')

/** What procps installs, which Ubuntu's image has and Debian's has not. */
const procps = 'free pgrep pkill ps sysctl top uptime watch'.split(' ')

export interface DebianRelease {
  readonly name: string
  readonly id: string
  readonly version: string
  readonly prettyName: string
}

/** A merged-/usr system of Debian's family, with bash and dash. */
export const debianRoot = (release: DebianRelease): FileEntry[] => [
  ...directories('/dev', '/etc', '/home', '/proc', '/sys', '/usr', '/usr/bin', '/usr/sbin', '/usr/lib', '/usr/local'),
  ...directories('/usr/local/bin', '/usr/local/sbin', '/boot', '/media', '/mnt', '/opt', '/run', '/srv', '/var'),
  ...directories('/var/lib', '/var/log', '/var/cache', '/var/mail', '/var/www'),
  directory('/root', 0o700),
  directory('/tmp', 0o1777),
  symlink('/bin', 'usr/bin'),
  symlink('/sbin', 'usr/sbin'),
  symlink('/lib', 'usr/lib'),
  executable('/usr/bin/bash', 'bash'),
  executable('/usr/bin/dash', 'dash'),
  symlink('/usr/bin/sh', 'dash'),
  ...essential.map(name => executable(`/usr/bin/${name}`, 'coreutils')),
  executable('/usr/bin/apt', 'apt'),
  executable('/usr/bin/apt-get', 'apt-get'),
  file('/etc/debian_version', `${release.version}\n`),
  file('/etc/os-release', osRelease(release.name, release.id, release.version, release.prettyName)),
  file('/etc/passwd', lines(debianAccounts)),
  file('/etc/group', lines(debianGroups)),
]

/** Ubuntu's image is Debian's with procps. */
export const ubuntuRoot = (version: string): FileEntry[] => [
  ...debianRoot({ name: 'Ubuntu', id: 'ubuntu', version, prettyName: `Ubuntu ${version} LTS` }),
  ...procps.map(name => executable(`/usr/bin/${name}`, 'coreutils')),
]

const osRelease = (name: string, id: string, version: string, prettyName: string): string =>
  lines([`NAME="${name}"`, `ID=${id}`, `VERSION_ID="${version}"`, `PRETTY_NAME="${prettyName}"`])

const minor = (version: string): string => version.split('.').slice(0, 2).join('.')
