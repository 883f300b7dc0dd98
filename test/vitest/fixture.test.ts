import { describe, test as plain } from 'vitest'
import type { Mockerd } from '../../src/index.ts'
import { dockerFixture, test } from '../../src/vitest.ts'

describe('a fresh daemon', () => {
  const seen: Mockerd[] = []

  test.for(['first', 'second'])('comes to the %s test with nothing of another', async (name, { docker, expect }) => {
    expect(seen).not.toContain(docker)
    expect([...docker.engine.volumes.all()]).toEqual([])
    const body = JSON.stringify({ Name: 'data' })
    const headers = { 'content-type': 'application/json' }
    await docker.fetch(new Request('http://docker/volumes/create', { method: 'POST', body, headers }))
    expect(docker, name).toHaveVolume('data')
    seen.push(docker)
  })

  plain('is ended with its test', async ({ expect }) => {
    expect(seen).toHaveLength(2)
    for (const { url } of seen) await expect(fetch(`${url}/_ping`)).rejects.toThrow('fetch failed')
  })
})

plain.extend(dockerFixture({ clock: 'manual', seed: 9, hosts: [] }))(
  'can be told what it is like',
  ({ docker, expect }) => {
    docker.clock.advance('1h')
    expect([docker.engine.seed, docker.host]).toEqual([9, ''])
  },
)

describe('two hundred tests at once', () => {
  test.concurrent.for(Array.from({ length: 200 }, (_, index) => index))(
    'each has a daemon to itself (%i)',
    async (index, { docker, expect }) => {
      const made = await fetch(`${docker.url}/networks/create`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ Name: `network-${index}` }),
      })
      expect(made.status).toBe(201)
      expect([...docker.engine.networks.all()].map(({ name }) => name)).toEqual([
        'bridge',
        'host',
        'none',
        `network-${index}`,
      ])
    },
  )
})
