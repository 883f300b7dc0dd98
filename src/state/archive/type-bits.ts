import { has } from '../profile/changes.ts'
import type { Profile } from '../profile/profile.ts'
import type { ArchiveEntry } from './member.ts'

/** S_IFMT of the kernel; a whiteout is an empty file. */
const typeBits: Readonly<Record<ArchiveEntry['kind'], number>> = {
  file: 0o100000,
  hardlink: 0o100000,
  whiteout: 0o100000,
  opaque: 0o100000,
  directory: 0o040000,
  symlink: 0o120000,
  'character-device': 0o020000,
  fifo: 0o010000,
  socket: 0o140000,
}

/** Files as this daemon packs them: until 24 a mode also says what kind they are (moby pkg/archive, fillGo18FileTypeBits). */
export function* packedBy(profile: Profile, entries: Iterable<ArchiveEntry>): Generator<ArchiveEntry, undefined> {
  if (has(profile, 'archivesLeaveTypesOut')) yield* entries
  else for (const entry of entries) yield { ...entry, mode: (entry.mode ?? 0) | typeBits[entry.kind] }
}
