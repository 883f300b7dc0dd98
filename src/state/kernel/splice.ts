import { SystemError } from '../filesystem/contract.ts'
import type { StreamSocket } from './network.ts'

const chunkBytes = 65_536

/** Joins two connections: what one end says the other hears, and each half ends by itself. */
export const splice = (a: StreamSocket, b: StreamSocket): void => {
  let open = 2
  const leave = (halves: number): void => {
    open -= halves
    if (open > 0) return
    a.release()
    b.release()
  }
  pour(a, b, leave)
  pour(b, a, leave)
}

/** Says at its end how many halves are over: both when a connection is broken. */
const pour = (from: StreamSocket, to: StreamSocket, leave: (halves: number) => void): void => {
  let rest: Uint8Array | undefined
  const move = (): void => {
    try {
      for (;;) {
        const bytes = rest ?? from.read(chunkBytes)
        if (bytes === undefined) {
          from.readable.subscribe(move)
          return
        }
        if (bytes.length === 0) {
          to.shutdown()
          leave(1)
          return
        }
        const taken = to.write(bytes)
        rest = taken === bytes.length ? undefined : bytes.subarray(taken)
        if (taken > 0) continue
        to.writable.subscribe(move)
        return
      }
    } catch (error) {
      if (!(error instanceof SystemError)) throw error
      leave(2)
    }
  }
  move()
}
