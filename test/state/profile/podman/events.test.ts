import { describe, expect, test } from 'vitest'
import type { EventMessage, EventType } from '../../../../src/state/events.ts'
import { retold } from '../../../../src/state/profile/podman/events.ts'
import { profileNamed } from '../../../../src/state/profile/profile.ts'

const told = (profile: string, type: EventType, action: string, attributes: Record<string, string> = {}) => {
  const message: EventMessage = { type, action, actorId: 'sha256:1', attributes, scope: 'local', at: 0 }
  return retold(profileNamed(profile), message)
}

describe('podman', () => {
  test.each<[profile: string, type: EventType, action: string, actions: string[]]>([
    ['podman-5', 'container', 'create', ['create']],
    ['podman-5', 'container', 'start', ['init', 'start']],
    ['podman-5', 'container', 'die', ['die', 'cleanup']],
    ['podman-5', 'container', 'destroy', ['remove']],
    ['podman-5', 'container', 'stop', []],
    ['podman-5', 'container', 'exec_create: echo x', []],
    ['podman-5', 'container', 'exec_start: echo x', ['exec']],
    ['podman-5', 'container', 'health_status: healthy', ['health_status: healthy']],
    ['podman-4', 'container', 'update', []],
    ['podman-5', 'container', 'update', ['update']],
    ['podman-4', 'network', 'create', []],
    ['podman-5', 'network', 'create', ['create']],
    ['podman-5', 'volume', 'destroy', ['remove']],
    ['podman-5', 'volume', 'mount', []],
    ['podman-5', 'image', 'load', ['loadfromarchive']],
  ])('%s tells of a %s that it does %s: %j', (profile, type, action, actions) => {
    expect(told(profile, type, action).map(each => each.action)).toEqual(actions)
  })

  test('tells the exit code twice, and neither signal nor former name', () => {
    const [die] = told('podman-5', 'container', 'die', { exitCode: '3', name: 'web', image: 'x', execDuration: '1' })
    expect(die?.attributes).toEqual({ containerExitCode: '3', exitCode: '3', image: 'x', name: 'web', podId: '' })
    expect(told('podman-5', 'container', 'kill', { signal: '9', name: 'web' })[0]?.attributes).not.toHaveProperty(
      'signal',
    )
    expect(told('podman-5', 'container', 'rename', { oldName: '/a' })[0]?.attributes).not.toHaveProperty('oldName')
  })

  test('calls an image by its digits, a volume by nothing but its name', () => {
    expect(told('podman-5', 'image', 'tag', { name: 'x' })[0]).toMatchObject({ actorId: '1' })
    expect(told('podman-5', 'volume', 'create')[0]).toMatchObject({ actorId: '', attributes: { name: 'sha256:1' } })
  })
})
