import { describe, expect, test } from 'vitest'
import { containerInspect } from '../../../src/state/container/view.ts'
import { type CreateBody, createDaemon } from './daemon.ts'

const plain: CreateBody = {
  Image: 'alpine',
  Cmd: ['echo', 'hi'],
  Labels: { z: '2', a: '1' },
  HostConfig: { Binds: ['data:/data'], PortBindings: { '80/tcp': [{ HostPort: '8080' }] } },
  ExposedPorts: { '80/tcp': {} },
}

const inspect = (apiVersion: string, body: CreateBody = plain, profile?: string) => {
  const { engine, create } = createDaemon(profile)
  return containerInspect(engine, create(body, { name: 'plain', apiVersion }), apiVersion, false)
}

describe('inspect of a plain container', () => {
  test.each(['1.41', '1.44', '1.52'])('at API %s', async apiVersion => {
    await expect(`${JSON.stringify(inspect(apiVersion), null, 2)}\n`).toMatchFileSnapshot(`inspect-${apiVersion}.json`)
  })

  test('keeps apart what was said to be empty and what was not said', () => {
    const said = inspect('1.55', {
      ...plain,
      Entrypoint: [],
      HostConfig: { Dns: [], CapAdd: [], Init: false, Ulimits: [] },
    })
    expect(said.HostConfig).toMatchObject({ Dns: [], CapAdd: [], CapDrop: null, Init: false, Ulimits: [] })
    expect(said.Config?.Entrypoint).toEqual([])
    expect(inspect('1.55').Config?.Entrypoint).toBeNull()
    expect(inspect('1.55').HostConfig).not.toHaveProperty('Init')
  })

  test('drops what the daemon does not know', () => {
    const body = { ...plain, Unknown: 1, HostConfig: { KernelMemory: 1, DiskQuota: 2 } }
    expect(inspect('1.55', body).HostConfig).not.toHaveProperty('KernelMemory')
    expect(inspect('1.55', body).Config).not.toHaveProperty('Unknown')
  })

  test('shows the size only when asked', () => {
    const { engine, create } = createDaemon()
    const container = create()
    expect(containerInspect(engine, container, '1.55', false)).not.toHaveProperty('SizeRw')
    expect(containerInspect(engine, container, '1.55', true)).toMatchObject({
      SizeRw: 0,
      SizeRootFs: expect.any(Number),
    })
  })

  test('shows legacy links under the names of both', () => {
    const { engine, create } = createDaemon()
    create({}, { name: 'db' })
    const web = create({ HostConfig: { Links: ['db:store'] } }, { name: 'web' })
    expect(containerInspect(engine, web, '1.55', false).HostConfig?.Links).toEqual(['/db:/web/store'])
    expect(engine.containers.resolve('/web/store').name).toBe('db')
  })

  test('adds the short id to the aliases on user-defined networks before 1.45', () => {
    const body: CreateBody = {
      ...plain,
      Hostname: 'h',
      HostConfig: { NetworkMode: 'net1' },
      NetworkingConfig: { EndpointsConfig: { net1: { Aliases: ['w'] } } },
    }
    const aliases = (version: string) => {
      const shown = inspect(version, body)
      return [shown.Id?.slice(0, 12), shown.NetworkSettings?.Networks?.net1?.Aliases]
    }
    const [id, old] = aliases('1.44')
    expect(old).toEqual(['w', id, 'h'])
    expect(aliases('1.45')[1]).toEqual(['w'])
  })

  test('shows the requested MAC address in the configuration before 1.52', () => {
    const body = { ...plain, NetworkingConfig: { EndpointsConfig: { bridge: { MacAddress: '02:00:00:00:00:01' } } } }
    expect(inspect('1.51', body).Config?.MacAddress).toBe('02:00:00:00:00:01')
    expect(inspect('1.52', body).Config).not.toHaveProperty('MacAddress')
  })
})
