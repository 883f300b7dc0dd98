const sliceBytes = 0x8000

const toBase64 = (bytes: Uint8Array): string => {
  let binary = ''
  for (let at = 0; at < bytes.length; at += sliceBytes)
    binary += String.fromCharCode(...bytes.subarray(at, at + sliceBytes))
  return btoa(binary)
}

const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), character => character.charCodeAt(0))

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const encoder = new TextEncoder()

/** Bytes in JSON: a text where they are one, so that people can read it, and base64 where they are not. */
export type StoredBytes = string | { readonly base64: string }

export const writeBytes = (bytes: Uint8Array): StoredBytes => {
  try {
    return decoder.decode(bytes)
  } catch {
    return { base64: toBase64(bytes) }
  }
}

export const readBytes = (stored: StoredBytes): Uint8Array =>
  typeof stored === 'string' ? encoder.encode(stored) : fromBase64(stored.base64)
