import { expect, test } from 'vitest'
import { checkRemote } from '../../../src/state/build/context.ts'
import { isGitUrl, isUrl, unreachable } from '../../../src/state/build/network.ts'

test.each([
  ['http://example.com/x', 'Get "http://example.com/x": dial tcp: lookup example.com: no such host'],
  ['https://user@10.0.0.1/x', 'Get "https://user@10.0.0.1/x": dial tcp 10.0.0.1:443: connect: network is unreachable'],
  ['http://127.0.0.1:9/', 'Get "http://127.0.0.1:9/": dial tcp 127.0.0.1:9: connect: connection refused'],
  ['http://[::1]:9', 'Get "http://[::1]:9": dial tcp [::1]:9: connect: connection refused'],
])('%s cannot be reached', (url, expected) => {
  expect(unreachable(url)).toBe(expected)
})

test.each([
  ['https://example.com/x.git', true, true],
  ['https://example.com/x.git#main', true, true],
  ['https://example.com/x.tar', true, false],
  ['git@example.com:x', false, true],
  ['git://example.com/x', false, true],
  ['./x', false, false],
])('%s is an address: %j, and one of git: %j', (text, url, git) => {
  expect([isUrl(text), isGitUrl(text)]).toEqual([url, git])
})

test.each([
  ['foo', 'remoteURL (foo) could not be recognized as URL'],
  ['http://x/y', 'error downloading remote context http://x/y: Get "http://x/y": dial tcp: lookup x: no such host'],
  ['https://x/y.git', `error fetching: fatal: unable to access 'https://x/y.git': Could not resolve host: x`],
  ['client-session', 'experimental session with v1 builder is no longer supported'],
])('a context at %s is refused', (remote, message) => {
  expect(() => checkRemote(remote)).toThrow(message)
})
