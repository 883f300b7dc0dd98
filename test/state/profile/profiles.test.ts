import { expect, test } from 'vitest'
import { createApp } from '../../../src/index.ts'
import { createManualClock } from '../../../src/state/clock.ts'
import { createEngine } from '../../../src/state/engine.ts'
import { profiles } from '../../../src/state/profile/profiles.ts'

const askedOf = (profile: string) => {
  const app = createApp(createEngine({ profile, clock: createManualClock() }))
  return async (path: string) => await app.fetch(new Request(`http://docker${path}`))
}

type Json = Record<string, unknown>
const infoOf = async (profile: string): Promise<Json> => (await (await askedOf(profile)('/info')).json()) as Json

test.each(profiles.map(({ name }) => name))('%s has a version that its answers agree on', async name => {
  const ask = askedOf(name)
  const version = (await (await ask('/version')).json()) as Json
  const { headers } = await ask('/_ping')
  expect(headers.get('api-version')).toBe(version.ApiVersion)
  expect(headers.get('server')).toBe(`${name.startsWith('podman') ? 'Libpod' : 'Docker'}/${version.Version} (linux)`)
  expect(await infoOf(name)).toMatchObject({ ServerVersion: version.Version })
})

test.each([
  ['docker-20.10', '1.41', null, null],
  ['docker-26', '1.45', '2', 'inactive'],
  ['docker-28', '1.51', '2', 'inactive'],
])('%s pings with API %s, builder %s and swarm %s', async (name, api, builder, swarm) => {
  const { headers } = await askedOf(name)('/_ping')
  expect([headers.get('api-version'), headers.get('builder-version'), headers.get('swarm')]).toEqual([
    api,
    builder,
    swarm,
  ])
})

test.each([
  ['docker-20.10', ['KernelMemory'], ['CDISpecDirs', 'Containerd', 'FirewallBackend']],
  ['docker-26', ['CDISpecDirs', 'BridgeNfIptables'], ['KernelMemory', 'Containerd', 'FirewallBackend']],
  ['docker-28', ['CDISpecDirs', 'Containerd', 'FirewallBackend'], ['KernelMemory', 'BridgeNfIptables']],
])('info of %s has %j and not %j', async (name, present, absent) => {
  const keys = Object.keys(await infoOf(name))
  expect(keys).toEqual(expect.arrayContaining(present))
  for (const key of absent) expect(keys).not.toContain(key)
})

test('a daemon of 20.10 is known by the fingerprint of a key', async () => {
  expect((await infoOf('docker-20.10')).ID).toMatch(/^([A-Z2-7]{4}:){11}[A-Z2-7]{4}$/)
})
