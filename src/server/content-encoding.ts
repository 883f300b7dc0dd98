import { compress, compressors } from '../state/archive/compression.ts'
import type { Headers } from './answer.ts'

/** What archives can be squeezed with, in the daemon's order of preference (writeCompressedResponse, container/copy.go). */
const codings = Object.keys(compressors) as Coding[]

type Coding = keyof typeof compressors

const quality = (accept: string, coding: Coding): number => {
  for (const part of accept.split(',')) {
    const [name = '', ...parameters] = part.split(';').map(each => each.trim().toLowerCase())
    if (name !== coding && name !== '*') continue
    const given = parameters.find(each => each.startsWith('q='))
    return given === undefined ? 1 : Number(given.slice(2)) || 0
  }
  return 0
}

/** The bytes as the client would rather have them, and the header that says how that is. */
export const encodeFor = (
  accept: string | undefined,
  bytes: ReadableStream<Uint8Array>,
): { readonly bytes: ReadableStream<Uint8Array>; readonly headers: Headers } => {
  const wanted = codings
    .map(coding => ({ coding, weight: quality(accept ?? '', coding) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)[0]
  if (!wanted) return { bytes, headers: {} }
  return { bytes: compress(bytes, wanted.coding), headers: { 'Content-Encoding': wanted.coding } }
}
