import { expect, test } from 'vitest'
import { listContainers } from '../../../../src/state/container/list.ts'
import { deleteContainer } from '../../../../src/state/container/remove.ts'
import { parsePortRange, portName } from '../../../../src/state/container/settings/port.ts'
import { startContainer } from '../../../../src/state/container/start.ts'
import { containerInspect } from '../../../../src/state/container/view.ts'
import { connectContainer } from '../../../../src/state/network/connect.ts'
import { createNetwork } from '../../../../src/state/network/create.ts'
import { createWorld } from '../world.ts'

test.each([
  ['80', { first: 80, last: 80, protocol: 'tcp' }],
  ['80/UDP', { first: 80, last: 80, protocol: 'udp' }],
  ['8000-8010/sctp', { first: 8000, last: 8010, protocol: 'sctp' }],
  ['', { fault: 'invalid port range: value is empty' }],
  ['x', { fault: "invalid start port 'x': invalid syntax" }],
  ['65536', { fault: "invalid start port '65536': value out of range" }],
  ['1-x', { fault: "invalid end port 'x': invalid syntax" }],
  ['9-8', { fault: 'invalid port range: 9-8' }],
  ['80/icmp', { fault: 'invalid port range: 80/icmp' }],
])('%j reads as %j', (text, expected) => expect(parsePortRange(text)).toEqual(expected))

test('a port without a protocol is one of tcp', () => {
  expect(['80', '53/udp', '1-2', 'x'].map(portName)).toEqual(['80/tcp', '53/udp', '1-2', 'x'])
})

test('ports show only while the container runs, and filters find them only then', () => {
  const { engine, create } = createWorld()
  const container = create(
    ['idle'],
    { ExposedPorts: { '80/tcp': {}, '9/udp': {} } },
    { PortBindings: { '80/tcp': [{ HostPort: '8080' }] } },
  )
  const ports = () => containerInspect(engine, container, '1.55', false).NetworkSettings?.Ports
  const found = (filters: object) =>
    listContainers(engine, { all: true, filters: JSON.stringify(filters), apiVersion: '1.55' }).length
  expect(ports()).toEqual({})
  expect(found({ expose: ['80'] })).toBe(0)
  startContainer(engine, container.id)
  expect(ports()).toEqual({
    '80/tcp': [
      { HostIp: '0.0.0.0', HostPort: '8080' },
      { HostIp: '::', HostPort: '8080' },
    ],
    '9/udp': null,
  })
  expect(listContainers(engine, { apiVersion: '1.55' })[0]?.Ports).toEqual([
    { IP: '0.0.0.0', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
    { IP: '::', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
    { IP: '', PrivatePort: 9, Type: 'udp' },
  ])
  expect([found({ expose: ['70-90'] }), found({ publish: ['8080/tcp'] }), found({ publish: ['80'] })]).toEqual([
    1, 1, 0,
  ])
  deleteContainer(engine, container.id, { force: true })
  expect(found({})).toBe(0)
})

test('ports show where one of the networks leads out, and not on an internal one alone', () => {
  const { engine, create } = createWorld()
  createNetwork(engine, { Name: 'inside', Internal: true }, '1.55')
  const container = create(
    ['idle'],
    { ExposedPorts: { '80/tcp': {} } },
    { NetworkMode: 'inside', PortBindings: { '81/tcp': [{ HostPort: '8081' }] } },
  )
  const ports = () => containerInspect(engine, container, '1.55', false).NetworkSettings?.Ports
  startContainer(engine, container.id)
  expect(ports()).toEqual({})
  connectContainer(engine, 'bridge', container.id, {})
  expect(ports()).toMatchObject({ '80/tcp': null, '81/tcp': [{ HostPort: '8081' }, { HostPort: '8081' }] })
})

test.each([
  ['docker-28', { PrivatePort: 80, Type: 'tcp' }],
  ['docker-29', { IP: '', PrivatePort: 80, Type: 'tcp' }],
])('a port that is not published is listed by %s as %j', (profile, row) => {
  const { engine, create } = createWorld(1, { profile })
  startContainer(engine, create(['idle'], { ExposedPorts: { '80/tcp': {} } }).id)
  expect(listContainers(engine, { apiVersion: '1.51' })[0]?.Ports).toEqual([row])
})
