import { describe, expect, test } from 'vitest'
import { readTar } from '../../../src/state/archive/tar.ts'
import { containerChanges } from '../../../src/state/container/changes.ts'
import { containerPathStat, copyFromContainer, copyToContainer } from '../../../src/state/container/copy.ts'
import { exportContainer } from '../../../src/state/container/export.ts'
import { startContainer } from '../../../src/state/container/start.ts'
import { type CreateBody, createDaemon, refusalOf } from './daemon.ts'

const encoder = new TextEncoder()
const file = (path: string, text = 'x') => ({ path, kind: 'file' as const, content: encoder.encode(text) })

const withContainer = (body: CreateBody = {}) => {
  const daemon = createDaemon()
  return { ...daemon, container: daemon.create(body, { name: 'web' }) }
}

describe('copying out', () => {
  test('gives the file, what it is, and tells of it', async () => {
    const { engine, events } = withContainer()
    const { stat, archive } = copyFromContainer(engine, 'web', '/etc/passwd')
    expect(stat).toMatchObject({ name: 'passwd', size: 26, mode: 0o644 })
    expect((await readTar(archive)).map(({ path }) => path)).toEqual(['/passwd'])
    expect(events.at(-1)?.action).toBe('archive-path')
  })

  test('asking what a file is tells nobody', () => {
    const { engine, story } = withContainer()
    expect(containerPathStat(engine, 'web', '/srv')).toMatchObject({ name: 'srv', mode: 2 ** 31 + 0o750 })
    expect(story()).toEqual(['container create'])
  })

  test('reaches into volumes of a container that does not run', () => {
    const { engine } = withContainer({ HostConfig: { Binds: ['data:/srv'] } })
    copyToContainer(engine, 'web', '/srv', [file('/new')])
    expect(engine.volumes.get('data')?.tree.totalBytes).toBeGreaterThan(0)
    expect(containerPathStat(engine, 'web', '/srv/new').size).toBe(1)
  })

  test('mounts volumes for as long as it takes', () => {
    const { engine, story } = withContainer({ HostConfig: { Binds: ['data:/srv'] } })
    copyFromContainer(engine, 'web', '/srv')
    expect(story().slice(-3)).toEqual(['volume mount', 'container archive-path', 'volume unmount'])
  })

  test('sees nothing of what is mounted in the namespace of the container alone', () => {
    const { engine, container } = withContainer({ HostConfig: { Tmpfs: { '/tmp': '' } } })
    startContainer(engine, container.id)
    copyToContainer(engine, 'web', '/tmp', [file('/hidden')])
    expect(container.runtime?.filesystem.exists('/tmp/hidden')).toBe(false)
    expect(containerPathStat(engine, 'web', '/tmp/hidden').size).toBe(1)
    expect(refusalOf(() => containerPathStat(engine, 'web', '/proc/1/comm'))).toContain('Could not find the file')
    expect(containerPathStat(engine, 'web', '/etc/hostname').size).toBeGreaterThan(0)
  })

  test.each([
    ['web', '', 'invalid: bad parameter: path cannot be empty'],
    ['ghost', '/x', 'not-found: No such container: ghost'],
    ['web', '/nosuch', 'not-found: Could not find the file /nosuch in container web'],
  ])('of %s:%s is refused', (reference, path, refusal) => {
    const { engine } = withContainer()
    expect(refusalOf(() => copyFromContainer(engine, reference, path))).toBe(refusal)
    expect(refusalOf(() => containerPathStat(engine, reference, path))).toBe(refusal)
    expect(refusalOf(() => copyToContainer(engine, reference, path, []))).toBe(refusal)
  })
})

describe('copying in', () => {
  test('takes a hard link to nothing for a folder that is missing, as the daemon does', () => {
    const { engine } = withContainer()
    const link = { path: '/l', kind: 'hardlink', target: '/gone' } as const
    expect(refusalOf(() => copyToContainer(engine, 'web', '/tmp', [link]))).toBe(
      'not-found: Could not find the file /tmp in container web',
    )
  })

  test('shows in changes and in an export, and is told', async () => {
    const { engine, events } = withContainer()
    expect(containerChanges(engine, 'web')).toBeNull()
    copyToContainer(engine, 'web', '/tmp', [file('/new')])
    expect(containerChanges(engine, 'web')).toEqual([
      { Path: '/tmp', Kind: 0 },
      { Path: '/tmp/new', Kind: 1 },
    ])
    expect(events.at(-1)?.action).toBe('extract-to-dir')
    const paths = (await readTar(exportContainer(engine, 'web'))).map(({ path }) => path)
    expect(paths).toEqual(expect.arrayContaining(['/.dockerenv', '/etc/passwd', '/tmp/new']))
    expect(events.at(-1)?.action).toBe('export')
  })

  test('is refused where nothing may be written', () => {
    const { engine } = withContainer({ HostConfig: { ReadonlyRootfs: true, Binds: ['data:/data:ro'] } })
    const act = (path: string) => refusalOf(() => copyToContainer(engine, 'web', path, [file('/a')]))
    expect(act('/tmp')).toBe('invalid: container rootfs is marked read-only')
    expect(act('/data')).toBe('invalid: mounted volume is marked read-only')
    expect(act('/etc/passwd')).toBe('invalid: extraction point is not a directory')
  })

  test('is refused when a directory would become a file and the client minds', () => {
    const { engine } = withContainer()
    const options = { noOverwriteDirNonDir: true }
    expect(refusalOf(() => copyToContainer(engine, 'web', '/', [file('/srv')], options))).toMatch(
      /^internal: cannot overwrite/,
    )
  })
})

test('exports refuse containers that are going', () => {
  const { engine, container } = withContainer()
  engine.containers.move(container, 'dead')
  expect(refusalOf(() => exportContainer(engine, 'web'))).toBe(
    `conflict: You cannot export container ${container.id} which is Dead`,
  )
})

test('makes the working directory, and nothing else, that the image does not have', () => {
  const { engine } = withContainer({ WorkingDir: '/a/../work' })
  expect(containerChanges(engine, 'web')).toEqual([{ Path: '/work', Kind: 1 }])
})
