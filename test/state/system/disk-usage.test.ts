import { describe, expect, test } from 'vitest'
import { createManualClock } from '../../../src/state/clock.ts'
import { createContainer } from '../../../src/state/container/create.ts'
import { createEngine } from '../../../src/state/engine.ts'
import { pruneImages } from '../../../src/state/image/prune.ts'
import { diskUsage } from '../../../src/state/system/disk-usage.ts'
import { createVolume } from '../../../src/state/volume/create.ts'
import { pullNow } from '../image/pulled.ts'

const world = (profile = 'docker-29') => {
  const clock = createManualClock()
  const engine = createEngine({ clock, seed: 1, profile })
  for (const [name, tag] of [
    ['alpine', '3'],
    ['redis', '7-alpine'],
  ] as const) {
    pullNow(engine, name, tag)
  }
  const body = { Image: 'alpine:3', HostConfig: { Binds: ['data:/data'] } }
  createContainer(engine, { name: 'user', body, apiVersion: '1.51' })
  return engine
}

const million = 1_000_000

describe('disk usage', () => {
  test('counts a layer that images share once', () => {
    const { LayersSize, Images } = diskUsage(world('docker-28'), '1.51', [], false)
    expect(LayersSize).toBe(8 * million + 4500 + 42 * million)
    expect(Images?.map(({ RepoTags, SharedSize, Containers }) => [RepoTags, SharedSize, Containers])).toEqual([
      [['alpine:3'], 8 * million, 1],
      [['redis:7-alpine'], 8 * million, 0],
    ])
  })

  test('counts what a containerd store keeps packed, too', () => {
    const { LayersSize = 0, Images } = diskUsage(world('docker-29'), '1.51', [], false)
    const [alpine, redis] = Images ?? []
    const packed = (LayersSize ?? 0) - 50 * million - 4500
    expect(packed).toBeGreaterThan(0)
    // All but the two indexes belongs to a platform.
    const platforms = (alpine?.Size ?? 0) + (redis?.Size ?? 0) - (redis?.SharedSize ?? 0)
    expect(LayersSize).toBeGreaterThan(platforms)
    expect(LayersSize).toBeLessThan(platforms + 2000)
  })

  test('gives lists before 1.52, lists and summaries from then on, summaries alone when verbose', () => {
    const engine = world()
    const keys = (version: string, verbose: boolean) => Object.keys(diskUsage(engine, version, [], verbose))
    const lists = ['LayersSize', 'Images', 'Containers', 'Volumes', 'BuildCache']
    const summaries = ['ImageUsage', 'ContainerUsage', 'VolumeUsage', 'BuildCacheUsage']
    expect(keys('1.51', false)).toEqual(lists)
    expect(keys('1.52', false)).toEqual([...lists, ...summaries])
    expect(keys('1.52', true)).toEqual(summaries)
  })

  test('sums up what is active and what could go', () => {
    expect(diskUsage(world(), '1.52', [], true)).toMatchObject({
      ImageUsage: { ActiveCount: 1, TotalCount: 2 },
      ContainerUsage: { TotalCount: 1 },
      VolumeUsage: { ActiveCount: 1, TotalCount: 1, Items: [{ Name: 'data', UsageData: { RefCount: 1, Size: 0 } }] },
      BuildCacheUsage: {},
    })
  })

  test('leaves out volumes that options put elsewhere', () => {
    const engine = world()
    createVolume(engine, { name: 'bound', options: { type: 'none', o: 'bind', device: '/etc' } })
    expect(diskUsage(engine, '1.51', [], false).Volumes?.map(({ Name }) => Name)).toEqual(['data'])
  })

  test('can be limited to kinds, and refuses others', () => {
    const engine = world()
    expect(Object.keys(diskUsage(engine, '1.51', ['volume'], false))).toEqual(['Volumes'])
    expect(() => diskUsage(engine, '1.51', ['bogus'], false)).toThrow('unknown object type: bogus')
  })
})

describe('pruning images', () => {
  const filters = (value: Record<string, string[]>): string => JSON.stringify(value)

  test('takes those without a name, or on request all that nobody uses', () => {
    const engine = world('docker-28')
    expect(pruneImages(engine, undefined)).toEqual({ removals: [], reclaimedBytes: 0 })
    const { removals, reclaimedBytes } = pruneImages(engine, filters({ dangling: ['false'] }))
    expect(removals).toEqual([
      { Untagged: 'redis:7-alpine' },
      { Untagged: expect.stringMatching(/^redis@sha256:/) },
      ...Array.from({ length: 3 }, () => ({ Deleted: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) })),
    ])
    expect(reclaimedBytes).toBe(42 * million + 4500)
    expect([...engine.images.all()].flatMap(({ references }) => [...references])).toEqual([
      'docker.io/library/alpine:3',
    ])
  })

  test('looks at labels and age', () => {
    const engine = world()
    expect(pruneImages(engine, filters({ dangling: ['false'], label: ['a'] })).removals).toEqual([])
    expect(pruneImages(engine, filters({ dangling: ['false'], until: ['2020-01-01'] })).removals).toEqual([])
    expect(() => pruneImages(engine, filters({ colour: ['red'] }))).toThrow("invalid filter 'colour'")
  })
})
