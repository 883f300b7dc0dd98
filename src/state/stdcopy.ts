/** The stream numbers of Docker's multiplexed format (moby api/pkg/stdcopy). */
export const streamNumbers = { stdin: 0, stdout: 1, stderr: 2, systemerr: 3 } as const

export type StreamNumber = (typeof streamNumbers)[keyof typeof streamNumbers]

/** Number, three zero bytes and the payload's length, big-endian. */
export const frameHeaderBytes = 8

/** One frame: how stdout and stderr share a connection when there is no terminal. */
export const frame = (stream: StreamNumber, payload: Uint8Array): Uint8Array => {
  const framed = new Uint8Array(frameHeaderBytes + payload.length)
  framed[0] = stream
  new DataView(framed.buffer).setUint32(4, payload.length)
  framed.set(payload, frameHeaderBytes)
  return framed
}
