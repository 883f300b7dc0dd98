import type { Content } from '../state/image/content/content.ts'
import type { Arrived, Place, Transfer } from '../state/registry/registry.ts'
import { settled } from '../state/task.ts'
import type { Patience } from './client.ts'
import { accepted, readRefusal, refused } from './complaints.ts'
import type { Session } from './session.ts'

/** Sends a blob, unless the registry has it or takes it from another of its repositories. */
export function* upload(
  session: Session,
  { path }: Place,
  blob: Content,
  [from]: readonly string[],
  patience: Patience,
): Transfer<Arrived> {
  const { digest, sizeBytes: totalBytes } = blob
  if (yield* settled(has(session, `${path}/blobs/${digest}`, patience))) return { how: 'present' }
  const place = yield* settled(begin(session, path, digest, from, patience))
  if (place === undefined) return { how: 'mounted', from: from ?? path }
  yield { moved: { currentBytes: 0, totalBytes } }
  yield* settled(put(session, place, 'application/octet-stream', blob, patience))
  yield { moved: { currentBytes: totalBytes, totalBytes } }
  return { how: 'sent' }
}

const has = async (session: Session, path: string, patience: Patience): Promise<boolean> => {
  const response = await session.request('HEAD', path)
  if (response.ok || response.status === 404) return response.ok
  const reasons = response.status === 403 ? await session.request('GET', path) : response
  const url = session.url(path)
  throw refused({ method: 'HEAD', url }, response, await readRefusal(reasons, patience), true)
}

/** Where to put the bytes; undefined when the registry has mounted them. */
const begin = async (
  session: Session,
  path: string,
  digest: string,
  from: string | undefined,
  patience: Patience,
): Promise<string | undefined> => {
  const uploads = `${path}/blobs/uploads/`
  const mount = from === undefined ? '' : `?${new URLSearchParams({ mount: digest, from })}`
  const first = await session.request('POST', `${uploads}${mount}`, from === undefined ? {} : { alsoFrom: from })
  if (first.status === 201 && from !== undefined) return undefined
  const isRefusedMount = from !== undefined && first.status === 401
  const response = isRefusedMount ? await session.request('POST', uploads) : first
  const url = session.url(uploads)
  const { headers } = await accepted({ method: 'POST', url }, response, patience)
  const location = new URL(headers.get('location') ?? '', url)
  location.searchParams.append('digest', digest)
  return location.href
}

const put = async (
  session: Session,
  path: string,
  contentType: string,
  content: Content,
  patience: Patience,
): Promise<void> => {
  const headers = { 'content-type': contentType }
  const response = await session.request('PUT', path, { headers, body: new Uint8Array(content.bytes()) })
  const { body } = await accepted({ method: 'PUT', url: session.url(path) }, response, patience)
  await body?.cancel()
}

/** Stores a manifest under its tag, or under its digest alone. */
export const publish = (
  session: Session,
  { path }: Place,
  manifest: Content,
  tag: string | undefined,
  patience: Patience,
): Promise<void> => put(session, `${path}/manifests/${tag ?? manifest.digest}`, manifest.mediaType, manifest, patience)
