import { isIndexType, isManifestType } from '../state/image/content/documents.ts'
import type { Layer } from '../state/image/content/layer.ts'
import { receiveLayer } from '../state/image/content/receive.ts'
import type { Place, Registry, Transfer } from '../state/registry/registry.ts'
import { settled } from '../state/task.ts'
import { ask, type Patience, patienceDefault } from './client.ts'
import { accepted } from './complaints.ts'
import { readBlob, readDocument } from './download.ts'
import { logIn } from './login.ts'
import { documentTypes, resolveName } from './resolve.ts'
import { openSession, type Session } from './session.ts'
import { listTags } from './tags.ts'
import { publish, upload } from './upload.ts'

/** One session for each place that is asked: what it was told once it need not ask again. */
const createSessions = (open: (place: Place) => Session): ((place: Place) => Session) => {
  const sessions = new WeakMap<Place, Session>()
  return place => {
    const session = sessions.get(place) ?? open(place)
    sessions.set(place, session)
    return session
  }
}

/** A registry that speaks the OCI distribution protocol, over the web's own `fetch`. */
export const createHttpRegistry = (origin: string, patience: Patience = patienceDefault): Registry => {
  const pulling = createSessions(place => openSession(origin, place, 'pull', patience))
  const pushing = createSessions(place => openSession(origin, place, 'pull,push', patience))

  const get = async (place: Place, what: string): Promise<Response> => {
    const session = pulling(place)
    const path = `${place.path}/${what}`
    const response = await session.request('GET', path, { headers: { accept: documentTypes } })
    return accepted({ method: 'GET', url: session.url(path) }, response, patience)
  }
  return {
    isSimulated: () => false,
    async ping({ signal }) {
      const { body } = await ask({ method: 'GET', url: `${origin}/v2/`, signal }, patience)
      await body?.cancel()
    },
    resolve: (place, tagOrDigest) => resolveName(pulling(place), place, tagOrDigest, patience),
    tags: place => listTags(pulling(place), place, patience),
    async document(place, descriptor) {
      const { digest, mediaType } = descriptor
      const kind = isIndexType(mediaType) || isManifestType(mediaType) ? 'manifests' : 'blobs'
      return readDocument(await get(place, `${kind}/${digest}`), descriptor, patience)
    },
    *layer(place, descriptor): Transfer<Layer> {
      const response = yield* settled(get(place, `blobs/${descriptor.digest}`))
      const bytes = yield* readBlob(response, descriptor, patience)
      return yield* settled(receiveLayer(bytes, descriptor.mediaType))
    },
    send: (place, part, from) => upload(pushing(place), place, part.blob, from, patience),
    publish: (place, manifest, tag) => publish(pushing(place), place, manifest, tag, patience),
    login: (_, credentials, signal) => logIn(origin, credentials, signal, patience),
  }
}
