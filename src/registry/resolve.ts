import { digestOf } from '../state/digest.ts'
import { type Descriptor, mediaTypes } from '../state/image/content/content.ts'
import { RegistryError } from '../state/registry/error.ts'
import type { Place } from '../state/registry/registry.ts'
import { bytesUpTo, type Patience } from './client.ts'
import { readRefusal, refused } from './complaints.ts'
import { documentBytesMax } from './download.ts'
import type { Session } from './session.ts'

export const documentTypes = [
  mediaTypes.dockerManifest,
  mediaTypes.dockerList,
  mediaTypes.manifest,
  mediaTypes.index,
  '*/*',
].join(', ')

const digestPattern = /^sha256:[0-9a-f]{64}$/

/**
 * What a tag or digest names. A HEAD tells, when the registry is well-behaved; its refusal has no reasons, so they are
 * asked for as well.
 */
export const resolveName = async (
  session: Session,
  { path }: Place,
  tagOrDigest: string,
  patience: Patience,
): Promise<Descriptor> => {
  const manifest = `${path}/manifests/${tagOrDigest}`
  const more = { headers: { accept: documentTypes } }
  const head = await session.request('HEAD', manifest, more)
  const asked = digestPattern.test(tagOrDigest) ? tagOrDigest : undefined
  const told = head.ok ? describe(head, asked) : undefined
  if (told) return sound(told)
  const whole = await session.request('GET', manifest, more)
  const isHeadUnknown = head.status === 405
  if (!whole.ok || (!head.ok && !isHeadUnknown)) {
    const refusal = await readRefusal(whole, patience)
    throw refused({ method: 'HEAD', url: session.url(manifest) }, head, refusal, true)
  }
  const bytes = await bytesUpTo(whole, documentBytesMax, patience)
  return sound({ mediaType: typeOf(whole), digest: asked ?? digestOf(bytes), size: bytes.length })
}

const typeOf = ({ headers }: Response): string => (headers.get('content-type') ?? '').split(';')[0]?.trim() ?? ''

const describe = (head: Response, asked: string | undefined): Descriptor | undefined => {
  const digest = asked ?? head.headers.get('docker-content-digest') ?? ''
  const length = head.headers.get('content-length') ?? ''
  if (!digestPattern.test(digest) || !/^\d{1,15}$/.test(length)) return undefined
  return { mediaType: typeOf(head), digest, size: Number(length) }
}

const sound = (descriptor: Descriptor): Descriptor => {
  const { size } = descriptor
  if (size <= documentBytesMax) return descriptor
  throw new RegistryError({ kind: 'size', expectedBytes: documentBytesMax, receivedBytes: size })
}
