import { type ApiVersion, compareVersions, type Reply } from '../../../spec/index.ts'
import { DockerError, invalid } from '../../state/error.ts'
import { imageAttestations } from '../../state/image/attestations.ts'
import { commitContainer } from '../../state/image/commit.ts'
import { importImage } from '../../state/image/import.ts'
import { listImages } from '../../state/image/list.ts'
import { loadImages, readImageArchive } from '../../state/image/load.ts'
import { decodePlatform, type Platform } from '../../state/image/platform.ts'
import { pruneImages } from '../../state/image/prune.ts'
import { pullImage } from '../../state/image/pull.ts'
import { pushImage } from '../../state/image/push.ts'
import { removeImage } from '../../state/image/remove.ts'
import { saveImages } from '../../state/image/save.ts'
import { searchImages } from '../../state/image/search.ts'
import { tagImage } from '../../state/image/tag.ts'
import { imageHistory } from '../../state/image/views/history.ts'
import { imageInspect } from '../../state/image/views/inspect.ts'
import { imageSummaries } from '../../state/image/views/summary.ts'
import type { ByteSource } from '../../state/pipe.ts'
import {
  errorMessage,
  type Progress,
  type ProgressStep,
  progressStream,
  refusableProgress,
} from '../../state/progress.ts'
import { decodeCredentials } from '../../state/registry/credentials.ts'
import { type Answer, type Exchange, empty, type Handlers, json, stream, tar } from '../answer.ts'
import { streamSource } from '../stream-source.ts'

export const imageHandlers = {
  ImageList: ({ engine, apiVersion }, { query }) => {
    const { all = false, filters, manifests, identity, 'shared-size': sharedSize } = query
    if (identity && !manifests) throw invalid('conflicting options: identity requires manifests=1')
    const listed = listImages(engine, filters, all)
    return json(imageSummaries(engine, listed, apiVersion, { sharedSize, manifests, identity }))
  },

  ImageInspect: ({ engine, apiVersion }, { path, query }) =>
    json(
      imageInspect(engine, path.name, apiVersion, {
        manifests: query.manifests ?? false,
        platform: platformOf(query.platform),
      }),
    ),

  ImageHistory: ({ engine }, { path, query }) => json(imageHistory(engine, path.name, platformOf(query.platform))),

  ImageAttestations: ({ engine }, { path, query }) =>
    json<Reply<'ImageAttestations'>>(
      imageAttestations(engine, path.name, {
        platforms: query.platform ?? [],
        types: query.type ?? [],
        withStatement: query.statement ?? false,
      }),
    ),

  ImageSearch: ({ engine }, { query }) => {
    const { term, limit = 0, filters } = query
    // moby wraps an error that it does not have, and answers nothing at all.
    return limit < 0 ? empty(200) : json<Reply<'ImageSearch'>>(searchImages(engine, term, limit, filters))
  },

  ImageTag: ({ engine }, { path, query }) =>
    empty(tagImage(engine, path.name, query.repo ?? '', query.tag ?? '') ? 201 : 200),

  ImageDelete: ({ engine }, { path, query }) =>
    json(
      removeImage(engine, path.name, {
        force: query.force ?? false,
        prune: !query.noprune,
        platforms: (query.platforms ?? []).map(decodePlatform),
      }),
    ),

  ImagePrune: ({ engine }, { query }) => {
    const { removals, reclaimedBytes } = pruneImages(engine, query.filters)
    return json<Reply<'ImagePrune'>>({
      ImagesDeleted: removals.length === 0 ? null : [...removals],
      SpaceReclaimed: reclaimedBytes,
    })
  },

  ImageCreate: (exchange, { query, body, headers }) => {
    const { engine } = exchange
    const { fromImage = '', tag = '', platform = '' } = query
    const credentials = decodeCredentials(headers['X-Registry-Auth'])
    if (fromImage !== '') return refusable(exchange, pullImage(engine, { fromImage, tag, platform, credentials }))
    const { fromSrc = '', repo = '', message = '', changes = [] } = query
    return importImage(engine, { source: fromSrc, repository: repo, tag, message, changes, platform }, body).then(
      ({ id }) => progress(progressStream(engine.clock, [{ message: { status: id } }])),
    )
  },

  ImagePush: (exchange, { path, query, headers }) => {
    const { apiVersion, engine } = exchange
    const { platform, tag } = query
    const credentials = decodeCredentials(headers['X-Registry-Auth'])
    return refusable(exchange, pushImage(engine, { name: path.name, tag, platform, credentials, apiVersion }))
  },

  ImageCommit: ({ engine }, { query, body }) => {
    const { container = '', repo = '', tag = '', comment = '', author = '', pause = true, changes = [] } = query
    const request = { container, repository: repo, tag, comment, author, pause, changes, config: body }
    return json<Reply<'ImageCommit'>>({ Id: commitContainer(engine, request).id }, 201)
  },

  ImageGet: (exchange, { path, query }) => save(exchange, [path.name], query.platform),

  ImageGetAll: (exchange, { query }) => save(exchange, query.names ?? [], query.platform),

  ImageLoad: ({ engine, apiVersion }, { query, body }) => {
    const options = { quiet: query.quiet ?? true, platforms: platformsOf(query.platform, apiVersion) }
    return readImageArchive(engine, body)
      .then(deliveries => loadImages(engine, deliveries, options), failed)
      .then(steps => progress(progressStream(engine.clock, steps)))
  },
} satisfies Partial<Handlers>

const progress = (source: ByteSource): Answer => stream({ contentType: 'application/json', source })

/** Progress that may be refused before it begins; a client that leaves meanwhile ends it. */
const refusable = (exchange: Exchange, steps: Progress): Answer | Promise<Answer> => {
  const source = refusableProgress(exchange.engine.clock, steps)
  if (!(source instanceof Promise)) return progress(source)
  exchange.signal.addEventListener('abort', () => steps.return(), { once: true })
  return source.then(progress)
}

/** A load that fails has begun to answer by then. */
const failed = (error: unknown): ProgressStep[] => {
  if (!(error instanceof DockerError)) throw error
  return [{ message: errorMessage(error.message) }]
}

const save = ({ engine, apiVersion }: Exchange, names: readonly string[], platforms: string[] | undefined): Answer =>
  tar(streamSource(saveImages(engine, names, platformsOf(platforms, apiVersion))))

const platformOf = (text: string | undefined): Platform | undefined => (text ? decodePlatform(text) : undefined)

/** Several platforms since API 1.52. */
const platformsOf = (texts: readonly string[] = [], apiVersion: ApiVersion): Platform[] => {
  if (texts.length > 1 && compareVersions(apiVersion, '1.52') < 0) {
    throw invalid('multiple platform parameters are not supported in this API version; use API version 1.52 or later')
  }
  return texts.map(decodePlatform)
}
