import { expect, test } from 'vitest'
import { startMockerd } from '../../src/index.ts'

interface Engine {
  readonly id: string
  readonly host: string
  readonly hosts: readonly string[]
}

const urlOf = ({ hosts }: Engine): string => hosts.find(host => host.startsWith('tcp:'))?.replace('tcp:', 'http:') ?? ''

test('daemons beside the first one are started and ended by any client, and end with it', async () => {
  const docker = await startMockerd({ seed: 1, clock: 'manual' })
  const control = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${docker.url}/_mockerd${path}`, {
      method,
      headers: { connection: 'close' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return { status: response.status, json: (await response.json()) as unknown }
  }
  const health = async (engine: Engine): Promise<unknown> =>
    (await fetch(`${urlOf(engine)}/_mockerd/health`, { headers: { connection: 'close' } })).json()

  const first = await control('POST', '/engines', { seed: 'a', profile: 'docker-28' })
  const second = await control('POST', '/engines')
  expect([first.status, second.status]).toEqual([201, 201])
  const [one, two] = [first.json as Engine, second.json as Engine]
  expect(await health(one)).toMatchObject({ seed: 'a', profile: 'docker-28' })
  expect(await health(two)).toMatchObject({ seed: 1, profile: 'docker-29' })
  expect((await control('GET', '/engines')).json).toEqual([one, two])

  expect((await control('DELETE', `/engines/${one.id}`)).status).toBe(200)
  await expect(health(one)).rejects.toThrow('fetch failed')
  expect(await control('DELETE', `/engines/${one.id}`)).toEqual({
    status: 404,
    json: { message: `there is no daemon ${one.id} beside this one` },
  })
  expect(await control('POST', '/engines', { clock: 'sundial' })).toMatchObject({ status: 400 })
  expect(await control('POST', '/engines', { hosts: ['tcp://0.0.0.0:1'] })).toMatchObject({ status: 400 })
  await docker.close()
  await expect(health(two)).rejects.toThrow('fetch failed')
})

test('all of them can be ended at once', async () => {
  await using docker = await startMockerd()
  const post = () => fetch(`${docker.url}/_mockerd/engines`, { method: 'POST' })
  await Promise.all([post(), post(), post()])
  await fetch(`${docker.url}/_mockerd/engines`, { method: 'DELETE' })
  expect(await (await fetch(`${docker.url}/_mockerd/engines`)).json()).toEqual([])
})
