import type { Instant } from '../../time.ts'
import type { BinaryText } from '../applets/binary.ts'

export type Value =
  | { readonly kind: 'string'; text: BinaryText }
  | { readonly kind: 'list'; readonly items: BinaryText[] }
  | { readonly kind: 'set'; readonly members: Set<BinaryText> }
  | { readonly kind: 'hash'; readonly fields: Map<BinaryText, BinaryText> }
  | { readonly kind: 'zset'; readonly scores: Map<BinaryText, number> }

export type ValueOf<Kind extends Value['kind']> = Extract<Value, { kind: Kind }>

/** WRONGTYPE and its like: what a command answers instead of a value. */
export class CommandError extends Error {}

const empty: { readonly [Kind in Value['kind']]: () => ValueOf<Kind> } = {
  string: () => ({ kind: 'string', text: '' }),
  list: () => ({ kind: 'list', items: [] }),
  set: () => ({ kind: 'set', members: new Set() }),
  hash: () => ({ kind: 'hash', fields: new Map() }),
  zset: () => ({ kind: 'zset', scores: new Map() }),
}

const sizeOf = (value: Value): number => {
  switch (value.kind) {
    case 'string':
      return 1
    case 'list':
      return value.items.length
    case 'set':
      return value.members.size
    case 'hash':
      return value.fields.size
    case 'zset':
      return value.scores.size
  }
}

/** One numbered database. A key that has expired is gone as soon as somebody looks. */
export class Database {
  readonly #values = new Map<BinaryText, Value>()
  readonly #expiries = new Map<BinaryText, Instant>()
  readonly #now: () => Instant

  constructor(now: () => Instant) {
    this.#now = now
  }

  get(key: BinaryText): Value | undefined {
    const expiry = this.#expiries.get(key)
    if (expiry !== undefined && expiry <= this.#now()) this.delete(key)
    return this.#values.get(key)
  }

  /** The value, if it is of that kind; throws the error that redis answers when it is of another. */
  typed<Kind extends Value['kind']>(key: BinaryText, kind: Kind): ValueOf<Kind> | undefined {
    const value = this.get(key)
    if (value && value.kind !== kind)
      throw new CommandError('WRONGTYPE Operation against a key holding the wrong kind of value')
    return value as ValueOf<Kind> | undefined
  }

  /** The same, made when it is missing. */
  made<Kind extends Value['kind']>(key: BinaryText, kind: Kind): ValueOf<Kind> {
    const known = this.typed(key, kind)
    if (known) return known
    const value: ValueOf<Kind> = empty[kind]()
    this.#values.set(key, value)
    return value
  }

  set(key: BinaryText, value: Value): void {
    this.#values.set(key, value)
    this.#expiries.delete(key)
  }

  /** Collections that have become empty vanish. */
  tidy(key: BinaryText): void {
    const value = this.#values.get(key)
    if (value && sizeOf(value) === 0) this.delete(key)
  }

  delete(key: BinaryText): boolean {
    this.#expiries.delete(key)
    return this.#values.delete(key)
  }

  expireAt(key: BinaryText, instant: Instant | undefined): void {
    if (instant === undefined) this.#expiries.delete(key)
    else this.#expiries.set(key, instant)
  }

  expiry(key: BinaryText): Instant | undefined {
    return this.#expiries.get(key)
  }

  keys(): BinaryText[] {
    return [...this.#values.keys()].filter(key => this.get(key) !== undefined)
  }

  clear(): void {
    this.#values.clear()
    this.#expiries.clear()
  }
}
