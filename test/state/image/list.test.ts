import { describe, expect, test } from 'vitest'
import { DockerError } from '../../../src/state/error.ts'
import { listImages } from '../../../src/state/image/list.ts'
import { imageSummaries } from '../../../src/state/image/views/summary.ts'
import { stocked } from './stocked.ts'

type Filters = Readonly<Record<string, readonly string[]>>

const world = (profile: string) => {
  const stock = stocked(profile)
  const { make, tag, engine } = stock
  const old = tag(make('old', { Labels: { a: '1' } }), 'box:1', 'box:2')
  const step = make('step', {}, old)
  const top = tag(make('top', { Labels: { a: '2', b: '' } }, step), 'quay.io/team/top:v1')
  const lost = make('lost')
  const list = (filters: Filters = {}, all = false): string => {
    try {
      return listImages(engine, JSON.stringify(filters), all)
        .map(({ image, names }) => `${stock.named(image.id).slice(7)}[${names.tags.join(' ')}]`)
        .join(' ')
    } catch (error) {
      if (error instanceof DockerError) return `${error.kind}: ${error.message}`
      throw error
    }
  }
  return { ...stock, list, old, step, top, lost }
}

const old = '<old>[box:1 box:2]'
const top = '<top>[quay.io/team/top:v1]'
const lost = '<lost>[]'

/** Seen with 28.5.2, where both kinds of store agree. */
const cases: readonly [filters: Filters, shown: string][] = [
  [{}, `${lost} ${top} ${old}`],
  [{ dangling: ['true'] }, lost],
  [{ dangling: ['false'] }, `${top} ${old}`],
  [{ dangling: ['x'] }, "invalid: invalid filter 'dangling=[x]'"],
  [{ label: ['a'] }, `${top} ${old}`],
  [{ label: ['a=1'] }, old],
  [{ label: ['a', 'b='] }, top],
  [{ reference: ['box'] }, old],
  [{ reference: ['box:1'] }, '<old>[box:1]'],
  [{ reference: ['box:[^1]'] }, '<old>[box:2]'],
  [{ reference: ['box:?'] }, old],
  [{ reference: ['*/box'] }, ''],
  [{ reference: ['docker.io/library/*'] }, old],
  [{ reference: ['*/*/top:*', 'box:2'] }, `${top} <old>[box:2]`],
  [{ before: ['box:1'] }, ''],
  [{ before: ['quay.io/team/top:v1'] }, old],
  [{ since: ['box:2'] }, `${lost} ${top}`],
  [{ since: ['nosuch'] }, 'not-found: No such image: nosuch:latest'],
  [{ until: ['0s'] }, `${top} ${old}`],
  [{ until: ['1h'] }, ''],
  [{ until: ['x'] }, `invalid: invalid value for 'until' filter: failed to parse value as time or duration: "x"`],
  [{ colour: ['red'] }, "invalid: invalid filter 'colour'"],
]

describe.each(['docker-29', 'docker-28'])('the images of %s', profile => {
  test.each(cases)('with %j', (filters, shown) => {
    expect(world(profile).list(filters)).toBe(shown)
  })

  test('with all show what is only a step on the way to another', () => {
    expect(world(profile).list({}, true)).toBe(`${lost} ${top} <step>[] ${old}`)
  })
})

test('stores differ about labels that are not wanted, and about patterns that are none', () => {
  const [containerd, graph] = [world('docker-29'), world('docker-28')]
  expect(containerd.list({ 'label!': ['b'] })).toBe(`${lost} ${old}`)
  expect(graph.list({ 'label!': ['b'] })).toBe("invalid: invalid filter 'label!'")
  expect(containerd.list({ label: ['a!=2'] })).toBe(`${lost} ${old}`)
  expect(graph.list({ label: ['a!=2'] })).toBe('')
  expect(containerd.list({ reference: ['box:['] })).toBe('')
  expect(graph.list({ reference: ['box:['] })).toBe('internal: syntax error in pattern')
})

describe('a row', () => {
  const row = (profile: string, version: string, options = {}) => {
    const { engine, list, named } = world(profile)
    expect(list()).not.toBe('')
    const listed = listImages(engine, JSON.stringify({ reference: ['box:1'] }), false)
    return JSON.parse(named(JSON.stringify(imageSummaries(engine, listed, version, options)[0])))
  }

  test.each(['1.42', '1.43', '1.47', '1.51'])('of a containerd store at %s', version => {
    expect(row('docker-29', version, { manifests: true })).toMatchSnapshot()
  })

  test.each(['1.42', '1.51'])('of graph drivers at %s', version => {
    expect(row('docker-28', version, { sharedSize: true })).toMatchSnapshot()
  })

  test('of an image without a name had a name of its own before 1.43', () => {
    const { engine } = world('docker-29')
    const listed = listImages(engine, JSON.stringify({ dangling: ['true'] }), false)
    const names = (version: string) =>
      imageSummaries(engine, listed, version).map(each => [each.RepoTags, each.RepoDigests])
    expect(names('1.42')).toEqual([[['<none>:<none>'], ['<none>@<none>']]])
    expect(names('1.43')).toEqual([[[], []]])
  })

  test('tells how much of an image others have, too, when asked', () => {
    const { engine } = world('docker-28')
    const sizes = (sharedSize: boolean) =>
      imageSummaries(engine, listImages(engine, undefined, false), '1.51', { sharedSize }).map(each => each.SharedSize)
    expect(sizes(false)).toEqual([-1, -1, -1])
    expect(sizes(true)).toEqual([0, 'oldstep'.length, 'old'.length])
  })
})
