import type { ByteSource } from '../state/pipe.ts'
import { anyOf, Notifier, type Wait } from '../state/wait.ts'
import type { App } from './app.ts'
import type { Encoded, EncodedBody } from './encode.ts'
import type { ApiRequest } from './request.ts'
import type { Loss, Way } from './way.ts'

/** What goes on between a world and its clients: who waits for time to pass, and what is cut when the world ends. */
export interface Traffic {
  /** Requests that are still arriving. */
  readonly arriving: number
  /** Answers that are awaited, and streams that have not ended; those that only watch do not count. */
  readonly waiting: number
  /** Called when a request has been read, and when an answer has ended. */
  onChange: (() => void) | undefined
  serve<Sent>(app: Pick<App, 'serve'>, request: ApiRequest, way: Way<Sent>): Sent | Promise<Sent>
  /** Ends everything that is open, as a daemon that goes away does. */
  cut(): void
}

/** Streams that end only with the client's patience: nobody who reads them waits for anything. */
const watches = /^(\/v[\d.]+)?\/(events|session)\b/
/** Who controls the world is no part of it. */
const controls = /^(\/v[\d.]+)?\/_mockerd\//

export const createTraffic = (): Traffic => {
  const open = new Set<() => void>()
  const traffic: Mutable<Traffic> = {
    arriving: 0,
    waiting: 0,
    onChange: undefined,
    serve(app, request, way) {
      if (controls.test(request.target)) return app.serve(request, way)
      const call = new Call(traffic, open, way, !watches.test(request.target))
      const sent = app.serve(request, call)
      return sent instanceof Promise && !call.isSent ? call.awaited(sent) : sent
    },
    cut() {
      for (const each of [...open]) each()
    },
  }
  return traffic
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] }

/** One request from its first line to the end of its answer. */
class Call<Sent> implements Way<Sent> {
  readonly #traffic: Mutable<Traffic>
  readonly #open: Set<() => void>
  readonly #way: Way<Sent>
  readonly #counts: boolean
  #phase: 'arriving' | 'waiting' | 'over' = 'arriving'
  isSent = false

  constructor(traffic: Mutable<Traffic>, open: Set<() => void>, way: Way<Sent>, counts: boolean) {
    this.#traffic = traffic
    this.#open = open
    this.#way = way
    this.#counts = counts
    if (counts) traffic.arriving++
  }

  received(): void {
    this.#enter('waiting')
  }

  send(encoded: Encoded): Sent {
    this.isSent = true
    const { body } = encoded
    if (typeof body !== 'object') {
      this.#enter('over')
      return this.#way.send(encoded)
    }
    this.#enter('waiting')
    return this.#way.send({ ...encoded, body: this.#until(body) })
  }

  fail(): Sent {
    this.isSent = true
    this.#enter('over')
    return this.#way.fail()
  }

  lose(how: Loss): Sent | Promise<Sent> {
    this.isSent = true
    this.#enter('over')
    return this.#way.lose(how)
  }

  /** The answer takes its time: a cut ends the waiting for it. */
  awaited(sent: Promise<Sent>): Promise<Sent> {
    return new Promise((resolve, reject) => {
      const cut = (): void => {
        this.#open.delete(cut)
        if (!this.isSent) resolve(this.fail())
      }
      this.#open.add(cut)
      sent.then(resolve, reject).finally(() => this.#open.delete(cut))
    })
  }

  #enter(phase: 'waiting' | 'over'): void {
    if (this.#phase === phase || this.#phase === 'over') return
    const traffic = this.#traffic
    if (this.#counts) {
      if (this.#phase === 'arriving') traffic.arriving--
      else traffic.waiting--
      if (phase === 'waiting') traffic.waiting++
    }
    this.#phase = phase
    if (this.#counts) traffic.onChange?.()
  }

  /** The same body, which tells when it is over and can be ended before. */
  #until(body: Exclude<EncodedBody, string | undefined>): EncodedBody {
    const over = (): void => this.#enter('over')
    if (body.kind === 'stream') return { ...body, source: this.#watch(body.source) }
    if (body.kind === 'later') {
      const text = new Promise<string>((resolve, reject) => {
        const cut = (): void => reject(new Error('the daemon has ended'))
        this.#open.add(cut)
        body.text.then(resolve, reject).finally(() => this.#open.delete(cut))
      })
      text.then(over, over)
      return { ...body, text }
    }
    if (!body.session) {
      over()
      return body
    }
    return { ...body, session: { ...body.session, output: this.#watch(body.session.output) } }
  }

  #watch(source: ByteSource): ByteSource {
    const cutting = new Notifier()
    let isCut = false
    const end = (): void => {
      this.#open.delete(cut)
      this.#enter('over')
    }
    const cut = (): void => {
      isCut = true
      source.close()
      end()
      cutting.notify()
    }
    this.#open.add(cut)
    const readable: Wait = anyOf(source.readable, cutting)
    return {
      readable,
      read(max) {
        const bytes = isCut ? endOfAll : source.read(max)
        if (bytes?.length === 0) end()
        return bytes
      },
      close() {
        end()
        source.close()
      },
    }
  }
}

const endOfAll = new Uint8Array(0)
