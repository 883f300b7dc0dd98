import { describe, expect, test } from 'vitest'
import { createNetwork } from '../../../../src/state/network/create.ts'
import { refusalOf } from '../../container/daemon.ts'
import { createWorld } from '../../container/world.ts'

const lans = (...made: (readonly [driver: string, options: Record<string, string>])[]) => {
  const { engine } = createWorld()
  const ids: string[] = []
  const outcomes = made.map(([Driver, Options], index) =>
    refusalOf(() => ids.push(createNetwork(engine, { Name: `n${index}`, Driver, Options }, '1.55').Id ?? '')),
  )
  return ids.reduce((text, id) => text.replace(id, '<id>').replace(id.slice(0, 12), '<id>'), outcomes.at(-1) ?? '')
}

describe('macvlan and ipvlan', () => {
  test.each([
    ['macvlan', {}, 'accepted'],
    ['macvlan', { parent: 'eth0', macvlan_mode: 'vepa' }, 'accepted'],
    ['macvlan', { parent: 'eth0.10' }, 'accepted'],
    ['ipvlan', { parent: 'eth0', ipvlan_mode: 'l3', ipvlan_flag: 'private' }, 'accepted'],
    [
      'macvlan',
      { macvlan_mode: 'x' },
      "internal: requested macvlan mode 'x' is not valid, 'bridge' mode is the macvlan driver default",
    ],
    [
      'ipvlan',
      { ipvlan_mode: 'x' },
      "internal: requested ipvlan mode 'x' is not valid, 'l2' mode is the ipvlan driver default",
    ],
    [
      'ipvlan',
      { ipvlan_flag: 'x' },
      "internal: requested ipvlan flag 'x' is not valid, 'bridge' is the ipvlan driver default",
    ],
    ['ipvlan', { parent: 'lo' }, 'internal: loopback interface is not a valid ipvlan parent link'],
    ['macvlan', { parent: 'eth9' }, 'internal: invalid subinterface vlan name eth9, example formatting is eth0.10'],
    ['macvlan', { parent: 'eth9.10' }, 'internal: -o parent interface was not found on the host: eth9'],
    ['macvlan', { parent: 'eth0.9999' }, 'internal: vlan id must be between 1-4094, received: 9999'],
    ['macvlan', { parent: 'eth0.x' }, 'internal: unable to parse a valid vlan id from: x (ex. eth0.10 for vlan 10)'],
    [
      'macvlan',
      { parent: 'eth0.1.2' },
      'internal: required interface name format is: name.vlan_id, ex. eth0.10 for vlan 10, instead received eth0.1.2',
    ],
  ])('%s with %j: %s', (driver, options, outcome) => {
    expect(lans([driver, options])).toBe(outcome)
  })

  test('share a device as their modes allow', () => {
    const on = { parent: 'eth0' }
    const alone = { ...on, macvlan_mode: 'passthru' }
    expect(lans(['macvlan', on], ['macvlan', on])).toBe('accepted')
    expect(lans(['macvlan', on], ['macvlan', alone])).toBe(
      'internal: cannot use mode passthru, macvlan network <id> is already using parent interface eth0',
    )
    expect(lans(['macvlan', alone], ['macvlan', on])).toBe(
      'internal: macvlan network <id> is already using parent interface eth0 in mode passthru',
    )
    expect(lans(['ipvlan', on], ['ipvlan', on])).toBe(
      'internal: network di-<id> is already using parent interface eth0',
    )
    expect(lans(['macvlan', on], ['ipvlan', on])).toBe('accepted')
  })
})
