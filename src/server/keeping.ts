import type { Engine } from '../state/engine.ts'
import type { ByteSource } from '../state/pipe.ts'
import type { Snapshot } from '../state/snapshot/snapshot.ts'
import { takeSnapshot } from '../state/snapshot/take.ts'
import type { App } from './app.ts'
import type { Encoded, EncodedBody } from './encode.ts'
import type { ApiRequest } from './request.ts'
import type { Loss, Way } from './way.ts'

/** Keeps a world while it changes. */
export interface Keeper {
  serve<Sent>(app: Pick<App, 'serve'>, request: ApiRequest, way: Way<Sent>): Sent | Promise<Sent>
  /** Keeps it as it is now. */
  keep(): void
}

/**
 * What a client is told is kept before it is told: whoever has an answer finds what it says after a restart, and whoever has
 * read a line of a log finds that. The world has changed when an event was recorded or a container has said something, and
 * may have changed with every request that is more than a question.
 */
export const createKeeper = (world: () => Engine, save: (snapshot: Snapshot) => void): Keeper => {
  let seen: { readonly engine: Engine; readonly recorded: number; readonly logged: number } | undefined
  const keep = (): void => {
    const engine = world()
    seen = { engine, recorded: engine.events.recorded, logged: engine.containers.logged }
    save(takeSnapshot(engine))
  }
  const keepChanges = (): void => {
    const engine = world()
    const { events, containers } = engine
    if (seen?.engine !== engine || seen.recorded !== events.recorded || seen.logged !== containers.logged) keep()
  }
  return {
    keep,
    serve(app, request, way) {
      const mayChange = request.method !== 'GET' && request.method !== 'HEAD'
      return app.serve(request, new KeepingWay(way, mayChange ? keep : keepChanges, keepChanges))
    },
  }
}

class KeepingWay<Sent> implements Way<Sent> {
  readonly #way: Way<Sent>
  readonly #keep: () => void
  readonly #keepChanges: () => void

  constructor(way: Way<Sent>, keep: () => void, keepChanges: () => void) {
    this.#way = way
    this.#keep = keep
    this.#keepChanges = keepChanges
  }

  received(): void {
    this.#way.received?.()
  }

  send(encoded: Encoded): Sent {
    this.#keep()
    const { body } = encoded
    return this.#way.send(typeof body === 'object' ? { ...encoded, body: this.#before(body) } : encoded)
  }

  fail(): Sent {
    return this.#way.fail()
  }

  lose(how: Loss): Sent | Promise<Sent> {
    return this.#way.lose(how)
  }

  /** Progress tells of steps that are done; what processes say tells of nothing but events and lines. */
  #before(body: Exclude<EncodedBody, string | undefined>): EncodedBody {
    if (body.kind === 'stream') return { ...body, source: keptFirst(body.source, this.#keep) }
    if (body.kind === 'later') {
      const text = body.text.then(told => {
        this.#keep()
        return told
      })
      return { ...body, text }
    }
    if (!body.session) return body
    return { ...body, session: { ...body.session, output: keptFirst(body.session.output, this.#keepChanges) } }
  }
}

const keptFirst = (source: ByteSource, keep: () => void): ByteSource => ({
  readable: source.readable,
  read(max) {
    const bytes = source.read(max)
    if (bytes) keep()
    return bytes
  },
  close: () => source.close(),
})
