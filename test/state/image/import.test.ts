import { describe, expect, test } from 'vitest'
import { streamOf } from '../../../src/state/archive/bytes.ts'
import { createManualClock } from '../../../src/state/clock.ts'
import { createEngine, type Engine } from '../../../src/state/engine.ts'
import { type ImportRequest, importImage } from '../../../src/state/image/import.ts'
import { diffId, layerGzip, layerTar } from './bundle/archives.ts'

const engineOf = (profile: string): Engine => createEngine({ clock: createManualClock(), profile })

const request: ImportRequest = { source: '-', repository: '', tag: '', message: '', changes: [], platform: '' }

const bring = (engine: Engine, changes: Partial<ImportRequest> = {}, archive = layerTar) =>
  importImage(engine, { ...request, ...changes }, streamOf(archive))

describe.each(['docker-29', 'docker-28'])('an import of %s', profile => {
  test('is an image of one layer, with a line that says where it came from', async () => {
    const engine = engineOf(profile)
    const image = await bring(engine)
    expect(image.layers.map(layer => layer.diffId)).toEqual([diffId])
    expect(image).toMatchObject({ comment: 'Imported from -', history: [{ createdBy: '', emptyLayer: false }] })
    expect(image.platform).toEqual({ os: 'linux', architecture: 'amd64' })
    expect([...image.tree().entries()].map(({ path }) => path)).toEqual(['/hello'])
  })

  test('takes a name, a message, instructions and a platform', async () => {
    const engine = engineOf(profile)
    const parts = { repository: 'mine', tag: '1', message: 'by hand', changes: ['CMD /hello'], platform: 'linux/arm64' }
    const image = await bring(engine, parts)
    expect(engine.images.resolve('mine:1')).toBe(image)
    expect([image.comment, image.platform.architecture]).toEqual(['by hand', 'arm64'])
    expect(image.config.Cmd).toEqual(['/bin/sh', '-c', '/hello'])
    expect(engine.events.replay(undefined, undefined).map(({ action }) => action)).toEqual(['tag', 'import'])
  })

  test('of what is squeezed has the same files', async () => {
    expect((await bring(engineOf(profile), {}, layerGzip)).layers[0]?.diffId).toBe(diffId)
  })

  test.each([
    [{ repository: 'Bad' }, /must be lowercase/],
    [{ changes: ['RUN x'] }, /RUN is not a valid change command/],
    [{ platform: 'a/b/c/d' }, /a\/b\/c\/d/],
    [{ source: '' }, /^Get "http:": http: no Host in request URL$/],
    [{ source: 'http://example.com/x.tar' }, /mockerd has no network/],
  ])('with %j is refused, and nothing is stored', async (changes, message) => {
    const engine = engineOf(profile)
    await expect(bring(engine, changes)).rejects.toThrow(message)
    expect(engine.images.size).toBe(0)
  })

  test('of what is no archive is refused', async () => {
    await expect(bring(engineOf(profile), {}, new Uint8Array(2000).fill(65))).rejects.toThrow(
      'archive/tar: invalid tar header',
    )
  })
})

test('a containerd store keeps what came squeezed, and squeezes the rest', async () => {
  const blobOf = async (archive: Uint8Array) => (await bring(engineOf('docker-29'), {}, archive)).layers[0]?.blob
  expect((await blobOf(layerGzip))?.bytes()).toEqual(layerGzip)
  expect((await blobOf(layerTar))?.mediaType).toBe('application/vnd.oci.image.layer.v1.tar+gzip')
})
