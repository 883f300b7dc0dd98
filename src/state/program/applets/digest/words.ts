/** An incremental digest: feed bytes with `update`, take the result once with `digest`. */
export interface Digest {
  update(bytes: Uint8Array): void
  digest(): Uint8Array
}

/** Merkle–Damgård: gathers blocks, pads with 0x80, zeros and the bit length. */
export const blockDigest = (
  blockBytes: number,
  lengthBytes: number,
  littleEndian: boolean,
  compress: (block: Uint8Array) => void,
  result: () => Uint8Array,
): Digest => {
  const block = new Uint8Array(blockBytes)
  let filled = 0
  let total = 0
  const update = (bytes: Uint8Array): void => {
    total += bytes.length
    for (let offset = 0; offset < bytes.length; ) {
      const taken = Math.min(blockBytes - filled, bytes.length - offset)
      block.set(bytes.subarray(offset, offset + taken), filled)
      filled += taken
      offset += taken
      if (filled < blockBytes) return
      compress(block)
      filled = 0
    }
  }
  return {
    update,
    digest() {
      const bits = total * 8
      const padding = new Uint8Array(((2 * blockBytes - lengthBytes - 1 - filled) % blockBytes) + 1 + lengthBytes)
      padding[0] = 0x80
      for (let index = 0; index < 8; index++) {
        const byte = Math.floor(bits / 2 ** (8 * index)) % 256
        padding[littleEndian ? padding.length - lengthBytes + index : padding.length - 1 - index] = byte
      }
      update(padding)
      return result()
    },
  }
}

export const rotateLeft = (value: number, count: number): number => (value << count) | (value >>> (32 - count))
export const rotateRight = (value: number, count: number): number => (value >>> count) | (value << (32 - count))

export const bigEndian = (words: Int32Array): Uint8Array => {
  const bytes = new Uint8Array(words.length * 4)
  const view = new DataView(bytes.buffer)
  words.forEach((word, index) => {
    view.setInt32(index * 4, word)
  })
  return bytes
}

/** The first `count` primes, of whose roots SHA-2 takes its constants. */
const primes = (count: number): number[] => {
  const found: number[] = []
  for (let candidate = 2; found.length < count; candidate++)
    if (found.every(prime => candidate % prime !== 0)) found.push(candidate)
  return found
}

/** The whole `degree`th root of a big number. */
const root = (value: bigint, degree: bigint): bigint => {
  let low = 0n
  let high = 1n << 80n
  while (low < high) {
    const middle = (low + high + 1n) >> 1n
    if (middle ** degree <= value) low = middle
    else high = middle - 1n
  }
  return low
}

/** The first 64 bits after the point of the square (2) or cube (3) roots of the first primes (FIPS 180-4, 4.2 and 5.3). */
export const rootFractions = (count: number, degree: 2 | 3): bigint[] =>
  primes(count).map(prime => root(BigInt(prime) << BigInt(64 * degree), BigInt(degree)) & 0xffff_ffff_ffff_ffffn)
