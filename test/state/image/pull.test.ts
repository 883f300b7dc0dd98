import { describe, expect, test } from 'vitest'
import { createManualClock } from '../../../src/state/clock.ts'
import { createEngine } from '../../../src/state/engine.ts'
import { pullImage } from '../../../src/state/image/pull.ts'
import { removeImage } from '../../../src/state/image/remove.ts'
import { tagImage } from '../../../src/state/image/tag.ts'

const world = (registry: 'open' | 'closed' = 'open') => {
  const clock = createManualClock()
  const engine = createEngine({ clock, registry })
  const pull = (name: string, tag = 'latest', platform = ''): Record<string, unknown>[] => {
    const source = pullImage(engine, name, tag, platform)
    const decoder = new TextDecoder()
    let text = ''
    clock.runUntilIdle(60_000)
    for (let chunk = source.read(); chunk && chunk.length > 0; chunk = source.read()) {
      text += decoder.decode(chunk)
      clock.runUntilIdle(60_000)
    }
    return text
      .split('\r\n')
      .filter(line => line !== '')
      .map(line => JSON.parse(line))
  }
  return { clock, engine, pull }
}

describe('a pull', () => {
  test('says what a containerd store says, in order', () => {
    const { engine, pull } = world()
    const statuses = pull('busybox').map(({ status }) => status)
    expect(statuses).toEqual([
      'Pulling from library/busybox',
      'Pulling fs layer',
      'Downloading',
      'Download complete',
      'Extracting',
      'Pull complete',
      expect.stringMatching(/^Digest: sha256:[0-9a-f]{64}$/),
      'Status: Downloaded newer image for busybox:latest',
    ])
    expect(engine.events.replay(undefined, undefined).map(({ action, actorId }) => `${action} ${actorId}`)).toEqual([
      'pull busybox:latest',
    ])
  })

  test('of what is there says so, and fetches nothing', () => {
    const { pull } = world()
    pull('busybox')
    expect(pull('busybox').map(({ status }) => status)).toEqual([
      'Pulling from library/busybox',
      expect.stringMatching(/^Digest/),
      'Status: Image is up to date for busybox:latest',
    ])
  })

  test('finds layers that another image brought', () => {
    const { pull } = world()
    pull('alpine', '3')
    expect(pull('redis', '7-alpine').map(({ status }) => status)).toContain('Already exists')
  })

  test('takes simulated time, and nothing is stored before its end', () => {
    const { clock, engine } = world()
    pullImage(engine, 'postgres', '16', '')
    clock.advance(100)
    expect(engine.images.size).toBe(0)
    clock.advance(2000)
    expect(engine.images.resolve('postgres:16').references).toEqual(new Set(['docker.io/library/postgres:16']))
  })

  test('that nobody listens to any more ends', () => {
    const { clock, engine } = world()
    pullImage(engine, 'postgres', '16', '').close()
    clock.runUntilIdle(10_000)
    expect(engine.images.size).toBe(0)
  })

  test('without a tag brings every tag of the repository', () => {
    const { engine, pull } = world()
    pull('alpine', '')
    expect(engine.images.resolve('alpine:edge').references.size).toBeGreaterThan(0)
  })

  const refused: readonly [name: string, tag: string, platform: string, kind: string, message: RegExp][] = [
    [
      'nosuch/x',
      'latest',
      '',
      'not-found',
      /^pull access denied for nosuch\/x, repository does not exist or may require 'docker login'$/,
    ],
    [
      'busybox',
      'nope',
      '',
      'not-found',
      /^failed to resolve reference "docker.io\/library\/busybox:nope": docker.io\/library\/busybox:nope: not found$/,
    ],
    ['scratch', 'latest', '', 'forbidden', /^'scratch' is a reserved name$/],
    ['Upper', 'latest', '', 'invalid', /must be lowercase/],
    ['busybox', 'latest', 'linux/arm64', 'not-found', /^no matching manifest for linux\/arm64/],
    ['busybox', 'latest', 'a/b/c/d', 'invalid', /a\/b\/c\/d/],
  ]
  for (const [name, tag, platform, kind, message] of refused) {
    test(`of ${name}:${tag} ${platform} is refused before the first byte`, () => {
      const { engine } = world()
      expect(() => pullImage(engine, name, tag, platform)).toThrow(
        expect.objectContaining({ kind, message: expect.stringMatching(message) }),
      )
    })
  }

  test('from a closed registry is refused', () => {
    expect(() => world('closed').pull('busybox')).toThrow(/registry is closed/)
  })
})

describe('names of images', () => {
  test('one image may have several, and goes with the last', () => {
    const { engine, pull } = world()
    pull('busybox')
    expect(tagImage(engine, 'busybox', 'mine/box', 'v1')).toBe(true)
    const { id } = engine.images.resolve('mine/box:v1')
    expect(removeImage(engine, 'busybox', false)).toEqual([{ Untagged: 'busybox:latest' }])
    expect(removeImage(engine, 'mine/box:v1', false)).toEqual([{ Untagged: 'mine/box:v1' }, { Deleted: id }])
    expect(engine.images.size).toBe(0)
    expect(() => engine.images.resolve('busybox')).toThrow('No such image: busybox:latest')
  })

  test('an id, its digest and its prefixes resolve alike', () => {
    const { engine, pull } = world()
    pull('busybox')
    const image = engine.images.resolve('busybox')
    const hex = image.id.slice('sha256:'.length)
    for (const reference of [
      image.id,
      hex,
      hex.slice(0, 12),
      hex.slice(0, 4),
      `busybox@${image.id}`,
      image.configuration.digest,
    ]) {
      expect(engine.images.resolve(reference)).toBe(image)
    }
  })

  test('an id with several names wants force', () => {
    const { engine, pull } = world()
    pull('busybox')
    tagImage(engine, 'busybox', 'other', '')
    const { id } = engine.images.resolve('busybox')
    expect(() => removeImage(engine, id, false)).toThrow(
      /must be forced\) - image is referenced in multiple repositories/,
    )
    expect(removeImage(engine, id, true)).toHaveLength(3)
  })
})
