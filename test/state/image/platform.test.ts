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

// As 28.5.2 says it.
test.each([
  ['foo', '"foo": unknown operating system or architecture: invalid argument'],
  ['a/b/c/d', '"a/b/c/d": cannot parse platform specifier: invalid argument'],
  [
    'x_y/a/b/c/d',
    '"c/d" is an invalid component of "x_y/a/b/c/d": platform specifier component must match "^[A-Za-z0-9_.-]+$": invalid argument',
  ],
  [
    'a!b',
    '"a!b" is an invalid OS component of "a!b": OSAndVersion specifier component must match "^([A-Za-z0-9_-]+)(?:\\\\(([A-Za-z0-9_.%-]*)((?:\\\\+[A-Za-z0-9_.%-]+)*)\\\\))?$": invalid argument',
  ],
])('%s is refused in these words', (text, message) => {
  expect(refusalOf(() => parsePlatform(text, host))).toBe(`invalid: ${message}`)
})

test('an image without a variant is one of the usual variant', () => {
  expect(matchesPlatform({ os: 'linux', architecture: 'arm64' }, parsePlatform('linux/arm64/v8', host))).toBe(true)
  expect(matchesPlatform({ os: 'linux', architecture: 'arm', variant: 'v6' }, parsePlatform('linux/arm', host))).toBe(
    false,
  )
})
