import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { redactedByName, redactText } from '../../../src/conformance/report/redact.ts'

describe('what looks like a secret is not told', () => {
  test.each([
    ['{"password":"s3cret"}', '{"password":"[redacted]"}'],
    ['{"a":{"RegistryToken": "s3\\"cret"},"b":1}', '{"a":{"RegistryToken": "[redacted]"},"b":1}'],
    [String.raw`"{\"auth\":\"s3cret\"}"`, String.raw`"{\"auth\":\"[redacted]\"}"`],
    ['{"identitytoken":"cut of', '{"identitytoken":"[redacted]'],
    ['["POSTGRES_PASSWORD=s3cret","PATH=/bin"]', '["POSTGRES_PASSWORD=[redacted]","PATH=/bin"]'],
    ['GET /x?token=s3cret&all=1', 'GET /x?token=[redacted]&all=1'],
    ['X-Registry-Auth: eyJhIjoxfQ==', 'X-Registry-Auth: [redacted]'],
    ['Authorization: Basic dXNlcjpwYXNz', 'Authorization: [redacted]'],
    ['got Bearer abcdefghij', 'got Bearer [redacted]'],
    ['https://me:s3cret@example.org/', 'https://[redacted]@example.org/'],
  ])('%s', (text, expected) => {
    expect(redactText(text)).toBe(expected)
  })

  test.each([
    'POST /auth: expected status 400, got 500',
    'SystemAuth.no-json: Credentials that are no JSON are refused with 400',
    '{"message":"No such container: token"}',
    'unix:///run/user@1000/docker.sock',
    '{"Image":"busybox@sha256:abc"}',
  ])('%s stays', text => {
    expect(redactText(text)).toBe(text)
  })

  test('a second time changes nothing', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), text => redactText(redactText(text)) === redactText(text)))
  })
})

test('what has the name of a secret goes as a whole, and other texts as in words', () => {
  const value = {
    Env: ['DB_PASSWORD=two words', 'MODE=live', 'URL=https://me:hidden@host/'],
    Labels: { 'deploy.token': 'hidden', 'org.opencontainers.image.authors': 'me', empty_secret: '' },
    Cmd: ['run', '--api-key', 'hidden', '--verbose'],
    Author: 'me',
    Size: 3,
  }
  expect(redactedByName(value)).toEqual({
    Env: ['DB_PASSWORD=[redacted]', 'MODE=live', 'URL=https://[redacted]@host/'],
    Labels: { 'deploy.token': '[redacted]', 'org.opencontainers.image.authors': 'me', empty_secret: '' },
    Cmd: ['run', '--api-key', '[redacted]', '--verbose'],
    Author: 'me',
    Size: 3,
  })
})
