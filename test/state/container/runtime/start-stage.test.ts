import { describe, expect, test } from 'vitest'
import type { HostConfig } from '../../../../spec/generated/types.ts'
import { startContainer } from '../../../../src/state/container/start.ts'
import { containerInspect } from '../../../../src/state/container/view.ts'
import { createDaemon, refusalOf } from '../daemon.ts'

const failing = (profile: string, body: { readonly Cmd?: string[]; readonly HostConfig?: HostConfig }) => {
  const { engine, create, events } = createDaemon(profile)
  const donor = create({ Cmd: ['idle'] }, { name: 'donor' })
  const container = create({ Cmd: ['idle'], ...body })
  events.length = 0
  const refusal = refusalOf(() => startContainer(engine, container.id)).replaceAll(donor.id, '<donor>')
  const shown = containerInspect(engine, container, '1.41', false)
  return {
    refusal,
    events: events.map(({ type, action }) => `${type} ${action}`),
    paths: [shown.HostsPath, shown.HostnamePath, shown.LogPath].map(path => path !== ''),
    hasSandbox: shown.NetworkSettings?.SandboxID !== '',
    error: shown.State?.Error?.replaceAll(donor.id, '<donor>'),
  }
}

const leaving = ['network disconnect']
const comingAndLeaving = ['network connect', 'network disconnect']

/** Seen with dockerd 20.10.24, 26.1.5 and 28.5.2. */
describe('a start that fails', () => {
  test.each([
    ['docker-20.10', 'container:donor', "can't join IPC of container <donor>: container <donor> is not running"],
    ['docker-26', 'container:donor', 'failed to join IPC namespace: container <donor> is not running'],
    ['docker-28', 'container:donor', 'failed to join IPC namespace: container <donor> is not running'],
    ['docker-20.10', 'odd', 'Invalid IPC mode: odd'],
  ])(
    'before there is a task, on %s, by IPC mode %s, keeps the files for names and says why',
    (profile, IpcMode, words) => {
      const { error, paths } = failing(profile, { HostConfig: { IpcMode } })
      expect({ error, paths }).toEqual({ error: words, paths: [true, true, false] })
    },
  )

  test.each([
    ['docker-20.10', comingAndLeaving, true],
    ['docker-26', comingAndLeaving, true],
    ['docker-28', leaving, false],
    ['docker-29', leaving, false],
  ])('for want of a program, on %s, tells %j and keeps a log', (profile, told, remembers) => {
    const { events, hasSandbox, paths } = failing(profile, { Cmd: ['nonesuch'] })
    expect({ events, hasSandbox, paths }).toEqual({ events: told, hasSandbox: remembers, paths: [true, true, true] })
  })

  test('for want of a network, where networks come first, keeps nothing', () => {
    const { paths, events, error } = failing('docker-26', { HostConfig: { NetworkMode: 'nonesuch' } })
    expect(error).toContain('network nonesuch not found')
    expect({ paths, events }).toEqual({ paths: [false, false, false], events: [] })
  })

  test('in a container that has no sandbox of its own keeps nothing', () => {
    const { paths, hasSandbox, refusal } = failing('docker-26', { HostConfig: { NetworkMode: 'container:donor' } })
    expect({ paths, hasSandbox }).toEqual({ paths: [false, false, false], hasSandbox: false })
    expect(refusal).toBe('conflict: cannot join network of a non running container: <donor>')
  })
})

test.each(['docker-20.10', 'docker-26', 'docker-28'])(
  'a start that fails before it has mounted anything lets its volumes go all the same, on %s',
  profile => {
    const { engine, create, events, story } = createDaemon(profile)
    create({}, { name: 'donor' })
    const container = create({ Volumes: { '/data': {} }, HostConfig: { IpcMode: 'container:donor' } })
    events.length = 0
    expect(refusalOf(() => startContainer(engine, container.id))).toContain('is not running')
    expect(story().filter(told => told.startsWith('volume'))).toEqual(['volume unmount'])
  },
)
