/** Keeps what has come, up to so many bytes. */
export interface Kept {
  add(bytes: Uint8Array): void
  /** What was kept, in one piece. */
  whole(): Uint8Array
  /** Whether there was more. */
  readonly isCut: boolean
}

export const keep = (mostBytes: number): Kept => {
  const parts: Uint8Array[] = []
  let kept = 0
  let isCut = false
  return {
    add(bytes) {
      const room = mostBytes - kept
      if (bytes.length > room) isCut = true
      if (room <= 0) return
      // A copy: whoever read the bytes from a socket may use their memory again.
      parts.push(bytes.slice(0, room))
      kept += Math.min(room, bytes.length)
    },
    whole: () => joined(parts),
    get isCut() {
      return isCut
    },
  }
}

export const joined = (parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
