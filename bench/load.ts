import { RawConnection, requestBytes } from './raw-connection.ts'

export interface LoadLimits {
  readonly connections: number
  /** Whichever comes first ends a load. */
  readonly seconds: number
  readonly requests: number
}

export interface LoadResult {
  readonly requests: number
  readonly seconds: number
}

/** Asks for one path over and over, each connection one request at a time. */
export const load = async (socketPath: string, path: string, limits: LoadLimits): Promise<LoadResult> => {
  const request = requestBytes('GET', path)
  const connections = await Promise.all(
    Array.from({ length: limits.connections }, () => RawConnection.open(socketPath)),
  )
  const begin = performance.now()
  const deadline = begin + limits.seconds * 1000
  let started = 0
  let answered = 0
  const drive = (connection: RawConnection): Promise<void> =>
    new Promise((resolve, reject) => {
      const next = (): void => {
        if (started >= limits.requests || performance.now() >= deadline) {
          resolve()
          return
        }
        started++
        connection.send(request, receive, reject)
      }
      const receive = (answer: Buffer): void => {
        if (answer[9] !== 0x32) {
          reject(new Error(`${path}: ${answer.toString('latin1', 0, 200)}`))
          return
        }
        answered++
        next()
      }
      next()
    })
  try {
    await Promise.all(connections.map(drive))
    return { requests: answered, seconds: (performance.now() - begin) / 1000 }
  } finally {
    for (const connection of connections) connection.close()
  }
}
