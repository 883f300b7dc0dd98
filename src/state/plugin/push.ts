import type { Engine } from '../engine.ts'
import { familiarRepository, fullName, parseReference, withDefaultTag } from '../image/reference.ts'
import type { ByteSource } from '../pipe.ts'
import { type ProgressStep, progressStream } from '../progress.ts'
import { verifyPush } from './remote.ts'

/** `POST /plugins/{name}/push`: to the registry of its name, where it can be pulled from then on. */
export const pushPlugin = (engine: Engine, name: string): ByteSource => {
  const { name: ownName, content } = engine.plugins.resolve(name)
  const reference = withDefaultTag(parseReference(ownName))
  const ids = [content.manifestDigest, content.layerDigest, content.configDigest].map(shortDigest)
  const each = (status: string): ProgressStep[] => ids.map(id => ({ message: { status, progressDetail: {}, id } }))
  const Tag = reference.tag ?? ''
  const aux = { Tag, Digest: content.manifestDigest, Size: content.manifestBytes }
  const upload = (): void => {
    verifyPush(engine, reference)
    engine.plugins.pushed.set(fullName(reference), { ...content, config: structuredClone(content.config) })
  }
  return progressStream(engine.clock, [
    { message: { status: `The push refers to repository [${familiarRepository(reference)}]` } },
    ...each('Preparing'),
    { act: upload },
    ...each('Upload complete'),
    { message: { progressDetail: {}, aux } },
  ])
}

const shortDigest = (digest: string): string => digest.slice('sha256:'.length, 'sha256:'.length + 12)
