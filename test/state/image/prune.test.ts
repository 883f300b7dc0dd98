import { describe, expect, test } from 'vitest'
import { pruneImages } from '../../../src/state/image/prune.ts'
import { stocked } from './stocked.ts'

type Filters = Readonly<Record<string, readonly string[]>>

const world = (profile: string) => {
  const stock = stocked(profile)
  const { engine, make, tag, container, named, told } = stock
  tag(make('used'), 'used:1', 'used:2')
  container('user', 'used:1')
  tag(make('idle', { Labels: { keep: 'no' } }), 'idle:1')
  make('lost', { Labels: { keep: 'no' } })
  make('held')
  container('holder', make('pinned').id)
  const prune = (filters: Filters = {}): string => {
    told()
    return pruneImages(engine, JSON.stringify(filters))
      .removals.map(({ Untagged, Deleted }) => named(Untagged ?? `-${Deleted}`))
      .filter(line => !/^-sha256:[0-9a-f]{64}$/.test(line))
      .join(' ')
  }
  return { ...stock, prune }
}

describe.each([
  ['docker-29', (name: string) => `sha256:<${name}> -sha256:<${name}>`],
  ['docker-28', (name: string) => `-sha256:<${name}>`],
])('pruning %s', (profile, gone) => {
  test('takes what has no name and no container', () => {
    expect(world(profile).prune().split(' ').sort()).toEqual(`${gone('lost')} ${gone('held')}`.split(' ').sort())
  })

  test('of all takes names that no container was made by', () => {
    const { prune, engine } = world(profile)
    const lines = prune({ dangling: ['false'], label: ['keep'] })
    expect(lines.split(' ').sort()).toEqual(`${gone('lost')} idle:1 -sha256:<idle>`.split(' ').sort())
    const left = prune({ dangling: ['false'] })
    expect(left).toContain(profile === 'docker-29' ? 'used:2' : 'used:1')
    expect(engine.images.resolve(profile === 'docker-29' ? 'used:1' : 'used:2')).toBeDefined()
    expect(left).not.toContain('<used>')
  })

  test('looks at labels and at age', () => {
    const { prune } = world(profile)
    expect(prune({ 'label!': ['keep'] })).toBe(gone('held'))
    expect(prune({ until: ['1h'] })).toBe('')
    expect(prune({ label: ['keep=no'] })).toBe(gone('lost'))
  })

  test.each([
    [{ dangling: ['x'] }, "invalid filter 'dangling=[x]'"],
    [{ before: ['x'] }, "invalid filter 'before'"],
  ])('refuses %j', (filters, message) => {
    expect(() => world(profile).prune(filters)).toThrow(message)
  })
})

test('only graph drivers tell of the prune itself', () => {
  const [containerd, graph] = [world('docker-29'), world('docker-28')]
  containerd.prune({ label: ['keep'] })
  expect(containerd.told()).toEqual(['untag sha256:<lost> sha256:<lost>', 'delete sha256:<lost> sha256:<lost>'])
  graph.prune({ label: ['keep'] })
  expect(graph.told()).toEqual(['delete sha256:<lost> sha256:<lost>', 'prune  '])
})

test('tells how much room there is now', () => {
  const { engine } = world('docker-28')
  expect(pruneImages(engine, undefined).reclaimedBytes).toBe('lost'.length + 'held'.length)
})
