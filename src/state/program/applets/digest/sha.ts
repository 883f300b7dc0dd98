import { bigEndian, blockDigest, type Digest, rootFractions, rotateLeft, rotateRight } from './words.ts'

/** FIPS 180-4, SHA-1. */
export const createSha1 = (): Digest => {
  const state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0)
  const words = new Int32Array(80)
  const compress = (block: Uint8Array): void => {
    const view = new DataView(block.buffer, block.byteOffset)
    for (let index = 0; index < 16; index++) words[index] = view.getInt32(index * 4)
    for (let index = 16; index < 80; index++)
      words[index] = rotateLeft(
        at(words, index - 3) ^ at(words, index - 8) ^ at(words, index - 14) ^ at(words, index - 16),
        1,
      )
    let [a = 0, b = 0, c = 0, d = 0, e = 0] = state
    for (let step = 0; step < 80; step++) {
      const round = Math.floor(step / 20)
      const mixed = round === 0 ? (b & c) | (~b & d) : round === 2 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d
      const next = (rotateLeft(a, 5) + mixed + e + (sha1Constants[round] as number) + at(words, step)) | 0
      e = d
      d = c
      c = rotateLeft(b, 30)
      b = a
      a = next
    }
    for (const [index, value] of [a, b, c, d, e].entries()) state[index] = at(state, index) + value
  }
  return blockDigest(64, 8, false, compress, () => bigEndian(state))
}

const at = (words: Int32Array, index: number): number => words[index] as number
const sha1Constants = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6]

const upper = (value: bigint): number => Number(BigInt.asIntN(32, value >> 32n))

/** FIPS 180-4, SHA-256. */
export const createSha256 = (): Digest => {
  const constants = Int32Array.from(rootFractions(64, 3), upper)
  const state = Int32Array.from(rootFractions(8, 2), upper)
  const words = new Int32Array(64)
  const compress = (block: Uint8Array): void => {
    const view = new DataView(block.buffer, block.byteOffset)
    for (let index = 0; index < 16; index++) words[index] = view.getInt32(index * 4)
    for (let index = 16; index < 64; index++) {
      const [early, late] = [at(words, index - 15), at(words, index - 2)]
      const first = rotateRight(early, 7) ^ rotateRight(early, 18) ^ (early >>> 3)
      const second = rotateRight(late, 17) ^ rotateRight(late, 19) ^ (late >>> 10)
      words[index] = at(words, index - 16) + first + at(words, index - 7) + second
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
    for (let step = 0; step < 64; step++) {
      const big = rotateRight(e, 6) ^ rotateRight(e, 11) ^ rotateRight(e, 25)
      const first = (h + big + ((e & f) ^ (~e & g)) + at(constants, step) + at(words, step)) | 0
      const small = rotateRight(a, 2) ^ rotateRight(a, 13) ^ rotateRight(a, 22)
      const second = (small + ((a & b) ^ (a & c) ^ (b & c))) | 0
      h = g
      g = f
      f = e
      e = (d + first) | 0
      d = c
      c = b
      b = a
      a = (first + second) | 0
    }
    for (const [index, value] of [a, b, c, d, e, f, g, h].entries()) state[index] = at(state, index) + value
  }
  return blockDigest(64, 8, false, compress, () => bigEndian(state))
}

const word64 = (value: bigint): bigint => BigInt.asUintN(64, value)
const rotate64 = (value: bigint, count: bigint): bigint => word64((value >> count) | (value << (64n - count)))

/** FIPS 180-4, SHA-512; big numbers are slow, but nobody digests gigabytes in a simulated container. */
export const createSha512 = (): Digest => {
  const constants = rootFractions(80, 3)
  const state = rootFractions(8, 2)
  const words = new BigUint64Array(80)
  const word = (index: number): bigint => words[index] as bigint
  const compress = (block: Uint8Array): void => {
    const view = new DataView(block.buffer, block.byteOffset)
    for (let index = 0; index < 16; index++) words[index] = view.getBigUint64(index * 8)
    for (let index = 16; index < 80; index++) {
      const [early, late] = [word(index - 15), word(index - 2)]
      const first = rotate64(early, 1n) ^ rotate64(early, 8n) ^ (early >> 7n)
      const second = rotate64(late, 19n) ^ rotate64(late, 61n) ^ (late >> 6n)
      words[index] = word64(word(index - 16) + first + word(index - 7) + second)
    }
    let [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n, f = 0n, g = 0n, h = 0n] = state
    for (let step = 0; step < 80; step++) {
      const big = rotate64(e, 14n) ^ rotate64(e, 18n) ^ rotate64(e, 41n)
      const first = word64(h + big + ((e & f) ^ (word64(~e) & g)) + (constants[step] as bigint) + word(step))
      const small = rotate64(a, 28n) ^ rotate64(a, 34n) ^ rotate64(a, 39n)
      const second = small + ((a & b) ^ (a & c) ^ (b & c))
      h = g
      g = f
      f = e
      e = word64(d + first)
      d = c
      c = b
      b = a
      a = word64(first + second)
    }
    for (const [index, value] of [a, b, c, d, e, f, g, h].entries())
      state[index] = word64((state[index] as bigint) + value)
  }
  const result = (): Uint8Array => {
    const bytes = new Uint8Array(64)
    const view = new DataView(bytes.buffer)
    state.forEach((value, index) => {
      view.setBigUint64(index * 8, value)
    })
    return bytes
  }
  return blockDigest(128, 16, false, compress, result)
}
