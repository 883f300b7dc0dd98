import { expect, test } from 'vitest'
import { formatPlatform, matchesPlatform, parsePlatform } from '../../../src/state/image/platform.ts'
import { refusalOf } from '../container/daemon.ts'

const host = { os: 'linux', architecture: 'amd64' }

test.each([
  ['linux', 'linux/amd64'],
  ['arm64', 'linux/arm64'],
  ['aarch64', 'linux/arm64'],
  ['linux/arm64/v8', 'linux/arm64'],
  ['linux/x86_64', 'linux/amd64'],
  ['linux/arm', 'linux/arm/v7'],
  ['linux/arm/v6', 'linux/arm/v6'],
  ['windows/amd64', 'windows/amd64'],
])('%s is %s', (text, expected) => expect(formatPlatform(parsePlatform(text, host))).toBe(expected))

test.each(['amiga', 'a/b/c/d', 'linux/!'])('%s is none', text => {
  expect(refusalOf(() => parsePlatform(text, host))).toMatch(/^invalid: "/)
})

test('an image without a variant is one of the usual variant', () => {
  expect(matchesPlatform({ os: 'linux', architecture: 'arm64' }, parsePlatform('linux/arm64/v8', host))).toBe(true)
  expect(matchesPlatform({ os: 'linux', architecture: 'arm', variant: 'v6' }, parsePlatform('linux/arm', host))).toBe(
    false,
  )
})
