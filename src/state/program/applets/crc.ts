/** The table of a 32-bit cyclic redundancy check; `reflected` for gzip and zip, not for POSIX cksum. */
const crcTable = (reflected: boolean): Uint32Array =>
  Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = reflected ? byte : byte << 24
    for (let bit = 0; bit < 8; bit++) {
      if (reflected) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
      else value = value & 0x80000000 ? (value << 1) ^ 0x04c11db7 : value << 1
    }
    return value >>> 0
  })

const gzipTable = crcTable(true)
const posixTable = crcTable(false)

/** CRC-32 as gzip has it; start with 0 and feed the result back. */
export const crc32 = (bytes: Uint8Array, before = 0): number => {
  let value = ~before
  for (const byte of bytes) value = (gzipTable[(value ^ byte) & 255] as number) ^ (value >>> 8)
  return ~value >>> 0
}

/** POSIX cksum's sum over the bytes; the length goes in at the end. */
export const posixSum = (bytes: Uint8Array, before: number): number => {
  let value = before
  for (const byte of bytes) value = (posixTable[((value >>> 24) ^ byte) & 255] as number) ^ (value << 8)
  return value >>> 0
}

export const posixSumEnd = (sum: number, length: number): number => {
  const bytes: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.push(rest % 256)
  return ~posixSum(Uint8Array.from(bytes), sum) >>> 0
}
