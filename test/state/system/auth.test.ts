import { describe, expect, test } from 'vitest'
import type { AuthConfig, AuthResponse } from '../../../spec/generated/types.ts'
import { createManualClock } from '../../../src/state/clock.ts'
import { createEngine } from '../../../src/state/engine.ts'
import { authenticate } from '../../../src/state/system/auth.ts'

const login = (config: AuthConfig, registry: 'open' | 'closed' = 'open'): Promise<AuthResponse> =>
  authenticate(createEngine({ clock: createManualClock(), registry }), config, new AbortController().signal)

const someone = { username: 'me', password: 'long enough' }

const hubRefusal = 'Get "https://registry-1.docker.io/v2/": unauthorized: incorrect username or password'

describe('authenticate', () => {
  test.each<[what: string, config: AuthConfig]>([
    ['no address', {}],
    ['the address that docker login sends', { serveraddress: 'https://index.docker.io/v1/' }],
    ['docker.io', { serveraddress: 'docker.io' }],
  ])('the hub at %s knows whoever has a password that it would take', async (_, config) => {
    expect(await login({ ...someone, ...config })).toEqual({ Status: 'Login Succeeded' })
    await expect(login({ username: 'me', password: 'short', ...config })).rejects.toMatchObject({
      kind: 'unauthorized',
      message: hubRefusal,
    })
  })

  test('the hub refuses a name without a password', async () => {
    await expect(login({ username: 'me' })).rejects.toThrow(hubRefusal)
  })

  test.each<[what: string, config: AuthConfig]>([
    ['nobody in particular', { username: '', password: '' }],
    ['anybody on another registry', { username: 'u', password: 'p', serveraddress: '127.0.0.1:5000' }],
    ['anybody on another registry by its URL', { username: 'u', serveraddress: 'https://registry.example/v1/' }],
  ])('lets in %s', async (_, config) => {
    expect(await login(config)).toEqual({ Status: 'Login Succeeded' })
  })

  test.each<[serveraddress: string, kind: string, message: string]>([
    [
      'registry.example',
      'internal',
      'Get "https://registry.example/v2/": dial tcp: lookup registry.example: no such host',
    ],
    [
      'localhost:5000',
      'internal',
      'Get "http://localhost:5000/v2/": dial tcp localhost:5000: connect: connection refused',
    ],
    ['a b', 'invalid', 'unable to parse server address: parse "https://a b": invalid character " " in host name'],
  ])('without network, a login at %s fails', async (serveraddress, kind, message) => {
    await expect(login({ ...someone, serveraddress }, 'closed')).rejects.toMatchObject({ kind, message })
  })
})
