import { describe, expect, test } from 'vitest'
import { readConfig } from '../../../src/state/plugin/config.ts'
import { privilegesOf, verifyPrivileges } from '../../../src/state/plugin/privileges.ts'

const asking = readConfig({
  Network: { Type: 'host' },
  IpcHost: true,
  PidHost: true,
  Mounts: [{ Source: '/var/lib' }, { Name: 'nothing' }],
  Linux: { Capabilities: ['CAP_B', 'CAP_A'], AllowAllDevices: true, Devices: [{ Path: '/dev/fuse' }] },
})

describe('the privileges of a plugin', () => {
  test('are what its configuration asks for, in this order', () => {
    expect(privilegesOf(asking).map(({ Name, Value }) => [Name, Value])).toEqual([
      ['network', ['host']],
      ['host ipc namespace', ['true']],
      ['host pid namespace', ['true']],
      ['mount', ['/var/lib']],
      ['device', ['/dev/fuse']],
      ['allow-all-devices', ['true']],
      ['capabilities', ['CAP_B', 'CAP_A']],
    ])
    expect(privilegesOf(readConfig({ Network: { Type: 'bridge' } }))).toEqual([])
  })

  test('are granted in any order and with any description', () => {
    const granted = privilegesOf(asking).toReversed()
    const described = granted.map(({ Name, Value }) => ({ Name, Value: Value?.toReversed(), Description: 'mine' }))
    expect(() => verifyPrivileges(asking, described)).not.toThrow()
  })

  test.each<[what: string, granted: ReturnType<typeof privilegesOf>]>([
    ['none', []],
    ['all but one', privilegesOf(asking).slice(1)],
    ['one twice', [...privilegesOf(asking), ...privilegesOf(asking).slice(0, 1)]],
  ])('are not granted by %s', (_, granted) => {
    expect(() => verifyPrivileges(asking, granted)).toThrow('incorrect privileges')
  })
})
