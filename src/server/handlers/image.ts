import type { Reply } from '../../../spec/index.ts'
import type { Engine } from '../../state/engine.ts'
import { notImplemented } from '../../state/error.ts'
import { listImages } from '../../state/image/list.ts'
import { pruneImages } from '../../state/image/prune.ts'
import { pullImage } from '../../state/image/pull.ts'
import { removeImage } from '../../state/image/remove.ts'
import { tagImage } from '../../state/image/tag.ts'
import { imageHistory, imageInspect, imageSummary } from '../../state/image/view.ts'
import type { ByteSource } from '../../state/pipe.ts'
import { empty, type Handlers, json, stream } from '../answer.ts'

export const imageHandlers = {
  ImageList: ({ engine, apiVersion }, { query }) =>
    json(listImages(engine, query.filters).map(image => imageSummary(engine, image, apiVersion))),

  ImageInspect: ({ engine, apiVersion }, { path }) => json(imageInspect(engine.images.resolve(path.name), apiVersion)),

  ImageHistory: ({ engine }, { path }) => json(imageHistory(engine.images.resolve(path.name))),

  ImageTag: ({ engine }, { path, query }) =>
    empty(tagImage(engine, path.name, query.repo ?? '', query.tag ?? '') ? 201 : 200),

  ImageDelete: ({ engine }, { path, query }) => json(removeImage(engine, path.name, query.force ?? false)),

  ImagePrune: ({ engine }, { query }) => {
    const { removals, reclaimedBytes } = pruneImages(engine, query.filters)
    return json<Reply<'ImagePrune'>>({
      ImagesDeleted: removals.length === 0 ? null : [...removals],
      SpaceReclaimed: reclaimedBytes,
    })
  },

  ImageCreate: ({ engine }, { query }) =>
    stream({ contentType: 'application/json', source: creation(engine, query.fromImage, query.tag, query.platform) }),
} satisfies Partial<Handlers>

/** One operation, two verbs: with `fromImage` it pulls, without it imports, which a later issue brings. */
const creation = (engine: Engine, fromImage = '', tag = '', platform = ''): ByteSource => {
  if (fromImage === '') throw notImplemented('mockerd does not import images yet')
  return pullImage(engine, fromImage, tag, platform)
}
