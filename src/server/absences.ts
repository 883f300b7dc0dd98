import type { Absence } from '../state/profile/podman/absent.ts'
import type { Depth } from './encode.ts'

interface AbsentReply {
  readonly status: number
  /** How far a request comes. */
  readonly depth: Depth
  /** Absent: the reason of the status, as the router writes it. */
  readonly message?: (path: string) => object
}

/** podman pkg/api/handlers/compat/unsupported.go and swarm.go. */
export const absences: Readonly<Record<Absence, AbsentReply>> = {
  path: { status: 404, depth: 'unrouted' },
  method: { status: 405, depth: 'unrouted' },
  support: {
    status: 404,
    depth: 'routed',
    message: path => ({ cause: '', message: `Path ${path} is not supported`, response: 0 }),
  },
  swarm: {
    status: 503,
    depth: 'unrouted',
    message: path => {
      const message = `Podman does not support service: ${path}`
      return { cause: message, message, response: 503 }
    },
  },
}
