import { frameHeaderBytes } from '../../state/stdcopy.ts'
import { FrameReader } from './frames.ts'
import type { Piece, Shaper } from './shape.ts'

const joined = (parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Collects a stream into its frames, and hands on what `emit` makes of each; what is no whole frame stays as it is. */
const framewise = (emit: (frame: Uint8Array) => readonly Piece[]): Shaper => {
  const reader = new FrameReader()
  let parts: Uint8Array[] = []
  return {
    take(bytes) {
      const pieces: Piece[] = []
      for (let at = 0; at < bytes.length; ) {
        const to = reader.advance(bytes, at)
        parts.push(bytes.subarray(at, to))
        at = to
        if (!reader.isBetween) continue
        pieces.push(...emit(joined(parts)))
        parts = []
      }
      return pieces
    },
    flush: () => (parts.length > 0 ? [joined(parts)] : []),
  }
}

/** So many frames at a time, in one piece. */
export const merged = (count: number): Shaper => {
  let waiting: Uint8Array[] = []
  const together = (): Piece[] => {
    const pieces = waiting.length > 0 ? [joined(waiting)] : []
    waiting = []
    return pieces
  }
  const frames = framewise(frame => {
    waiting.push(frame)
    return waiting.length === count ? together() : []
  })
  return { take: bytes => frames.take(bytes), flush: () => [...together(), ...(frames.flush?.() ?? [])] }
}

/** Frames of the multiplexed format cut into smaller ones, whatever character that splits; lines stay as they are. */
export const reframed = (payloadBytesMax: number): Shaper =>
  framewise(frame => {
    const [stream = 0xff] = frame
    if (stream > 3 || frame.length <= frameHeaderBytes + payloadBytesMax) return [frame]
    const smaller: Uint8Array[] = []
    for (let at = frameHeaderBytes; at < frame.length; at += payloadBytesMax) {
      const payload = frame.subarray(at, at + payloadBytesMax)
      const header = new Uint8Array(frameHeaderBytes)
      header[0] = stream
      new DataView(header.buffer).setUint32(4, payload.length)
      smaller.push(joined([header, payload]))
    }
    return smaller
  })

const encoder = new TextEncoder()

/** So many messages of a progress stream, then the one that says why there are no more. */
export const failing = (message: string, after: number): Shaper => {
  const last = encoder.encode(`${JSON.stringify({ errorDetail: { message }, error: message })}\r\n`)
  let count = 0
  const frames = framewise(frame => (count++ < after ? [frame] : [last, 'end']))
  return {
    take: bytes => (after === 0 ? [last, 'end'] : frames.take(bytes)),
    flush: () => [...(frames.flush?.() ?? []), last],
  }
}
