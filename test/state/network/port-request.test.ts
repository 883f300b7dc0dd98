import { expect, test } from 'vitest'
import { portRequests } from '../../../src/state/network/port-request.ts'

test('-P publishes exposed ports that have no binding', () => {
  const requests = portRequests(
    { PublishAllPorts: true, PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '8000-8010' }] } },
    ['80/tcp', '53/udp'],
  )
  expect(requests).toEqual([
    { containerPort: 80, protocol: 'tcp', hostAddress: '127.0.0.1', hostPorts: [8000, 8010] },
    { containerPort: 53, protocol: 'udp', hostAddress: '', hostPorts: [0, 0] },
  ])
})

test.each([
  [null, '', [0, 0]],
  [[], '', [0, 0]],
  [[{ HostIp: '::1', HostPort: '' }], '::1', [0, 0]],
  [[{ HostPort: '53' }], '', [53, 53]],
] as const)('a binding of %j wants %j and %j', (hosts, hostAddress, hostPorts) => {
  const bindings = { '53/udp': hosts === null ? null : hosts.map(host => ({ ...host })) }
  expect(portRequests({ PortBindings: bindings }, [])).toEqual([
    { containerPort: 53, protocol: 'udp', hostAddress, hostPorts },
  ])
})
