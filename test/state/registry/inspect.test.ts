import { describe, expect, test } from 'vitest'
import { createManualClock } from '../../../src/state/clock.ts'
import { createEngine, type Engine } from '../../../src/state/engine.ts'
import { nobody } from '../../../src/state/registry/credentials.ts'
import { inspectDistribution } from '../../../src/state/registry/inspect.ts'
import { pullNow } from '../image/pulled.ts'

const inspect = (name: string, engine: Engine = createEngine({ clock: createManualClock() })) =>
  inspectDistribution(engine, name, nobody, new AbortController().signal)

describe('what a registry has under a name', () => {
  test('is an index with the platforms of its images, by tag and by digest', async () => {
    const engine = createEngine({ clock: createManualClock() })
    const { id, index } = pullNow(engine, 'alpine')
    const said = {
      Descriptor: { mediaType: 'application/vnd.oci.image.index.v1+json', digest: id, size: index?.sizeBytes },
      Platforms: [
        { architecture: 'amd64', os: 'linux' },
        { architecture: 'arm64', os: 'linux', variant: 'v8' },
      ],
    }
    expect(await inspect('alpine', engine)).toEqual(said)
    expect(await inspect(`alpine@${id}`, engine)).toEqual(said)
  })

  test('is a manifest, of which nobody says for what it is', async () => {
    const engine = createEngine({ clock: createManualClock() })
    const { manifest } = pullNow(engine, 'alpine')
    const { Descriptor, Platforms } = await inspect(`alpine@${manifest.digest}`, engine)
    expect([Descriptor?.digest, Descriptor?.mediaType, Platforms]).toEqual([manifest.digest, manifest.mediaType, null])
  })

  test.each([
    ['alpine:nope', 'not-found', 'manifest unknown: manifest unknown'],
    [
      'nosuch',
      'forbidden',
      'errors:\ndenied: requested access to the resource is denied\nunauthorized: authentication required\n',
    ],
    ['localhost:5000/x', 'not-found', 'manifest unknown: manifest unknown'],
    ['UPPER', 'invalid', 'invalid reference format: repository name (library/UPPER) must be lowercase'],
    ['a:b:c', 'invalid', 'invalid reference format'],
    ['scratch', 'invalid', "'scratch' is a reserved name"],
    ['0'.repeat(64), 'internal', 'no manifest found for full image ID'],
    [`sha256:${'0'.repeat(64)}`, 'internal', 'no manifest found for full image ID'],
  ])('%s is refused', async (name, kind, message) => {
    await expect(inspect(name)).rejects.toMatchObject({ kind, message })
  })

  test('cannot be known without network', async () => {
    await expect(inspect('alpine', createEngine({ registry: 'closed' }))).rejects.toMatchObject({
      kind: 'internal',
      message: 'Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io: no such host',
    })
  })
})
