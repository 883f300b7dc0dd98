import { describe, expect, test } from 'vitest'
import type { HostConfig } from '../../../spec/generated/types.ts'
import { portRequests, type Reach } from '../../../src/state/network/port-request.ts'

const ipv4: Reach = { ipv4: true, ipv6: false, defaultAddress: '0.0.0.0' }
const ipv6: Reach = { ipv4: false, ipv6: true, defaultAddress: '0.0.0.0' }
const local: Reach = { ipv4: true, ipv6: false, defaultAddress: '127.0.0.1' }

const asked = (hostConfig: HostConfig, reach: Reach = ipv4, exposed: string[] = []): string[] =>
  portRequests(hostConfig, exposed, reach).map(
    ({ containerPort, protocol, hostAddresses, hostPorts }) =>
      `${hostAddresses.join()} ${hostPorts.join('-')} ${containerPort}/${protocol}`,
  )

const bound = (...hosts: object[]): HostConfig => ({ PortBindings: { '80/tcp': hosts } })

test('-P publishes exposed ports that have no binding', () => {
  const hostConfig = { PublishAllPorts: true, ...bound({ HostIp: '127.0.0.1', HostPort: '8000-8010' }) }
  expect(asked(hostConfig, ipv4, ['80/tcp', '53/udp'])).toEqual(['0.0.0.0,:: 0-0 53/udp', '127.0.0.1 8000-8010 80/tcp'])
})

test.each([
  [{ PortBindings: { '80/tcp': null } }, ['0.0.0.0,:: 0-0 80/tcp']],
  [{ PortBindings: { '80/tcp': [] } }, ['0.0.0.0,:: 0-0 80/tcp']],
  [bound({ HostIp: '::1', HostPort: '' }), ['::1 0-0 80/tcp']],
  [bound({ HostPort: '53' }), ['0.0.0.0,:: 53-53 80/tcp']],
])('%j asks for %j', (hostConfig, expected) => {
  expect(asked(hostConfig)).toEqual(expected)
})

describe('the addresses of the host', () => {
  test.each([
    [ipv4, '', ['0.0.0.0,::']],
    [ipv6, '', ['::']],
    [local, '', ['127.0.0.1']],
    [{ ...ipv4, defaultAddress: '::1' }, '', ['::1']],
    [ipv4, '127.0.0.1', ['127.0.0.1']],
    [ipv6, '127.0.0.1', []],
    [ipv6, '::1', ['::1']],
    [ipv4, '::1', ['::1']],
  ])('for %j and %j are %j', (reach, HostIp, expected) => {
    expect(asked(bound({ HostIp, HostPort: '80' }), reach).map(text => text.split(' ')[0])).toEqual(expected)
  })
})

test('exact ports come before ranges, and addresses of the same port together', () => {
  const hostConfig = {
    PortBindings: {
      '90/udp': [{ HostPort: '9000' }],
      '80/tcp': [
        { HostPort: '8000-8001' },
        { HostIp: '127.0.0.2', HostPort: '80' },
        { HostIp: '127.0.0.1', HostPort: '80' },
      ],
      '90/tcp': [{ HostPort: '9001' }],
    },
  }
  expect(asked(hostConfig)).toEqual([
    '127.0.0.1,127.0.0.2 80-80 80/tcp',
    '0.0.0.0,:: 9001-9001 90/tcp',
    '0.0.0.0,:: 9000-9000 90/udp',
    '0.0.0.0,:: 8000-8001 80/tcp',
  ])
})
