import type { Operation } from '../../../spec/index.ts'
import type { Instant } from '../../state/time.ts'
import type { Encoded } from '../encode.ts'
import type { ApiRequest } from '../request.ts'
import type { Loss, Way } from '../way.ts'

/** Larger ones are not kept. */
const keptBytesMax = 65_536

/** A request as it was written down while it went by: nothing is taken apart before somebody asks. */
export class JournalEntry {
  readonly number: number
  readonly at: Instant
  readonly method: string
  /** Path and query. */
  readonly target: string
  /** Undefined: no operation has that path. */
  operation: Operation | undefined
  /** Undefined: there was none, it was a stream, or it was too large. */
  body: Uint8Array | undefined
  /** Undefined: there is no answer yet. */
  status: number | undefined
  answer: string | undefined
  /** There was to be no answer. */
  lost: Loss | undefined

  constructor(number: number, at: Instant, { method, target }: ApiRequest) {
    this.number = number
    this.at = at
    this.method = method
    this.target = target
  }

  get bytes(): number {
    return this.target.length + (this.body?.length ?? 0) + (this.answer?.length ?? 0)
  }
}

/** The way back, which writes down what goes by. */
export class JournaledWay<Sent> implements Way<Sent> {
  readonly #entry: JournalEntry
  readonly #way: Way<Sent>
  readonly #settled: (entry: JournalEntry) => void

  constructor(entry: JournalEntry, way: Way<Sent>, settled: (entry: JournalEntry) => void) {
    this.#entry = entry
    this.#way = way
    this.#settled = settled
  }

  asked(operation: Operation): void {
    this.#entry.operation = operation
  }

  received(): void {
    this.#way.received?.()
  }

  send(encoded: Encoded): Sent {
    const entry = this.#entry
    const { body, status } = encoded
    entry.status = status
    if (typeof body === 'string' && body.length <= keptBytesMax) entry.answer = body
    this.#settled(entry)
    return this.#way.send(encoded)
  }

  fail(): Sent {
    this.#entry.lost = 'cut'
    this.#settled(this.#entry)
    return this.#way.fail()
  }

  lose(how: Loss): Sent | Promise<Sent> {
    this.#entry.lost = how
    this.#settled(this.#entry)
    return this.#way.lose(how)
  }
}

/** A request whose body is kept, too, when somebody reads it as a whole. */
export const keepingBody = (request: ApiRequest, entry: JournalEntry): ApiRequest => {
  if (!request.hasBody) return request
  const { method, target, overNetwork } = request
  return {
    method,
    target,
    overNetwork,
    hasBody: true,
    header: name => request.header(name),
    async bytes(limitBytes) {
      const bytes = await request.bytes(limitBytes)
      if (bytes.length <= keptBytesMax) entry.body = bytes
      return bytes
    },
    stream: () => request.stream(),
    get signal() {
      return request.signal
    },
  }
}
