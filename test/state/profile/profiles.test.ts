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

// Newest and oldest version of the API: moby's api/common.go and daemon/config, at the tag of the engine's version.
test.each([
  ['docker-20.10', '1.41', '1.12', null, null],
  ['docker-23', '1.42', '1.12', '2', 'inactive'],
  ['docker-24', '1.43', '1.12', '2', 'inactive'],
  ['docker-25', '1.44', '1.24', '2', 'inactive'],
  ['docker-26', '1.45', '1.24', '2', 'inactive'],
  ['docker-27', '1.47', '1.24', '2', 'inactive'],
  ['docker-28', '1.51', '1.24', '2', 'inactive'],
  ['docker-29', '1.55', '1.40', '2', 'inactive'],
])(
  '%s pings with API %s, takes %s and newer, has builder %s and swarm %s',
  async (name, api, oldest, builder, swarm) => {
    const ask = askedOf(name)
    const { headers } = await ask('/_ping')
    expect([headers.get('api-version'), headers.get('builder-version'), headers.get('swarm')]).toEqual([
      api,
      builder,
      swarm,
    ])
    expect(await (await ask('/version')).json()).toMatchObject({ MinAPIVersion: oldest })
    const [major, minor] = oldest.split('.').map(Number)
    const statusOf = async (version: string): Promise<number> => (await ask(`/v${version}/info`)).status
    expect([await statusOf(oldest), await statusOf(`${major}.${Number(minor) - 1}`), await statusOf(api)]).toEqual([
      200, 400, 200,
    ])
  },
)

test.each([
  ['docker-20.10', ['KernelMemory'], ['CDISpecDirs', 'Containerd', 'FirewallBackend']],
  ['docker-23', ['BridgeNfIptables'], ['KernelMemory', 'CDISpecDirs', 'Containerd']],
  ['docker-25', ['CDISpecDirs', 'BridgeNfIptables'], ['KernelMemory', 'Containerd', 'FirewallBackend']],
  ['docker-27', ['CDISpecDirs', 'BridgeNfIptables', 'Containerd'], ['KernelMemory', 'FirewallBackend']],
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

test.each([
  ['docker-24', true],
  ['docker-25', false],
])('%s logs to logentries: %s', async (name, isThere) => {
  const { Plugins } = (await infoOf(name)) as { Plugins: { Log: string[] } }
  expect(Plugins.Log.includes('logentries')).toBe(isThere)
})
