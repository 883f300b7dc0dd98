import { describe, expect, test } from 'vitest'
import { createApp } from '../../../src/server/app.ts'
import { handlers } from '../../../src/server/handlers/index.ts'
import { createDaemon } from '../../state/container/daemon.ts'

const serve = () => {
  const daemon = createDaemon()
  const app = createApp(daemon.engine, handlers)
  const told = async (line: string, body?: object) => {
    const [method = 'GET', path = '/'] = line.split(' ')
    const init = body && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }
    const reply = await app.fetch(new Request(`http://docker${path}`, { method, ...init }))
    const text = await reply.text()
    return [reply.status, text === '' ? '' : JSON.parse(text)] as const
  }
  return { ...daemon, told }
}

const subnets = (...Config: object[]) => ({ Driver: 'default', Config })

describe('networks', () => {
  test('are created, inspected, listed and removed over HTTP', async () => {
    const { told, engine, story } = serve()
    const [status, created] = await told('POST /networks/create', { Name: 'net', Labels: { b: '1', a: '2' } })
    expect([status, created]).toEqual([201, { Id: engine.networks.byName('net')?.id, Warning: '' }])
    expect((await told('GET /networks/net'))[1]).toMatchObject({
      Name: 'net',
      Driver: 'bridge',
      IPAM: { Driver: 'default', Options: null, Config: [{ Subnet: '172.18.0.0/16', Gateway: '172.18.0.1' }] },
      Labels: { a: '2', b: '1' },
      Containers: {},
      Status: { IPAM: { Subnets: { '172.18.0.0/16': { IPsInUse: 3, DynamicIPsAvailable: 65_533 } } } },
    })
    expect((await told('GET /v1.51/networks/net'))[1]).not.toHaveProperty('Status')
    expect(await told('DELETE /networks/net')).toEqual([204, ''])
    expect(await told('DELETE /networks/net')).toEqual([404, { message: 'network net not found' }])
    expect(story()).toEqual(['network create', 'network destroy'])
  })

  test('are pruned by label, and none is told as null', async () => {
    const { told, story } = serve()
    await told('POST /networks/create', { Name: 'kept', Labels: { keep: '' } })
    await told('POST /networks/create', { Name: 'gone' })
    const without = encodeURIComponent(JSON.stringify({ 'label!': ['keep'] }))
    expect(await told(`POST /networks/prune?filters=${without}`)).toEqual([200, { NetworksDeleted: ['gone'] }])
    expect(await told(`POST /networks/prune?filters=${without}`)).toEqual([200, { NetworksDeleted: null }])
    expect(story().slice(-3)).toEqual(['network destroy', 'network prune', 'network prune'])
  })

  test('keep configuration for others', async () => {
    const { told } = serve()
    const IPAM = subnets({ Subnet: '10.1.0.0/16' })
    expect((await told('POST /networks/create', { Name: 'plan', ConfigOnly: true, IPAM }))[0]).toBe(201)
    const from = { Name: 'real', ConfigFrom: { Network: 'plan' } }
    expect((await told('POST /networks/create', from))[0]).toBe(201)
    expect((await told('GET /networks/real'))[1]).toMatchObject({
      ConfigFrom: { Network: 'plan' },
      IPAM: { Config: [{ Subnet: '10.1.0.0/16', Gateway: '10.1.0.1' }] },
    })
    const inUse = 'error while removing network: configuration network "plan" is in use'
    expect(await told('DELETE /networks/plan')).toEqual([403, { message: inUse }])
  })

  test.each([
    [{ Name: 'bridge' }, 403, 'operation is not permitted on predefined bridge network '],
    [{ Name: '' }, 400, 'invalid name: name is empty'],
    [{ Name: 'there' }, 409, 'network with name there already exists'],
    [{ Name: 'n', Driver: 'odd' }, 404, 'plugin "odd" not found'],
    [{ Name: 'n', Driver: 'host' }, 403, 'only one instance of "host" network is allowed'],
    [{ Name: 'n', EnableIPv4: false }, 400, 'IPv4 or IPv6 must be enabled'],
    [{ Name: 'n', Scope: 'swarm' }, 403, 'cannot create a swarm scoped network when swarm is not active'],
    [{ Name: 'n', ConfigFrom: { Network: 'x' } }, 404, 'configuration network "x" does not exist'],
    [
      { Name: 'n', ConfigOnly: true, ConfigFrom: { Network: 'x' } },
      403,
      'a configuration network cannot depend on another configuration network',
    ],
    [
      { Name: 'n', IPAM: subnets({ Subnet: '172.18.4.0/24' }) },
      403,
      'invalid pool request: Pool overlaps with other one on this address space',
    ],
    [
      { Name: 'n', Options: { 'com.docker.network.enable_ipv4': 'si' } },
      400,
      'driver-opt "com.docker.network.enable_ipv4" is not a valid bool',
    ],
    [
      { Name: 'n', IPAM: subnets({ Subnet: '10.0.0.5/24', Gateway: '10.0.1.1', IPRange: '10.0.0.0/16' }) },
      400,
      [
        'invalid network config:',
        '* invalid subnet 10.0.0.5/24: it should be 10.0.0.0/24',
        '* invalid ip-range 10.0.0.0/16: CIDR block is bigger than its parent subnet 10.0.0.5/24',
        "* invalid gateway 10.0.1.1: parent subnet 10.0.0.5/24 doesn't contain this address",
      ].join('\n'),
    ],
  ])('refuse %j with %d %s', async (body, status, message) => {
    const { told, story } = serve()
    await told('POST /networks/create', { Name: 'there' })
    expect(await told('POST /networks/create', body)).toEqual([status, { message }])
    expect(story()).toEqual(['network create'])
  })

  test.each([
    ['DELETE /networks/none', undefined, 403, 'none is a pre-defined network and cannot be removed'],
    ['GET /networks/bridge?scope=swarm', undefined, 404, 'network bridge not found'],
    ['POST /networks/net/connect', { Container: 'ghost' }, 404, 'No such container: ghost'],
    [
      'POST /networks/net/connect',
      { Container: 'box', EndpointConfig: { IPAMConfig: { IPv4Address: '9.9.9.9' } } },
      400,
      'invalid endpoint settings:\nno configured subnet contains IP address 9.9.9.9',
    ],
    [
      'POST /networks/bridge/connect',
      { Container: 'box', EndpointConfig: { Aliases: ['a'] } },
      400,
      'invalid endpoint settings:\nnetwork-scoped aliases are only supported for user-defined networks',
    ],
    [
      'POST /networks/host/connect',
      { Container: 'box' },
      400,
      'cannot connect container to host network - container must be created in host network mode',
    ],
    ['POST /networks/net/disconnect', { Container: 'ghost', Force: true }, 404, 'endpoint ghost not found'],
  ])('%s %j answers %d %s', async (line, body, status, message) => {
    const { told, create } = serve()
    await told('POST /networks/create', { Name: 'net' })
    create({}, { name: 'box' })
    expect(await told(line, body)).toEqual([status, { message }])
  })

  test('take stopped containers without an event', async () => {
    const { told, create, engine, story } = serve()
    await told('POST /networks/create', { Name: 'net' })
    const box = create({}, { name: 'box' })
    expect(await told('POST /networks/net/connect', { Container: 'box' })).toEqual([200, ''])
    expect([...box.endpoints.keys()]).toEqual(['bridge', 'net'])
    expect(await told('POST /networks/net/disconnect', { Container: 'box' })).toEqual([200, ''])
    const notThere = `container ${box.id} is not connected to the network net`
    expect(await told('POST /networks/net/disconnect', { Container: 'box' })).toEqual([500, { message: notThere }])
    expect(engine.networks.byName('net')?.containerIds.size).toBe(0)
    expect(story()).toEqual(['network create', 'container create'])
  })
})
