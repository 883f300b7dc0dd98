import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { redactText } from '../../../src/conformance/report/redact.ts'

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
