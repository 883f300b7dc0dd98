import { createTarDecoder, type TarHeader } from 'modern-tar'
import { DockerError, internal } from '../error.ts'
import type { FileEntry } from '../filesystem/contract.ts'
import { microsecondsPerMillisecond, microsecondsPerSecond } from '../time.ts'
import { joined } from './bytes.ts'
import { decompress } from './compression.ts'
import { type ArchiveEntry, blockBytes, packMember } from './member.ts'
import { hardLinkTarget, memberPath, whiteoutOf } from './name.ts'

/** The one asynchronous corner of the engine: archives are read before a command runs and written after it. */

export interface ReadOptions {
  /** Content and headers together, uncompressed; more is refused as a full disk would refuse it. */
  readonly limitBytes?: number
  /** Read `.wh.` names as the whiteouts of an image layer. */
  readonly whiteouts?: boolean
}

export const archiveBytesMax = 1024 * 1024 * 1024

type HeaderType = NonNullable<TarHeader['type']>

const kindOf: Readonly<Partial<Record<HeaderType, FileEntry['kind']>>> = {
  file: 'file',
  link: 'hardlink',
  symlink: 'symlink',
  directory: 'directory',
  fifo: 'fifo',
  'character-device': 'character-device',
  // The simulated world has no block devices; a node of the other kind keeps name and owner.
  'block-device': 'character-device',
}

/** Reads a whole archive, compressed or not. Throws `DockerError` for one that is cut off, corrupt, too big or hostile. */
export const readTar = async (stream: ReadableStream<Uint8Array>, options: ReadOptions = {}): Promise<FileEntry[]> => {
  const ending = endOfArchive()
  const plain = (await decompress(stream)).pipeThrough(ending.stream)
  const reader = plain.pipeThrough(createTarDecoder({ strict: true })).getReader()
  const limit = options.limitBytes ?? archiveBytesMax
  const entries: FileEntry[] = []
  let sizeBytes = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return entries
      sizeBytes += blockBytes + value.header.size
      if (sizeBytes > limit) throw tooLarge(value.header.name)
      const content = await collect(value.body, value.header.size, ending.filler)
      const entry = readEntry(value.header, content, options.whiteouts === true)
      if (entry) entries.push(entry)
    }
  } catch (error) {
    await reader.cancel(error).catch(() => undefined)
    throw translate(error, ending.cut())
  }
}

export const tooLarge = (name = '/'): DockerError => internal(`write ${name}: no space left on device`)

/** What the decoder says, in the words of Go's archive/tar. */
const translate = (error: unknown, cut: boolean): DockerError => {
  if (error instanceof DockerError) return error
  const truncated = cut || /truncated/i.test(error instanceof Error ? error.message : '')
  return internal(truncated ? 'unexpected EOF' : 'archive/tar: invalid tar header')
}

/**
 * Go takes the end of the bytes for the end of an archive, the decoder wants the two blocks of zeros; so they are added.
 * Content must never be read from them, which `filler` tells, nor half a header, which `cut` tells.
 */
const endOfArchive = () => {
  let total = 0
  let filler: ArrayBufferLike | undefined
  const stream = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      total += chunk.length
      controller.enqueue(chunk)
    },
    flush(controller) {
      const zeros = new Uint8Array((-total & (blockBytes - 1)) + 2 * blockBytes)
      filler = zeros.buffer
      controller.enqueue(zeros)
    },
  })
  return { stream, filler: () => filler, cut: () => filler !== undefined && total % blockBytes !== 0 }
}

const collect = async (
  body: ReadableStream<Uint8Array>,
  sizeBytes: number,
  filler: () => ArrayBufferLike | undefined,
): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = []
  let length = 0
  const reader = body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    if (value.buffer === filler()) throw internal('unexpected EOF')
    chunks.push(value)
    length += value.length
  }
  if (length !== sizeBytes) throw internal('unexpected EOF')
  return joined(chunks)
}

const isId = (value: number | undefined): boolean =>
  value === undefined || (Number.isInteger(value) && value >= 0 && value < 2 ** 32)

const modifiedAtOf = ({ mtime, pax }: TarHeader): number => {
  const seconds = pax && Object.hasOwn(pax, 'mtime') ? Number(pax.mtime) : Number.NaN
  const instant = Number.isFinite(seconds)
    ? Math.round(seconds * microsecondsPerSecond)
    : (mtime?.getTime() ?? 0) * microsecondsPerMillisecond
  if (!Number.isSafeInteger(instant)) throw internal('archive/tar: invalid tar header')
  return instant
}

const readEntry = (header: TarHeader, content: Uint8Array, whiteouts: boolean): FileEntry | undefined => {
  const kind = kindOf[header.type ?? 'file']
  if (!kind || header.name.includes('\0') || !isId(header.uid) || !isId(header.gid))
    throw internal('archive/tar: invalid tar header')
  const path = memberPath(header.name)
  const mark = whiteouts ? whiteoutOf(path) : undefined
  if (mark) return mark === 'skip' ? undefined : mark
  const { linkname = '' } = header
  return {
    path,
    kind,
    mode: (header.mode ?? 0) & 0o7777,
    uid: header.uid ?? 0,
    gid: header.gid ?? 0,
    modifiedAt: modifiedAtOf(header),
    ...(kind === 'file' ? { content } : {}),
    ...(kind === 'symlink' ? { target: linkname } : {}),
    ...(kind === 'hardlink' ? { target: hardLinkTarget(linkname) } : {}),
  }
}

/** About so much is packed at a time, then it waits to be asked for more. */
const batchBytes = 256 * 1024
const endBytes = 2 * blockBytes

/** An archive of `entries`, made as it is read. The bytes depend on nothing but the entries. */
export const writeTar = (entries: Iterable<ArchiveEntry>): ReadableStream<Uint8Array> => {
  const pending = batches(entries)
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const { done, value } = pending.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      cancel() {
        pending.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )
}

/** The same archive in one piece. */
export const packTar = (entries: Iterable<ArchiveEntry>): Uint8Array => joined([...blocks(entries)])

function* blocks(entries: Iterable<ArchiveEntry>): Generator<Uint8Array, undefined> {
  for (const entry of entries) yield* packMember(entry) ?? []
  yield new Uint8Array(endBytes)
}

function* batches(entries: Iterable<ArchiveEntry>): Generator<Uint8Array, undefined> {
  let batch: Uint8Array[] = []
  let sizeBytes = 0
  for (const block of blocks(entries)) {
    batch.push(block)
    sizeBytes += block.length
    if (sizeBytes <= batchBytes) continue
    yield joined(batch)
    batch = []
    sizeBytes = 0
  }
  if (batch.length > 0) yield joined(batch)
}
