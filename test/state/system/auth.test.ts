import { describe, expect, test } from 'vitest'
import type { AuthConfig } from '../../../spec/generated/types.ts'
import { createManualClock } from '../../../src/state/clock.ts'
import { createEngine } from '../../../src/state/engine.ts'
import { authenticate } from '../../../src/state/system/auth.ts'

const engine = createEngine({ clock: createManualClock() })
const someone = { username: 'u', password: 'p' }

const hubRefusal = 'Get "https://registry-1.docker.io/v2/": unauthorized: incorrect username or password'

describe('authenticate', () => {
  test.each<[what: string, credentials: AuthConfig]>([
    ['no address', someone],
    ['the address that docker login sends', { ...someone, serveraddress: 'https://index.docker.io/v1/' }],
    ['docker.io', { ...someone, serveraddress: 'docker.io' }],
    ['a name without a password', { username: 'u' }],
  ])('the hub refuses %s, because it has no accounts', (_, credentials) => {
    expect(() => authenticate(engine, credentials)).toThrow(
      expect.objectContaining({ kind: 'unauthorized', message: hubRefusal }),
    )
  })

  test.each<[what: string, credentials: AuthConfig]>([
    ['nobody in particular', { username: '', password: '' }],
    ['anybody on another registry', { ...someone, serveraddress: '127.0.0.1:5000' }],
    ['anybody on another registry by its URL', { ...someone, serveraddress: 'https://registry.example/v1/' }],
  ])('lets in %s', (_, credentials) => {
    expect(authenticate(engine, credentials)).toBe('Login Succeeded')
  })

  test('fails without a registry', () => {
    const alone = createEngine({ clock: createManualClock(), registry: 'closed' })
    expect(() => authenticate(alone, { ...someone, serveraddress: 'registry.example' })).toThrow(
      expect.objectContaining({
        kind: 'internal',
        message: 'login attempt to https://registry.example/v2/ failed with status: 503 Service Unavailable',
      }),
    )
  })
})
