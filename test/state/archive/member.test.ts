import fc from 'fast-check'
import { packTar as packByOthers, unpackTar } from 'modern-tar'
import { describe, expect, test } from 'vitest'
import { packMember } from '../../../src/state/archive/member.ts'
import { packTar } from '../../../src/state/archive/tar.ts'
import type { FileEntry } from '../../../src/state/filesystem/contract.ts'

const name = fc.stringMatching(/^[a-z0-9._-]{1,40}$/).filter(part => part !== '.' && part !== '..')

const entry = fc.record({
  path: fc.array(name, { minLength: 1, maxLength: 6 }).map(parts => `/${parts.join('/')}`),
  kind: fc.constant('file' as const),
  mode: fc.nat(0o7777),
  uid: fc.nat(0o7777777),
  gid: fc.nat(0o7777777),
  modifiedAt: fc.nat(2 ** 31 - 1).map(seconds => seconds * 1_000_000),
  content: fc.uint8Array({ minLength: 1, maxLength: 1100 }).map(bytes => new Uint8Array(bytes)),
})

describe('the blocks of a member', () => {
  test('are those that another packer writes, wherever POSIX leaves no choice', async () => {
    await fc.assert(
      fc.asyncProperty(entry, async ({ path, mode, uid, gid, modifiedAt, content }) => {
        const member: FileEntry = { path, kind: 'file', mode, uid, gid, modifiedAt, content }
        const header = { name: path.slice(1), size: content.length, type: 'file' as const, mode, uid, gid }
        const mtime = new Date(modifiedAt / 1000)
        const theirs = await packByOthers([{ header: { ...header, mtime }, body: content }])
        const [ours, others] = [packTar([member]), new Uint8Array(theirs)]
        const names = await Promise.all([ours, others].map(async bytes => (await unpackTar(bytes))[0]?.header.name))
        expect(names).toEqual([path.slice(1), path.slice(1)])
        // Two packers may cut a long name in two at different slashes.
        if (path.length <= 100) expect(ours).toEqual(others)
      }),
      { numRuns: 60 },
    )
  })

  test('of what no archive holds are none', () => {
    expect(packMember({ path: '/s', kind: 'socket' })).toBeUndefined()
  })

  test.each([
    ['a name too long to be cut', { path: `/${'n'.repeat(150)}` }],
    ['a long target', { path: '/l', kind: 'symlink' as const, target: 't'.repeat(150) }],
    ['a big owner', { path: '/o', uid: 3_000_000 }],
  ])('%s has a header of its own before it', async (_, parts) => {
    const bytes = packTar([{ kind: 'file', ...parts }])
    expect(String.fromCharCode(bytes[156] ?? 0)).toBe('x')
    const [member] = await unpackTar(bytes, { strict: true })
    expect(member?.header).toMatchObject({ name: parts.path.slice(1) })
  })
})
