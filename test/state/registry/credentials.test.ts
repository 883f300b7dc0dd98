import { expect, test } from 'vitest'
import { decodeCredentials, nobody } from '../../../src/state/registry/credentials.ts'

const encode = (value: unknown): string => btoa(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_')

test.each([
  ['a name and a password', { username: 'u', password: '???' }, { ...nobody, username: 'u', password: '???' }],
  ['a token', { identitytoken: 't', serveraddress: 'r' }, { ...nobody, identityToken: 't', serverAddress: 'r' }],
  ['nothing', {}, nobody],
  ['what is no record', 3, nobody],
])('%s is read', (_, config, credentials) => {
  expect(decodeCredentials(encode(config))).toEqual(credentials)
})

test.each([undefined, '', 'e30', '!!!!', 'eyJ1Ijo+', 'YWJj'])('%s says nothing', header => {
  expect(decodeCredentials(header)).toEqual(nobody)
})
