import type { BinaryText } from '../applets/binary.ts'
import { databaseOf, nowOf, ok, type RedisCommand, type Session, wholeNumber } from './redis-session.ts'
import { CommandError } from './redis-store.ts'
import { bulk, failure, integer, list, type Reply } from './resp.ts'

const increment = (session: Session, key: BinaryText, by: number): Reply => {
  const value = databaseOf(session).made(key, 'string')
  const next = wholeNumber(value.text === '' ? '0' : value.text) + by
  value.text = String(next)
  return integer(next)
}

const set = (session: Session, [, key = '', text = '', ...flags]: readonly BinaryText[]): Reply => {
  const database = databaseOf(session)
  const upper = flags.map(flag => flag.toUpperCase())
  const known = database.get(key)
  const previous = upper.includes('GET') ? bulk(database.typed(key, 'string')?.text) : undefined
  if ((upper.includes('NX') && known) || (upper.includes('XX') && !known)) return previous ?? { kind: 'null' }
  const kept = upper.includes('KEEPTTL') ? database.expiry(key) : undefined
  let expiry = kept
  for (const [index, flag] of upper.entries()) {
    if (!['EX', 'PX', 'EXAT', 'PXAT'].includes(flag)) continue
    const amount = wholeNumber(upper[index + 1]) * (flag.startsWith('E') ? 1e6 : 1e3)
    if (amount <= 0) throw new CommandError("ERR invalid expire time in 'set' command")
    expiry = flag.endsWith('AT') ? amount : nowOf(session) + amount
  }
  database.set(key, { kind: 'string', text })
  if (expiry !== undefined) database.expireAt(key, expiry)
  return previous ?? ok
}

/** Commands on plain values. */
export const stringCommands: Readonly<Record<string, RedisCommand>> = {
  set: { arity: -3, run: set },
  get: { arity: 2, run: (session, [, key = '']) => bulk(databaseOf(session).typed(key, 'string')?.text) },
  getdel: {
    arity: 2,
    run: (session, [, key = '']) => {
      const text = databaseOf(session).typed(key, 'string')?.text
      databaseOf(session).delete(key)
      return bulk(text)
    },
  },
  setnx: {
    arity: 3,
    run: (session, [, key = '', text = '']) => integer(set(session, ['SET', key, text, 'NX']).kind === 'null' ? 0 : 1),
  },
  setex: {
    arity: 4,
    run: (session, [, key = '', seconds = '', text = '']) => set(session, ['SET', key, text, 'EX', seconds]),
  },
  getset: { arity: 3, run: (session, [, key = '', text = '']) => set(session, ['SET', key, text, 'GET']) },
  mset: {
    arity: -3,
    run: (session, words) => {
      if (words.length % 2 === 0) return failure("ERR wrong number of arguments for 'mset' command")
      for (let index = 1; index < words.length; index += 2)
        set(session, ['SET', words[index] ?? '', words[index + 1] ?? ''])
      return ok
    },
  },
  mget: {
    arity: -2,
    run: (session, words) =>
      list(
        words.slice(1).map(key => {
          const value = databaseOf(session).get(key)
          return value?.kind === 'string' ? value.text : undefined
        }),
      ),
  },
  append: {
    arity: 3,
    run: (session, [, key = '', text = '']) => {
      const value = databaseOf(session).made(key, 'string')
      value.text += text
      return integer(value.text.length)
    },
  },
  strlen: {
    arity: 2,
    run: (session, [, key = '']) => integer(databaseOf(session).typed(key, 'string')?.text.length ?? 0),
  },
  incr: { arity: 2, run: (session, [, key = '']) => increment(session, key, 1) },
  decr: { arity: 2, run: (session, [, key = '']) => increment(session, key, -1) },
  incrby: { arity: 3, run: (session, [, key = '', by]) => increment(session, key, wholeNumber(by)) },
  decrby: { arity: 3, run: (session, [, key = '', by]) => increment(session, key, -wholeNumber(by)) },
}
