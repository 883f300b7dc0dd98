import type { Transfer } from './registry.ts'

/** The simulated line. Fast, because nobody wants to wait for a fake; not instant, so that progress shows. */
const bytesPerMillisecond = 1_000_000
const progressIntervalMilliseconds = 100

/** The time that bytes take on the line. */
export function* move(totalBytes: number): Transfer<void> {
  const chunk = bytesPerMillisecond * progressIntervalMilliseconds
  for (let currentBytes = 0; currentBytes < totalBytes; ) {
    const part = Math.min(chunk, totalBytes - currentBytes)
    yield { afterMilliseconds: part / bytesPerMillisecond }
    currentBytes += part
    yield { moved: { currentBytes, totalBytes } }
  }
}
