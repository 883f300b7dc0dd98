/**
 * Text as the C locale sees it: a string with one character (0–255) per byte. Containers set no LANG, so busybox's text
 * tools count, cut and match bytes; and nothing is lost on the way through them when the input is not UTF-8.
 */
export type BinaryText = string

const encoder = new TextEncoder()
const decoder = new TextDecoder()
const sliceBytes = 8192

export const toBinary = (bytes: Uint8Array): BinaryText => {
  if (bytes.length <= sliceBytes) return String.fromCharCode(...bytes)
  const parts: string[] = []
  for (let offset = 0; offset < bytes.length; offset += sliceBytes)
    parts.push(String.fromCharCode(...bytes.subarray(offset, offset + sliceBytes)))
  return parts.join('')
}

export const fromBinary = (text: BinaryText): Uint8Array => {
  const bytes = new Uint8Array(text.length)
  for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index)
  return bytes
}

/** An argument or a file name as the bytes that it consists of. */
export const binaryOf = (text: string): BinaryText => (isPlain(text) ? text : toBinary(encoder.encode(text)))

/** What came in as bytes as a file name or an argument. */
export const textOf = (binary: BinaryText): string => (isPlain(binary) ? binary : decoder.decode(fromBinary(binary)))

const isPlain = (text: string): boolean => {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 127) return false
  return true
}
