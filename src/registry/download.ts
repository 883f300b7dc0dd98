import { joined } from '../state/archive/bytes.ts'
import { digestOf } from '../state/digest.ts'
import { type Content, contentOf, type Descriptor } from '../state/image/content/content.ts'
import { RegistryError } from '../state/registry/error.ts'
import type { Transfer } from '../state/registry/registry.ts'
import { settled } from '../state/task.ts'
import { bytesUpTo, type Patience, piecesOf } from './client.ts'

/** The largest manifest that containerd takes (core/remotes/docker/resolver.go, MaxManifestSize). */
export const documentBytesMax = 4 * 1048 * 1048
/** A blob is held in memory. */
const blobBytesMax = 1024 * 1024 * 1024

/** What came, if it is what was asked for. */
const checked = (bytes: Uint8Array, { digest, size }: Descriptor, isBroken: boolean): Uint8Array => {
  const amounts = { expectedBytes: size, receivedBytes: bytes.length }
  if (bytes.length < size) throw new RegistryError({ kind: 'truncated', ...amounts, isBroken })
  if (bytes.length > size) throw new RegistryError({ kind: 'size', ...amounts })
  const actual = digestOf(bytes)
  if (actual !== digest) throw new RegistryError({ kind: 'digest', actual })
  return bytes
}

/** A small blob, whole. Of a descriptor that says no size, only the digest is compared. */
export const readDocument = async (
  response: Response,
  descriptor: Descriptor,
  patience: Patience,
): Promise<Content> => {
  const { mediaType, size } = descriptor
  if (size > documentBytesMax)
    throw new RegistryError({ kind: 'size', expectedBytes: documentBytesMax, receivedBytes: size })
  const bytes = await bytesUpTo(response, size, patience).catch(() => new Uint8Array(0))
  return contentOf(mediaType, checked(bytes, descriptor, true))
}

/** A large blob, in steps that say how far it is. */
export function* readBlob(response: Response, descriptor: Descriptor, patience: Patience): Transfer<Uint8Array> {
  const { size: totalBytes } = descriptor
  if (totalBytes > blobBytesMax)
    throw new RegistryError({ kind: 'size', expectedBytes: blobBytesMax, receivedBytes: totalBytes })
  const pieces = piecesOf(response, patience)
  const chunks: Uint8Array[] = []
  let currentBytes = 0
  let isBroken = false
  try {
    while (currentBytes <= totalBytes) {
      let piece: Uint8Array | undefined
      try {
        piece = yield* settled(pieces.next())
      } catch {
        isBroken = true
      }
      if (!piece) break
      chunks.push(piece)
      currentBytes += piece.length
      yield { moved: { currentBytes: Math.min(currentBytes, totalBytes), totalBytes } }
    }
  } finally {
    pieces.leave()
  }
  return checked(joined(chunks), descriptor, isBroken)
}
