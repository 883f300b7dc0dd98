import { Violation } from './violation.ts'
import { decodeText } from './wire.ts'

/** A frame of a multiplexed stream: one output's bytes (moby api/pkg/stdcopy). */
export interface Frame {
  readonly output: 'stdin' | 'stdout' | 'stderr' | 'system'
  readonly bytes: Uint8Array
}

const outputs = ['stdin', 'stdout', 'stderr', 'system'] as const
const headBytes = 8

/** Takes a multiplexed stream apart; a violation where the frames do not fit. */
export const framesOf = (bytes: Uint8Array): Frame[] => {
  const frames: Frame[] = []
  for (let at = 0; at < bytes.length; ) {
    const head = new DataView(bytes.buffer, bytes.byteOffset + at, Math.min(headBytes, bytes.length - at))
    const output = outputs[head.byteLength < headBytes ? -1 : head.getUint8(0)]
    const length = head.byteLength < headBytes ? 0 : head.getUint32(4)
    if (output === undefined || at + headBytes + length > bytes.length)
      throw new Violation(
        'a multiplexed stream',
        'whole frames',
        JSON.stringify(decodeText(bytes.subarray(at, at + 64))),
      )
    frames.push({ output, bytes: bytes.subarray(at + headBytes, at + headBytes + length) })
    at += headBytes + length
  }
  return frames
}

/** What each output wrote, put together. */
export const textsOf = (frames: readonly Frame[]): { stdout: string; stderr: string } => {
  const text = (wanted: Frame['output']): string =>
    frames.flatMap(({ output, bytes }) => (output === wanted ? [decodeText(bytes)] : [])).join('')
  return { stdout: text('stdout'), stderr: text('stderr') }
}
