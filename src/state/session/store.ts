import { invalid } from '../error.ts'
import { Pipe } from '../pipe.ts'

/** A connection over which a builder asks its client for files and secrets: HTTP/2, with the daemon as the client. */
export interface BuildSession {
  /** `X-Docker-Expose-Session-Uuid`: how builds name it. May be empty, once. */
  readonly id: string
  readonly name: string
  readonly sharedKey: string
  /** The gRPC methods that the client serves, such as `/moby.filesync.v1.FileSync/DiffCopy`. */
  readonly methods: readonly string[]
  /** From the client. */
  readonly input: Pipe
  /** To the client. */
  readonly output: Pipe
}

export interface SessionStore {
  readonly size: number
  get(id: string): BuildSession | undefined
  /** Opens one that lasts until the client goes. Throws when there is one of that id. */
  open(parts: Pick<BuildSession, 'id' | 'name' | 'sharedKey' | 'methods'>): BuildSession
  /** Throws 400 when a session of that id is open. */
  requireFree(id: string): void
}

/** What an HTTP/2 client says first: its preface, and settings that change nothing. */
const preface = new TextEncoder().encode('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0')

export const createSessionStore = (): SessionStore => {
  const open = new Map<string, BuildSession>()
  const requireFree = (id: string): void => {
    if (open.has(id)) throw invalid(`session ${id} already exists`)
  }
  return {
    get size() {
      return open.size
    },
    get: id => open.get(id),
    requireFree,
    open(parts) {
      requireFree(parts.id)
      const session: BuildSession = { ...parts, input: new Pipe(), output: new Pipe() }
      open.set(parts.id, session)
      session.output.writeWhole(preface)
      drain(session, () => open.delete(parts.id))
      return session
    },
  }
}

/** Nothing asks the client for anything yet: what it says is read and dropped, until it is gone. */
const drain = ({ input, output }: BuildSession, ended: () => void): void => {
  const look = (): void => {
    for (;;) {
      const bytes = input.read()
      if (bytes === undefined) break
      if (bytes.length > 0) continue
      ended()
      output.end()
      return
    }
    input.readable.subscribe(look)
  }
  look()
}
