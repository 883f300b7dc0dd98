import { blockDigest, type Digest, rotateLeft } from './words.ts'

const sines = Int32Array.from({ length: 64 }, (_, index) => Math.floor(Math.abs(Math.sin(index + 1)) * 2 ** 32) | 0)
const shifts: readonly (readonly number[])[] = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
]

/** RFC 1321. */
export const createMd5 = (): Digest => {
  const state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476)
  const compress = (block: Uint8Array): void => {
    const view = new DataView(block.buffer, block.byteOffset)
    let [a = 0, b = 0, c = 0, d = 0] = state
    for (let step = 0; step < 64; step++) {
      const round = step >> 4
      const mixed =
        round === 0 ? (b & c) | (~b & d) : round === 1 ? (d & b) | (~d & c) : round === 2 ? b ^ c ^ d : c ^ (b | ~d)
      const word =
        round === 0 ? step : round === 1 ? (5 * step + 1) % 16 : round === 2 ? (3 * step + 5) % 16 : (7 * step) % 16
      const sum = (a + mixed + (sines[step] as number) + view.getInt32(word * 4, true)) | 0
      const next = (b + rotateLeft(sum, shifts[round]?.[step % 4] as number)) | 0
      a = d
      d = c
      c = b
      b = next
    }
    state[0] = (state[0] as number) + a
    state[1] = (state[1] as number) + b
    state[2] = (state[2] as number) + c
    state[3] = (state[3] as number) + d
  }
  const result = (): Uint8Array => {
    const bytes = new Uint8Array(16)
    const view = new DataView(bytes.buffer)
    state.forEach((word, index) => {
      view.setInt32(index * 4, word, true)
    })
    return bytes
  }
  return blockDigest(64, 8, true, compress, result)
}
