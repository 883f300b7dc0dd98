import type { OpenFile } from '../kernel/open-file.ts'
import type { Instant } from '../time.ts'

/** Linux errno names, as far as the simulated world answers them. */
export type ErrorCode =
  | 'E2BIG'
  | 'EACCES'
  | 'EADDRINUSE'
  | 'EAGAIN'
  | 'EBADF'
  | 'EBUSY'
  | 'ECHILD'
  | 'ECONNREFUSED'
  | 'ECONNRESET'
  | 'EEXIST'
  | 'EHOSTUNREACH'
  | 'EINTR'
  | 'EINVAL'
  | 'EISDIR'
  | 'ELOOP'
  | 'ENAMETOOLONG'
  | 'ENETUNREACH'
  | 'ENODEV'
  | 'ENOENT'
  | 'ENOEXEC'
  | 'ENOMEM'
  | 'ENOSPC'
  | 'ENOTDIR'
  | 'ENOTEMPTY'
  | 'ENOTTY'
  | 'ENXIO'
  | 'EPERM'
  | 'EPIPE'
  | 'EROFS'
  | 'ESPIPE'
  | 'ESRCH'
  | 'ETIMEDOUT'
  | 'EXDEV'

/** What a simulated system call throws. Never leaves `state/`: programs print it, commands translate it. */
export class SystemError extends Error {
  readonly code: ErrorCode
  readonly path: string | undefined

  constructor(code: ErrorCode, path?: string) {
    // An answer, not a defect: nobody reads its stack, and taking one costs more than the call that is refused.
    const { stackTraceLimit } = Error
    Error.stackTraceLimit = 0
    super(path === undefined ? code : `${code}: ${path}`)
    Error.stackTraceLimit = stackTraceLimit
    this.name = 'SystemError'
    this.code = code
    this.path = path
  }
}

export interface Credentials {
  readonly uid: number
  readonly gid: number
  readonly groups: readonly number[]
}

export const root: Credentials = { uid: 0, gid: 0, groups: [0] }

export type FileKind = 'file' | 'directory' | 'symlink' | 'character-device' | 'fifo' | 'socket'

/** What stat(2) tells. `mode` holds the permission bits only (0o7777); the kind stands beside it. */
export interface Stat {
  readonly kind: FileKind
  readonly mode: number
  readonly uid: number
  readonly gid: number
  readonly sizeBytes: number
  readonly modifiedAt: Instant
  readonly inode: number
  readonly links: number
  /** Only of a symlink. */
  readonly target?: string
  /** Only of a device: major and minor number. */
  readonly device?: readonly [major: number, minor: number]
}

export interface DirectoryEntry {
  readonly name: string
  readonly stat: Stat
}

/**
 * One file as data: what a layer, a tar archive or a catalogue gives to a tree. `path` is absolute and clean.
 * Parents that are missing are made (0755, root). `whiteout` removes what lower layers put there,
 * `opaque` empties a directory of what lower layers put into it.
 */
export interface FileEntry {
  readonly path: string
  readonly kind: FileKind | 'hardlink' | 'whiteout' | 'opaque'
  readonly mode?: number
  readonly uid?: number
  readonly gid?: number
  readonly modifiedAt?: Instant
  readonly content?: Uint8Array
  /** Of a symlink or hardlink. */
  readonly target?: string
  readonly device?: readonly [major: number, minor: number]
}

/** What differs between a tree and the image below it, as `GET /containers/{id}/changes` lists it. */
export interface Change {
  readonly path: string
  readonly kind: 'modified' | 'added' | 'deleted'
}

/**
 * The files of one container, image or volume: immutable layers below, a private copy-on-write part above that costs
 * nothing until something is written.
 */
export interface Tree {
  /** An independent writable tree that shows the same files; neither sees the other's later writes. */
  fork(): Tree
  /** Differences from the tree that this one was forked from, in path order, parents before children. */
  changes(): Change[]
  /** The same differences as a layer (whiteouts included), to make an image from. */
  layer(): FileEntry[]
  /** Adds or replaces entries, as unpacking an archive does. All or nothing: a bad entry throws before any is applied. */
  apply(entries: Iterable<FileEntry>): void
  /** Everything, in path order, parents before children. */
  entries(): Iterable<FileEntry>
  /** Bytes written since the fork. */
  readonly writtenBytes: number
  /** Bytes of everything. */
  readonly totalBytes: number
}

export interface Mount {
  /** Absolute and clean. */
  readonly destination: string
  readonly tree: Tree
  /** The folder inside `tree` that is shown (a volume's sub-path); `/` when absent. */
  readonly subpath?: string
  readonly readOnly: boolean
  /** A single file mounted over a file (/etc/hosts, /etc/resolv.conf, secrets): the path inside `tree`. */
  readonly type: 'overlay' | 'bind' | 'volume' | 'tmpfs' | 'image' | 'proc' | 'sysfs' | 'devtmpfs' | 'mqueue'
}

/** `open` flags, as words. */
export interface OpenOptions {
  readonly read?: boolean
  readonly write?: boolean
  readonly append?: boolean
  readonly create?: boolean
  readonly exclusive?: boolean
  readonly truncate?: boolean
  readonly directory?: boolean
  readonly noFollow?: boolean
  /** Permission bits of a file that is created, before the umask. */
  readonly mode?: number
}

/**
 * The files as a process sees them: a root tree, mounts over it, and the permissions of `credentials`.
 * All paths are absolute (`Process.path` makes them so); `..` and symlinks never lead out of the root.
 * Every method throws `SystemError`.
 */
export interface FileSystem {
  readonly credentials: Credentials
  /** The same files seen by somebody else. */
  as(credentials: Credentials): FileSystem
  stat(path: string): Stat
  lstat(path: string): Stat
  exists(path: string): boolean
  /** Whether these credentials may read, write or execute (search) it. */
  access(path: string, want: 'read' | 'write' | 'execute'): boolean
  realPath(path: string): string
  /** Regular files only; devices, fifos and /proc go through the kernel's `open`. */
  open(path: string, options: OpenOptions): OpenFile
  readFile(path: string): Uint8Array
  readText(path: string): string
  /** Creates or replaces the content (mode 0o644 less the umask for a new file). */
  writeFile(path: string, content: Uint8Array | string, mode?: number): void
  list(path: string): DirectoryEntry[]
  makeDirectory(path: string, options?: { mode?: number; parents?: boolean }): void
  removeDirectory(path: string): void
  unlink(path: string): void
  rename(from: string, to: string): void
  symlink(target: string, path: string): void
  link(existing: string, path: string): void
  readLink(path: string): string
  makeNode(
    path: string,
    kind: 'fifo' | 'character-device' | 'socket',
    mode: number,
    device?: readonly [number, number],
  ): void
  chmod(path: string, mode: number): void
  chown(path: string, uid: number, gid: number, options?: { noFollow?: boolean }): void
  touch(path: string, modifiedAt: Instant, options?: { noFollow?: boolean }): void
  truncate(path: string, sizeBytes: number): void
  /** The mounts, outermost first, the root (`/`) included, as /proc/mounts lists them. */
  readonly mounts: readonly Mount[]
}
