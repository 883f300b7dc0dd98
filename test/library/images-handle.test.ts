import { expect, test } from 'vitest'
import { startMockerd } from '../../src/index.ts'

test('an image that is defined can be run by any client', async () => {
  await using docker = await startMockerd({ hosts: [], clock: 'manual', seed: 1 })
  docker.images.define('acme/web:1', { listen: '8080:http:200:hello', ports: [8080], health: 'unhealthy-after:1' })
  const body = JSON.stringify({ Image: 'acme/web:1' })
  const headers = { 'Content-Type': 'application/json' }
  const ask = async (method: string, path: string, init: RequestInit = {}) =>
    docker.fetch(new Request(`http://docker${path}`, { method, ...init }))
  expect((await ask('POST', '/containers/create?name=web', { body, headers })).status).toBe(201)
  expect((await ask('POST', '/containers/web/start')).status).toBe(204)
  docker.clock.advance('2s')
  const inspected: unknown = await (await ask('GET', '/containers/web/json')).json()
  expect(inspected).toMatchObject({ State: { Status: 'running', Health: { Status: 'unhealthy' } } })
})
