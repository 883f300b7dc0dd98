import { describe, expect, test } from 'vitest'
import { startContainer } from '../../../../src/state/container/start.ts'
import { createNetwork } from '../../../../src/state/network/create.ts'
import { networkInspect } from '../../../../src/state/network/view.ts'
import { refusalOf } from '../../container/daemon.ts'
import { createWorld } from '../../container/world.ts'

const bridge = (option: string): string => `com.docker.network.bridge.${option}`
const subnet = (Subnet: string, rest: object = {}) => ({ IPAM: { Config: [{ Subnet, ...rest }] } })

describe('a bridge', () => {
  test.each([
    [bridge('enable_icc'), 'x', 'strconv.ParseBool: parsing "x": invalid syntax'],
    [bridge('gateway_mode_ipv4'), 'x', 'unknown gateway mode x'],
    [bridge('host_binding_ipv4'), 'x', 'nil ip'],
    ['com.docker.network.driver.mtu', 'x', 'strconv.Atoi: parsing "x": invalid syntax'],
    ['com.docker.network.driver.mtu', '9'.repeat(30), `strconv.Atoi: parsing "${'9'.repeat(30)}": value out of range`],
  ])('refuses the option %s to be %s', (option, value, reason) => {
    const { engine } = createWorld()
    expect(refusalOf(() => createNetwork(engine, { Name: 'n', Options: { [option]: value } }, '1.55'))).toBe(
      `invalid: failed to parse ${option} value: ${value} (${reason})`,
    )
  })

  test.each([
    [{ EnableIPv4: false }, 'invalid: IPv4 or IPv6 must be enabled'],
    [{ IPAM: { Driver: 'null' } }, 'invalid: ipv4 pool is empty'],
    [
      { IPAM: { Config: [{ Subnet: '10.1.0.0/24' }, { Subnet: '10.2.0.0/24' }] } },
      "forbidden: bridge driver doesn't support multiple subnets",
    ],
    [{ Options: { 'com.docker.network.driver.mtu': '-1' } }, 'invalid: invalid MTU number: -1'],
    [
      { Options: { [bridge('gateway_mode_ipv6')]: 'isolated' } },
      "internal: gateway mode 'isolated' can only be used for an internal network",
    ],
    [{ EnableIPv6: true, ...subnet('ff02::/64') }, "invalid: multicast subnet 'ff02::1/64' is not allowed"],
    [
      { EnableIPv6: true, ...subnet('fe80::/80') },
      "invalid: 'fe80::1/80' clashes with the Link-Local prefix 'fe80::/64'",
    ],
    [
      subnet('10.1.0.0/24', { Gateway: '10.1.0.0' }),
      'internal: failed to allocate gateway (10.1.0.0): Address already in use',
    ],
    [
      subnet('10.1.0.0/24', { Gateway: '10.1.0.9', AuxiliaryAddresses: { a: '10.1.0.9' } }),
      'internal: failed to allocate secondary ip address (a:10.1.0.9): Address already in use',
    ],
    [
      { EnableIPv6: true, ...subnet('fd00::/128') },
      'internal: failed to allocate gateway (): no available addresses on this pool',
    ],
  ])('refuses %j with %s', (body, refusal) => {
    const { engine } = createWorld()
    const size = engine.networks.size
    expect(refusalOf(() => createNetwork(engine, { Name: 'n', ...body }, '1.55'))).toBe(refusal)
    expect(engine.networks.size).toBe(size)
  })

  test('refuses addresses that a bridge of another scope or range has', () => {
    const { engine } = createWorld()
    createNetwork(engine, { Name: 'one', ...subnet('10.1.0.0/24', { IPRange: '10.1.0.0/25' }) }, '1.55')
    const ask = (body: object) => refusalOf(() => createNetwork(engine, { Name: 'two', ...body }, '1.55'))
    expect(ask(subnet('10.1.0.0/24'))).toMatch(/^forbidden: invalid pool request: Pool overlaps/)
    expect(ask(subnet('10.1.0.0/24', { IPRange: '10.1.0.128/25' }))).toMatch(/networks have overlapping IPv4$/)
    expect(ask({ Scope: 'global', ...subnet('10.1.0.0/24') })).toMatch(/networks have overlapping IPv4$/)
    expect(ask({ Options: { [bridge('name')]: 'docker0' } })).toMatch(/networks have same bridge name$/)
  })

  test('shows what was asked for first, and then what it got', () => {
    const { engine } = createWorld()
    const shown = (body: object): unknown => {
      const { Id } = createNetwork(engine, { Name: 'n', ...body }, '1.55')
      const network = engine.networks.get(Id ?? '')
      if (!network) throw new Error('a network')
      const subnets = networkInspect(engine, network, '1.55').IPAM?.Config?.map(each => each?.Subnet)
      engine.networks.remove(network)
      return subnets
    }
    expect(shown({ EnableIPv6: true, ...subnet('fd00::/64') })).toEqual(['fd00::/64', '172.18.0.0/16'])
    expect(shown({ EnableIPv6: true, ...subnet('10.1.0.0/24') })?.toString()).toMatch(/^10\.1\.0\.0\/24,fd/)
    expect(shown({ Scope: 'global' })).toEqual(['10.0.0.0/24'])
    expect(shown({ EnableIPv4: false, EnableIPv6: true, ...subnet('fd00::/64') })).toEqual(['fd00::/64'])
  })

  test.each([
    [{}, '10.1.0.1'],
    [{ Internal: true }, ''],
    [{ Internal: true, Options: { [bridge('gateway_mode_ipv4')]: 'isolated' } }, ''],
    [subnet('10.1.0.0/24', { AuxiliaryAddresses: { DefaultGatewayIPv4: '10.1.0.99' } }), '10.1.0.99'],
  ])('made with %j gives containers the gateway %j', (body, gateway) => {
    const { engine, create } = createWorld()
    createNetwork(engine, { Name: 'n', ...subnet('10.1.0.0/24'), ...body }, '1.55')
    const container = create(['idle'], {}, { NetworkMode: 'n' })
    startContainer(engine, container.id)
    expect(container.endpoints.get('n')?.gateway).toBe(gateway)
  })
})

test('containers have an address of each family that their network has', () => {
  const { engine, create } = createWorld()
  const config = { Config: [{ Subnet: '10.1.0.0/24' }, { Subnet: 'fd00::/64' }] }
  createNetwork(engine, { Name: 'both', EnableIPv6: true, IPAM: config }, '1.55')
  createNetwork(engine, { Name: 'six', EnableIPv4: false, EnableIPv6: true, ...subnet('fd01::/64') }, '1.55')
  const addresses = (NetworkMode: string) => {
    const container = create(['idle'], {}, { NetworkMode })
    startContainer(engine, container.id)
    const { ipAddress, ipPrefixLength, globalIpv6Address, globalIpv6PrefixLength, ipv6Gateway, macAddress } =
      container.endpoints.get(NetworkMode) ?? {}
    return [ipAddress, ipPrefixLength, globalIpv6Address, globalIpv6PrefixLength, ipv6Gateway, macAddress !== '']
  }
  expect(addresses('both')).toEqual(['10.1.0.2', 24, 'fd00::2', 64, 'fd00::1', true])
  expect(addresses('both')).toEqual(['10.1.0.3', 24, 'fd00::3', 64, 'fd00::1', true])
  expect(addresses('six')).toEqual(['', 0, 'fd01::2', 64, 'fd01::1', true])
  expect(addresses('none')).toEqual(['', 0, '', 0, '', false])
})
