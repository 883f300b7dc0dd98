import type { Socket } from 'node:net'
import type { Breach, Loss } from '../way.ts'
import type { Outlet } from './pump.ts'

/** A reset as TCP has it. Unix sockets, pipes and TLS have none: there the connection is gone without a farewell. */
const reset = (socket: Socket): void => {
  try {
    socket.resetAndDestroy()
  } catch {
    socket.destroy()
  }
}

/** Where the size of a chunk, or the header of a frame, should be. */
const noSize = 'this is no size\r\n'

/** Ends a socket as no server should, behind what was written. */
export const breakOff = (socket: Socket, how: Loss): void => {
  if (how === 'hang') return
  if (how === 'reset') socket.write('', () => reset(socket))
  else socket.end(how === 'malformed' ? noSize : '')
}

/** An outlet that breaks off at a position. What would have followed is not said. */
export const breaching = (
  outlet: Outlet,
  { cutter, how }: Breach,
  connection: { breakOff(how: Loss): void; destroy(): void },
): Outlet => {
  let isBroken = cutter.isThere
  if (isBroken) connection.breakOff(how)
  return {
    ...outlet,
    write(bytes) {
      if (isBroken) return false
      const taken = cutter.take(bytes)
      if (!cutter.isThere) return outlet.write(bytes)
      isBroken = true
      if (taken > 0) outlet.write(bytes.subarray(0, taken))
      connection.breakOff(how)
      return false
    },
    end() {
      if (isBroken) connection.destroy()
      else outlet.end()
    },
  }
}
