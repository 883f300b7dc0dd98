import { describe, expect, test } from 'vitest'
import { filesOf } from '../../../src/state/container/runtime/files.ts'
import { hostFiles } from '../../../src/state/volume/host.ts'
import { layOutMounts, mountVolumes, unmountVolumes } from '../../../src/state/volume/mount.ts'
import { createDaemon, refusalOf } from '../container/daemon.ts'

describe('a volume', () => {
  test('that is empty gets what the image has at its place, owners and links included', () => {
    const { engine, create } = createDaemon()
    create({ HostConfig: { Binds: ['site:/srv'] } })
    const volume = engine.volumes.resolve('site')
    const files = filesOf(engine, volume.tree)
    expect(files.readText('/index.html')).toBe('hello')
    expect(files.stat('/')).toMatchObject({ mode: 0o750, uid: 33 })
    expect(files.stat('/again.html').inode).toBe(files.stat('/index.html').inode)
    expect(volume.populated).toBe(true)
  })

  test('follows the image’s symlinks to what is copied', () => {
    const { engine, create } = createDaemon()
    create({ Volumes: { '/link': {} } })
    const [volume] = [...engine.volumes.all()]
    if (volume) expect(filesOf(engine, volume.tree).readText('/index.html')).toBe('hello')
    expect(volume).toMatchObject({ anonymous: true, labels: { 'com.docker.volume.anonymous': '' } })
  })

  test('keeps its own files, and stays empty with nocopy', () => {
    const { engine, create } = createDaemon()
    create({ HostConfig: { Binds: ['bare:/srv:nocopy'] } })
    expect(filesOf(engine, engine.volumes.resolve('bare').tree).list('/')).toEqual([])
    create({ HostConfig: { Binds: ['site:/tmp'] } })
    filesOf(engine, engine.volumes.resolve('site').tree).writeFile('/own', '1')
    create({ HostConfig: { Binds: ['site:/srv'] } })
    expect(
      filesOf(engine, engine.volumes.resolve('site').tree)
        .list('/')
        .map(({ name }) => name),
    ).toEqual(['own'])
  })

  test('is mounted and unmounted once each, and both are told', () => {
    const { engine, create, events } = createDaemon()
    const container = create({ HostConfig: { Binds: ['data:/data:ro', '/etc:/host'] } })
    const mounts = mountVolumes(engine, container)
    expect(mounts.map(({ destination, readOnly }) => [destination, readOnly])).toEqual([
      ['/data', true],
      ['/host', false],
    ])
    expect(events.at(-1)).toMatchObject({
      action: 'mount',
      actorId: 'data',
      attributes: {
        container: container.id,
        destination: '/data',
        driver: 'local',
        propagation: '',
        'read/write': 'false',
      },
    })
    unmountVolumes(engine, container)
    const count = events.length
    expect(events.at(-1)).toMatchObject({ action: 'unmount', attributes: { container: container.id, driver: 'local' } })
    unmountVolumes(engine, container)
    expect(events).toHaveLength(count)
  })
})

describe('a bind', () => {
  test('of a path that is not there makes a directory on the simulated host, which others see', () => {
    const { engine, create } = createDaemon()
    const [first] = layOutMounts(engine, create({ HostConfig: { Binds: ['/srv/shared:/a'] } }))
    const [second] = layOutMounts(engine, create({ HostConfig: { Binds: ['/srv:/b'] } }))
    expect(first?.tree).toBe(second?.tree)
    expect([first?.subpath, second?.subpath]).toEqual(['/srv/shared', '/srv'])
    expect(hostFiles(engine).stat('/srv/shared').kind).toBe('directory')
  })

  test('of a file mounts a file, and not over a directory', () => {
    const { engine, create } = createDaemon()
    const container = create({ HostConfig: { Binds: ['/etc/hosts:/etc/my/hosts'] } })
    layOutMounts(engine, container)
    expect(filesOf(engine, container.tree).stat('/etc/my/hosts').kind).toBe('file')
    const wrong = create({ HostConfig: { Binds: ['/etc/hosts:/srv'] } })
    expect(refusalOf(() => layOutMounts(engine, wrong))).toContain('Are you trying to mount a directory onto a file')
  })

  test('of one engine is not seen by another', () => {
    const [one, other] = [createDaemon().engine, createDaemon().engine]
    hostFiles(one).makeDirectory('/only-here')
    expect(hostFiles(other).exists('/only-here')).toBe(false)
  })
})

test('places to mount at show among the container’s changes', () => {
  const { engine, create } = createDaemon()
  const container = create({
    HostConfig: { Binds: ['data:/data'], Mounts: [{ Type: 'tmpfs', Target: '/data/scratch' }] },
  })
  const mounts = layOutMounts(engine, container)
  expect(mounts.map(({ destination }) => destination)).toEqual(['/data', '/data/scratch'])
  expect(container.tree.changes()).toEqual([{ path: '/data', kind: 'added' }])
})
