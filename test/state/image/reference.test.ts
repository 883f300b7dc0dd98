import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { familiarName, fullName, parseReference, withDefaultTag } from '../../../src/state/image/reference.ts'

const names: readonly [text: string, full: string, familiar: string][] = [
  ['busybox', 'docker.io/library/busybox:latest', 'busybox:latest'],
  ['busybox:1.36', 'docker.io/library/busybox:1.36', 'busybox:1.36'],
  ['user/app', 'docker.io/user/app:latest', 'user/app:latest'],
  ['docker.io/busybox', 'docker.io/library/busybox:latest', 'busybox:latest'],
  ['index.docker.io/library/busybox', 'docker.io/library/busybox:latest', 'busybox:latest'],
  ['localhost/x', 'localhost/x:latest', 'localhost/x:latest'],
  ['127.0.0.1:5000/t/built:1', '127.0.0.1:5000/t/built:1', '127.0.0.1:5000/t/built:1'],
  ['ghcr.io/a/b__c.d-e', 'ghcr.io/a/b__c.d-e:latest', 'ghcr.io/a/b__c.d-e:latest'],
  [`x@sha256:${'a'.repeat(64)}`, `docker.io/library/x@sha256:${'a'.repeat(64)}`, `x@sha256:${'a'.repeat(64)}`],
]

const refused: readonly [text: string, message: string][] = [
  ['', 'invalid reference format'],
  ['a b', 'invalid reference format'],
  ['Busybox', 'invalid reference format: repository name (library/Busybox) must be lowercase'],
  ['x:', 'invalid reference format'],
  ['x:bad tag', 'invalid reference format'],
  ['x@sha256:abc', 'invalid reference format'],
  [`x@sha256:${'a'.repeat(40)}`, 'invalid checksum digest length'],
  ['f'.repeat(64), `invalid repository name (${'f'.repeat(64)}), cannot specify 64-byte hexadecimal strings`],
  [`x/${'a'.repeat(300)}`, 'repository name must not be more than 255 characters'],
]

describe('image references', () => {
  for (const [text, full, familiar] of names) {
    test(`${text} is ${full}`, () => {
      const reference = withDefaultTag(parseReference(text))
      expect(fullName(reference)).toBe(full)
      expect(familiarName(reference)).toBe(familiar)
    })
  }

  for (const [text, message] of refused) {
    test(`refuses ${text.slice(0, 20)}`, () => expect(() => parseReference(text)).toThrow(message))
  }

  test('both spellings of a name lead to the same image', () => {
    const component = fc.stringMatching(/^[a-z0-9]{1,8}$/)
    fc.assert(
      fc.property(component, component, fc.stringMatching(/^\w[\w.-]{0,10}$/), (user, name, tag) => {
        const reference = parseReference(`${user}/${name}:${tag}`)
        expect(parseReference(fullName(reference))).toEqual(reference)
        expect(parseReference(familiarName(reference))).toEqual(reference)
      }),
    )
  })
})
