import { describe, expect, test } from 'vitest'
import type { Container } from '../../../src/state/container/entity.ts'
import { filesOf } from '../../../src/state/container/runtime/files.ts'
import type { Engine } from '../../../src/state/engine.ts'
import { createVolume } from '../../../src/state/volume/create.ts'
import { hostFiles } from '../../../src/state/volume/host.ts'
import { layOutMounts, mountVolumes, unmountVolumes } from '../../../src/state/volume/mount.ts'
import { createDaemon, refusalOf } from '../container/daemon.ts'

const mountedFiles = (engine: Engine, container: Container) => {
  const [mount] = mountVolumes(engine, container)
  if (!mount) throw new Error('nothing is mounted')
  return filesOf(engine, mount.tree)
}

describe('a local volume', () => {
  test('that binds a directory of the host shows that, and fills it from the image', () => {
    const { engine, create } = createDaemon()
    hostFiles(engine).makeDirectory('/shared')
    createVolume(engine, { name: 'bound', options: { type: 'none', o: 'bind', device: '/shared' } })
    const container = create({ HostConfig: { Binds: ['bound:/srv'] } })
    expect(hostFiles(engine).readText('/shared/index.html')).toBe('hello')
    expect(hostFiles(engine).stat('/shared/again.html').links).toBe(2)
    expect(layOutMounts(engine, container)).toMatchObject([{ destination: '/srv', subpath: '/shared', type: 'volume' }])
    hostFiles(engine).writeFile('/shared/own', '1')
    create({ HostConfig: { Binds: ['bound:/srv'] } })
    expect(hostFiles(engine).readText('/shared/own')).toBe('1')
  })

  test('in memory is empty again when the last container that had it has ended', () => {
    const { engine, create } = createDaemon()
    createVolume(engine, { name: 'memory', options: { type: 'tmpfs', device: 'tmpfs', o: 'size=1m' } })
    const [first, second] = [1, 2].map(() => create({ HostConfig: { Binds: ['memory:/data'] } })) as [
      Container,
      Container,
    ]
    mountedFiles(engine, first).writeFile('/f', 'kept')
    expect(mountedFiles(engine, second).readText('/f')).toBe('kept')
    unmountVolumes(engine, first)
    expect(mountedFiles(engine, first).exists('/f')).toBe(true)
    unmountVolumes(engine, first)
    unmountVolumes(engine, second)
    expect(mountedFiles(engine, first).exists('/f')).toBe(false)
  })

  test('of a server is a share that stays', () => {
    const { engine, create } = createDaemon()
    createVolume(engine, { name: 'share', options: { type: 'nfs', device: ':/x', o: 'addr=192.0.2.1' } })
    const container = create({ HostConfig: { Binds: ['share:/data'] } })
    mountedFiles(engine, container).writeFile('/f', 'kept')
    unmountVolumes(engine, container)
    expect(mountedFiles(engine, container).readText('/f')).toBe('kept')
  })

  test.each<[options: Record<string, string>, refusal: string]>([
    [
      { type: 'none', o: 'bind', device: '/nosuch' },
      'mount /nosuch:/var/lib/docker/volumes/odd/_data, flags: 0x1000: no such file or directory',
    ],
    [
      { type: 'none', o: 'rbind', device: '/nosuch' },
      'mount /nosuch:/var/lib/docker/volumes/odd/_data, flags: 0x5000: no such file or directory',
    ],
    [
      { type: 'ext4', device: '/dev/nosuch' },
      'mount /dev/nosuch:/var/lib/docker/volumes/odd/_data: no such file or directory',
    ],
    [
      { type: 'none', o: 'bind', device: 'relative' },
      'mount relative:/var/lib/docker/volumes/odd/_data, flags: 0x1000: no such file or directory',
    ],
    [{ type: 'foo', device: 'x' }, 'mount x:/var/lib/docker/volumes/odd/_data: no such device'],
  ])('that cannot be mounted keeps a container from starting: %j', (options, refusal) => {
    const { engine, create } = createDaemon()
    createVolume(engine, { name: 'odd', options })
    const container = create({ HostConfig: { Binds: ['odd:/data'] } })
    expect(refusalOf(() => mountVolumes(engine, container))).toBe(
      `internal: error while mounting volume '/var/lib/docker/volumes/odd/_data': failed to mount local volume: ${refusal}`,
    )
  })
})
