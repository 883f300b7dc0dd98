import { describe, expect, test } from 'vitest'
import { resolveUser } from '../../../../src/state/container/runtime/user.ts'
import { root } from '../../../../src/state/filesystem/contract.ts'
import { createFileSystem } from '../../../../src/state/filesystem/filesystem.ts'
import { createTree } from '../../../../src/state/filesystem/tree.ts'

const filesystem = (passwd: string | undefined, group: string) => {
  const encoder = new TextEncoder()
  const entries = [
    ...(passwd === undefined ? [] : [{ path: '/etc/passwd', kind: 'file' as const, content: encoder.encode(passwd) }]),
    { path: '/etc/group', kind: 'file' as const, content: encoder.encode(group) },
  ]
  const tree = createTree(entries)
  return createFileSystem({
    mounts: [{ destination: '/', tree, readOnly: false, type: 'overlay' }],
    credentials: root,
    now: () => 0,
  })
}

const usual = filesystem(
  '# people\nroot:x:0:0:root:/root:/bin/sh\n\nana:x:1000:100:Ana:/home/ana:/bin/sh\nbob:x:7:8:::\n',
  'root:x:0:\nusers:x:100:\nwheel:x:10:root,ana\nvideo:x:44:ana,bob\n',
)

describe('resolveUser', () => {
  test.each([
    ['', 0, [0], '/root'],
    ['root', 0, [0, 10], '/root'],
    ['ana', 1000, [100, 10, 44], '/home/ana'],
    ['1000', 1000, [100, 10, 44], '/home/ana'],
    ['ana:users', 1000, [100], '/home/ana'],
    ['ana:44', 1000, [44], '/home/ana'],
    ['bob', 7, [8, 44], '/'],
    ['4711', 4711, [0], '/'],
    ['4711:4712', 4711, [4712], '/'],
    [':wheel', 0, [10], '/root'],
  ])('takes %j for uid %d', (user, uid, groups, home) => {
    const { credentials, home: found } = resolveUser(usual, user)
    expect({ uid: credentials.uid, gid: credentials.gid, home: found }).toEqual({ uid, gid: groups[0], home })
    if (user !== '') expect(credentials.groups).toEqual(groups)
  })

  test('adds the groups that were asked for', () => {
    expect(resolveUser(usual, 'bob', ['wheel', '99']).credentials.groups).toEqual([8, 44, 10, 99])
  })

  test('manages without the files', () => {
    expect(resolveUser(filesystem(undefined, ''), '1:2')).toEqual({
      credentials: { uid: 1, gid: 2, groups: [2] },
      home: '/',
    })
    expect(() => resolveUser(filesystem(undefined, ''), 'root')).toThrow('unable to find user root')
  })

  test.each([
    ['eve', 'unable to find user eve: no matching entries in passwd file'],
    ['ana:eves', 'unable to find group eves: no matching entries in group file'],
    ['2147483648', 'uids and gids must be in range 0-2147483647'],
  ])('refuses %s', (user, message) => {
    expect(() => resolveUser(usual, user)).toThrow(message)
  })
})
