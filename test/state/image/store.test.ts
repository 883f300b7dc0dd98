import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DockerError } from '../../../src/state/error.ts'
import { hexOf } from '../../../src/state/image/identifier.ts'
import { stocked } from './stocked.ts'

const attempt = (act: () => { readonly id: string }): string => {
  try {
    return act().id
  } catch (error) {
    if (error instanceof DockerError) return error.message
    throw error
  }
}

describe('the images of an engine', () => {
  test('are found by every prefix of their ids, as looking at all of them would', () => {
    const { engine, make } = stocked('docker-29')
    const ids = Array.from({ length: 200 }, (_, number) => make(`image-${number}`).id)
    fc.assert(
      fc.property(fc.constantFrom(...ids), fc.integer({ min: 4, max: 64 }), (id, length) => {
        const prefix = hexOf(id).slice(0, length)
        const matching = ids.filter(each => hexOf(each).startsWith(prefix))
        expect(attempt(() => engine.images.resolve(prefix))).toBe(matching.length === 1 ? id : 'ambiguous reference')
      }),
    )
    expect(attempt(() => engine.images.resolve(hexOf(ids[0] ?? '').slice(0, 3)))).toMatch(/^No such image/)
  })

  test.each(['docker-29', 'docker-28'])('of %s keep a name for one image only', profile => {
    const { engine, make, tag } = stocked(profile)
    const [one, other] = [tag(make('one'), 'box:1'), make('other')]
    engine.images.pin(one, `docker.io/library/box@${one.id}`)
    tag(other, 'box:1')
    expect(engine.images.resolve('box:1')).toBe(other)
    expect(one.references.size).toBe(0)
    // A containerd store knew the digest by the name that is gone; a graph driver keeps both apart.
    expect(one.digests.size).toBe(profile === 'docker-29' ? 0 : 1)
    expect(engine.images.inRepository('docker.io/library/box')).toEqual(['docker.io/library/box:1'])
  })

  test('give up what belonged to an image that goes', () => {
    const { engine, make, tag } = stocked('docker-28')
    const base = make('base')
    const top = tag(make('top', {}, base), 'top:1')
    const tree = base.tree()
    const [, layer] = top.layers
    expect(engine.images.layer(layer?.blob.digest ?? '')).toBe(layer)
    engine.images.remove(top)
    expect(engine.images.layer(layer?.blob.digest ?? '')).toBeUndefined()
    expect(engine.images.withLayer(layer?.diffId ?? '').size).toBe(0)
    expect(engine.images.children(base.id).size).toBe(0)
    expect(attempt(() => engine.images.resolve('top:1'))).toBe('No such image: top:1')
    expect(engine.images.tree(base.layers)).toBe(tree)
  })
})
