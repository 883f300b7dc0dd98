/** Pieces of bytes as one. */
export const joined = (pieces: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let offset = 0
  for (const piece of pieces) {
    whole.set(piece, offset)
    offset += piece.length
  }
  return whole
}

/** Everything that a stream holds. One that holds more than `limitBytes` fails with `tooMuch`. */
export const collect = async (
  stream: ReadableStream<Uint8Array>,
  limitBytes = Number.POSITIVE_INFINITY,
  tooMuch?: () => Error,
): Promise<Uint8Array> => {
  const pieces: Uint8Array[] = []
  const reader = stream.getReader()
  for (let length = 0; ; ) {
    const { done, value } = await reader.read()
    length += value?.length ?? 0
    if (length > limitBytes && tooMuch) {
      const error = tooMuch()
      await reader.cancel(error).catch(() => undefined)
      throw error
    }
    if (done) return pieces.length === 1 && pieces[0] ? pieces[0] : joined(pieces)
    pieces.push(value)
  }
}

const pieceBytes = 64 * 1024

/** Bytes as a stream, in pieces that are views of them. */
export const streamOf = (bytes: Uint8Array): ReadableStream<Uint8Array> => {
  let offset = 0
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (offset < bytes.length) controller.enqueue(bytes.subarray(offset, offset + pieceBytes))
        offset += pieceBytes
        if (offset >= bytes.length) controller.close()
      },
    },
    { highWaterMark: 0 },
  )
}
