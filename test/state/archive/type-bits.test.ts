import { expect, test } from 'vitest'
import { packedBy } from '../../../src/state/archive/type-bits.ts'
import { profileNamed } from '../../../src/state/profile/profile.ts'

/** Seen with dockerd 20.10.24 and 26.1.5. */
test.each([
  ['docker-20.10', ['100644', '40755', '120777', '10600']],
  ['docker-23', ['100644', '40755', '120777', '10600']],
  ['docker-24', ['644', '755', '777', '600']],
  ['docker-26', ['644', '755', '777', '600']],
])('%s gives a file, a folder, a link and a pipe the modes %j', (name, modes) => {
  const entries = [
    { path: '/f', kind: 'file', mode: 0o644 },
    { path: '/d', kind: 'directory', mode: 0o755 },
    { path: '/l', kind: 'symlink', mode: 0o777, target: 'f' },
    { path: '/p', kind: 'fifo', mode: 0o600 },
  ] as const
  expect([...packedBy(profileNamed(name), entries)].map(({ mode = 0 }) => mode.toString(8))).toEqual(modes)
})
