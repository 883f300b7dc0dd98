import { describe, expect, test } from 'vitest'
import { type AccessRules, checkAccess } from '../../../src/server/control/access.ts'
import { ControlRefusal } from '../../../src/server/control/route.ts'
import type { ApiRequest } from '../../../src/server/request.ts'
import { smallApp } from '../world.ts'

const statusFor = (headers: Record<string, string>, overNetwork: boolean, rules: AccessRules = {}): number => {
  const request = { header: (name: string) => headers[name], overNetwork } as Partial<ApiRequest> as ApiRequest
  try {
    checkAccess(request, rules)
    return 200
  } catch (error) {
    if (error instanceof ControlRefusal) return error.status
    throw error
  }
}

describe('over the network', () => {
  test.each([
    ['127.0.0.1:2375', 200],
    ['localhost', 200],
    ['mockerd.localhost:2375', 200],
    ['[::1]:2375', 200],
    ['192.168.1.5:2375', 200],
    ['evil.example:2375', 403],
    ['127.0.0.1.evil.example', 403],
    ['localhost.evil.example', 403],
    ['', 403],
  ])('the host %j is answered with %i', (host, status) => {
    expect(statusFor({ host }, true)).toBe(status)
  })

  test.each([
    [{}, 401],
    [{ authorization: 'Bearer wrong!' }, 401],
    [{ authorization: 'Basic secret' }, 401],
    [{ authorization: 'Bearer secret' }, 200],
    [{ authorization: 'Bearer secret', host: 'docker.service:2375' }, 200],
    [{ authorization: 'Bearer secret', origin: 'https://evil.example' }, 403],
  ])('a token is asked for: %j is answered with %i', (headers, status) => {
    expect(statusFor({ host: 'localhost', ...headers }, true, { token: 'secret' })).toBe(status)
  })
})

test('whoever can open the unix socket needs neither name nor token', () => {
  expect(statusFor({ host: 'docker' }, false, { token: 'secret' })).toBe(200)
})

test.each([
  ['https://evil.example', 403],
  ['null', 403],
  ['http://localhost.evil.example:2375', 403],
  ['http://127.0.0.1:2375', 200],
  ['http://localhost:3000', 200],
])('a page of %s is answered with %i', async (origin, status) => {
  const body = JSON.stringify({ by: '1s' })
  const response = await smallApp().ask('POST /_mockerd/clock/advance', { body, headers: { origin } })
  expect(response.status).toBe(status)
})
