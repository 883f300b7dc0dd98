import { Deflate, Gzip } from 'fflate'
import { DockerError, internal, notImplemented } from '../error.ts'

interface Format {
  readonly name: Compression
  readonly magic: readonly number[]
  /** What DecompressionStream calls it, where it can. */
  readonly decoder: string
}

/** What dockerd recognizes (moby/go-archive compression): by their first bytes, never by a header or a name. */
const formats: readonly Format[] = [
  { name: 'gzip', magic: [0x1f, 0x8b, 0x08], decoder: 'gzip' },
  { name: 'bzip2', magic: [0x42, 0x5a, 0x68], decoder: 'bzip2' },
  { name: 'xz', magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], decoder: 'xz' },
  { name: 'zstd', magic: [0x28, 0xb5, 0x2f, 0xfd], decoder: 'zstd' },
]

const magicBytes = 6

const formatOf = (head: Uint8Array): Format | undefined =>
  formats.find(({ magic }) => magic.every((byte, index) => head[index] === byte))

export type Compression = 'gzip' | 'bzip2' | 'xz' | 'zstd'

/** How bytes are compressed, when they are. */
export const compressionOf = (head: Uint8Array): Compression | undefined => formatOf(head)?.name

/** The stream's first chunks, at least `magicBytes` unless it ends before, and all of it again. */
const peek = async (
  stream: ReadableStream<Uint8Array>,
): Promise<[head: Uint8Array, all: ReadableStream<Uint8Array>]> => {
  const reader = stream.getReader()
  let head = new Uint8Array(0)
  let ended = false
  while (head.length < magicBytes && !ended) {
    const { done, value } = await reader.read()
    ended = done
    if (!value) continue
    const longer = new Uint8Array(head.length + value.length)
    longer.set(head)
    longer.set(value, head.length)
    head = longer
  }
  const all = new ReadableStream<Uint8Array>({
    start(controller) {
      if (head.length > 0) controller.enqueue(head)
      if (ended) controller.close()
    },
    async pull(controller) {
      const { done, value } = await reader.read()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    cancel: reason => reader.cancel(reason),
  })
  return [head, all]
}

const decoderFor = (format: Format): TransformStream<Uint8Array, Uint8Array> => {
  try {
    return new DecompressionStream(format.decoder as 'gzip') as unknown as TransformStream<Uint8Array, Uint8Array>
  } catch {
    throw notImplemented(`cannot read an archive compressed with ${format.name}: this runtime has no decoder for it`)
  }
}

/** What runtimes say of damaged gzip, on the left, and what Go says of the same on the right. */
const complaints: readonly (readonly [said: RegExp, failure: DockerError])[] = [
  [/trailing|junk/i, notImplemented('cannot read an archive of several gzip members')],
  [/unexpected end|Z_BUF_ERROR|incomplete|truncated|premature/i, internal('unexpected EOF')],
  [/./, internal('gzip: invalid checksum')],
]

const failureOf = (error: unknown): DockerError | undefined => {
  if (error instanceof DockerError) return error
  const said = error instanceof Error ? `${error.name} ${error.message} ${String(error.cause)}` : String(error)
  return complaints.find(([pattern]) => pattern.test(said))?.[1]
}

/** A stream whose failures are in the daemon's words. */
const translated = (stream: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> => {
  const reader = stream.getReader()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read()
          if (done) controller.close()
          else controller.enqueue(value)
        } catch (error) {
          controller.error(failureOf(error))
        }
      },
      cancel: reason => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
}

/** The plain bytes of a stream that may be compressed. */
export const decompress = async (stream: ReadableStream<Uint8Array>): Promise<ReadableStream<Uint8Array>> => {
  const [head, all] = await peek(stream)
  const format = formatOf(head)
  if (!format) return all
  try {
    return translated(all.pipeThrough(decoderFor(format)))
  } catch (error) {
    await all.cancel(error)
    throw error
  }
}

/** How an answer can be squeezed. */
export const compressors = {
  gzip: () => new Gzip({ mtime: 0 }),
  deflate: () => new Deflate(),
} as const

/** Not the runtime's own CompressionStream: each runtime's makes other bytes of the same input. */
export const compress = (
  stream: ReadableStream<Uint8Array>,
  coding: keyof typeof compressors,
): ReadableStream<Uint8Array> => {
  const compressor = compressors[coding]()
  const reader = stream.getReader()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        let hasSent = false
        compressor.ondata = (bytes, final) => {
          if (bytes.length > 0) controller.enqueue(bytes)
          if (final) controller.close()
          hasSent ||= bytes.length > 0 || final
        }
        while (!hasSent) {
          const { done, value } = await reader.read()
          compressor.push(value ?? new Uint8Array(0), done)
        }
      },
      cancel: reason => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
}
