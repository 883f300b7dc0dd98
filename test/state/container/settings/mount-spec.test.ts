import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  cleanPath,
  isMountMode,
  isReadWrite,
  parseBind,
  parseVolumesFrom,
} from '../../../../src/state/container/settings/mount-spec.ts'
import { refusalOf } from '../daemon.ts'

describe('binds', () => {
  test.each([
    ['/data', { type: 'volume', source: '', destination: '/data', mode: '', readWrite: true }],
    ['name:/data', { type: 'volume', source: 'name', destination: '/data', mode: '', readWrite: true }],
    ['name:/data:ro,z', { type: 'volume', source: 'name', destination: '/data', mode: 'ro,z', readWrite: false }],
    ['/host:/data/../x//', { type: 'bind', source: '/host', destination: '/x', mode: '', readWrite: true }],
    ['/host:/x:rw,shared', { type: 'bind', source: '/host', destination: '/x', mode: 'rw,shared', readWrite: true }],
  ])('%s', (raw, expected) => {
    const { mount, destination, mode, readWrite } = parseBind(raw, '')
    expect({ type: mount.Type, source: mount.Source, destination, mode, readWrite }).toEqual(expected)
  })

  test('propagate as asked and privately otherwise, volumes not at all', () => {
    expect(parseBind('/a:/b', '').propagation).toBe('rprivate')
    expect(parseBind('/a:/b:rslave', '').propagation).toBe('rslave')
    expect(parseBind('name:/b', '').propagation).toBe('')
  })

  test('copy the image’s files unless told not to', () => {
    expect(parseBind('name:/b', '').copiesImage).toBe(true)
    expect(parseBind('name:/b:nocopy', '').copiesImage).toBe(false)
    expect(parseBind('/a:/b', '').copiesImage).toBe(false)
  })

  test('refuse options that belong to the other kind of mount', () => {
    expect(refusalOf(() => parseBind('name:/b:shared', ''))).toContain('field BindOptions must not be specified')
    expect(refusalOf(() => parseBind('/a:/b:nocopy', ''))).toContain('field VolumeOptions must not be specified')
  })
})

describe('modes', () => {
  test('have at most one word of every kind', () => {
    const kinds = [['rw', 'ro'], ['z', 'Z'], ['shared', 'rprivate'], ['nocopy'], ['cached', 'delegated']]
    fc.assert(
      fc.property(fc.shuffledSubarray(kinds.flat()), words => {
        const isOnePerKind = kinds.every(kind => words.filter(word => kind.includes(word)).length <= 1)
        expect(isMountMode(words.join(','))).toBe(isOnePerKind)
        if (isOnePerKind) expect(isReadWrite(words.join(','))).toBe(!words.includes('ro'))
      }),
    )
  })

  test.each([',', 'ro,', 'x', 'RO'])('%j is none', mode => expect(isMountMode(mode)).toBe(false))
})

test('paths are cleaned as Go cleans them', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'b', '.', '..')), parts => {
      const path = `/${parts.join('/')}`
      expect(cleanPath(path)).toBe(
        decodeURI(new URL(`file://${path}`).pathname)
          .replaceAll(/\/+/g, '/')
          .replace(/(.)\/$/, '$1'),
      )
    }),
    { examples: [[['..', 'a']], [['a', '.', 'b']]] },
  )
  expect(cleanPath('/a//b/')).toBe('/a/b')
  expect(cleanPath('')).toBe('.')
  expect(cleanPath('a/../../b')).toBe('../b')
})

test('volumes come from a container with a mode that is not about propagation or copying', () => {
  expect(parseVolumesFrom('c')).toEqual({ reference: 'c', mode: 'rw' })
  expect(parseVolumesFrom('c:ro')).toEqual({ reference: 'c', mode: 'ro' })
  expect(refusalOf(() => parseVolumesFrom('c:nocopy'))).toBe('invalid: invalid mode: nocopy')
  expect(refusalOf(() => parseVolumesFrom(''))).toBe('invalid: volumes-from specification cannot be an empty string')
})
