import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

/** `sha256:…` of bytes or of a text's UTF-8, as OCI names content. */
export const digestOf = (content: Uint8Array | string): string =>
  `sha256:${bytesToHex(sha256(typeof content === 'string' ? new TextEncoder().encode(content) : content))}`
