import type { BinaryText } from '../applets/binary.ts'
import { databaseOf, type RedisCommand, type Session, wholeNumber } from './redis-session.ts'
import { CommandError } from './redis-store.ts'
import { bulk, double, failure, integer, list, map, type Reply, set } from './resp.ts'

/** The part of `items` between two positions, which count from the end when negative. */
const range = <T>(items: readonly T[], from: BinaryText | undefined, to: BinaryText | undefined): T[] => {
  const position = (text: BinaryText | undefined): number => {
    const value = wholeNumber(text)
    return value < 0 ? items.length + value : value
  }
  return items.slice(Math.max(0, position(from)), position(to) + 1)
}

const push =
  (left: boolean, existing: boolean) =>
  (session: Session, [, key = '', ...texts]: readonly BinaryText[]): Reply => {
    const database = databaseOf(session)
    if (existing && !database.typed(key, 'list')) return integer(0)
    const { items } = database.made(key, 'list')
    for (const text of texts) {
      if (left) items.unshift(text)
      else items.push(text)
    }
    return integer(items.length)
  }

const pop =
  (left: boolean) =>
  (session: Session, [, key = '', count]: readonly BinaryText[]): Reply => {
    const database = databaseOf(session)
    const items = database.typed(key, 'list')?.items
    if (!items) return { kind: 'null' }
    const taken: (BinaryText | undefined)[] = []
    for (let remaining = count === undefined ? 1 : wholeNumber(count); remaining > 0 && items.length > 0; remaining--)
      taken.push(left ? items.shift() : items.pop())
    database.tidy(key)
    return count === undefined ? bulk(taken[0]) : list(taken)
  }

const hset = (session: Session, words: readonly BinaryText[]): Reply => {
  if (words.length % 2 === 1) return failure(`ERR wrong number of arguments for '${words[0]?.toLowerCase()}' command`)
  const { fields } = databaseOf(session).made(words[1] ?? '', 'hash')
  const before = fields.size
  for (let index = 2; index < words.length; index += 2) fields.set(words[index] ?? '', words[index + 1] ?? '')
  return integer(fields.size - before)
}

const fieldsOf = (session: Session, key: BinaryText): ReadonlyMap<BinaryText, BinaryText> =>
  databaseOf(session).typed(key, 'hash')?.fields ?? new Map()

const hdel = (session: Session, [, key = '', ...names]: readonly BinaryText[]): Reply => {
  const fields = databaseOf(session).typed(key, 'hash')?.fields
  const removed = names.filter(name => fields?.delete(name)).length
  databaseOf(session).tidy(key)
  return integer(removed)
}

const hincrby = (session: Session, [, key = '', name = '', by]: readonly BinaryText[]): Reply => {
  const { fields } = databaseOf(session).made(key, 'hash')
  const value = wholeNumber(fields.get(name) ?? '0') + wholeNumber(by)
  fields.set(name, String(value))
  return integer(value)
}

const membersOf = (session: Session, key: BinaryText): ReadonlySet<BinaryText> =>
  databaseOf(session).typed(key, 'set')?.members ?? new Set()

const sadd = (session: Session, [, key = '', ...texts]: readonly BinaryText[]): Reply => {
  const { members } = databaseOf(session).made(key, 'set')
  const before = members.size
  for (const text of texts) members.add(text)
  return integer(members.size - before)
}

const srem = (session: Session, [, key = '', ...texts]: readonly BinaryText[]): Reply => {
  const members = databaseOf(session).typed(key, 'set')?.members
  const removed = texts.filter(text => members?.delete(text)).length
  databaseOf(session).tidy(key)
  return integer(removed)
}

const combine = (
  session: Session,
  [, ...keys]: readonly BinaryText[],
  how: 'union' | 'intersection' | 'difference',
): Reply => {
  const [first = new Set<BinaryText>(), ...others] = keys.map(key => membersOf(session, key))
  if (how === 'union') return set([...new Set([...first, ...others.flatMap(other => [...other])])])
  if (how === 'intersection') return set([...first].filter(member => others.every(other => other.has(member))))
  return set([...first].filter(member => !others.some(other => other.has(member))))
}

const scoreOf = (text: BinaryText | undefined): number => {
  const value = Number(text?.replace(/^([-+]?)inf$/i, '$1Infinity'))
  if (text === undefined || Number.isNaN(value)) throw new CommandError('ERR value is not a valid float')
  return value
}

const ranked = (session: Session, key: BinaryText): [BinaryText, number][] =>
  [...(databaseOf(session).typed(key, 'zset')?.scores ?? [])].sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1))

const zadd = (session: Session, [, key = '', ...pairs]: readonly BinaryText[]): Reply => {
  if (pairs.length % 2 === 1) return failure('ERR syntax error')
  const { scores } = databaseOf(session).made(key, 'zset')
  const before = scores.size
  for (let index = 0; index < pairs.length; index += 2) scores.set(pairs[index + 1] ?? '', scoreOf(pairs[index]))
  return integer(scores.size - before)
}

const zrange =
  (reverse: boolean) =>
  (session: Session, [, key = '', from, to, flag]: readonly BinaryText[]): Reply => {
    const all = ranked(session, key)
    const chosen = range(reverse ? all.reverse() : all, from, to)
    if (flag?.toUpperCase() !== 'WITHSCORES') return list(chosen.map(([member]) => member))
    return { kind: 'pairs', pairs: chosen.map(([member, score]) => [bulk(member), double(score)] as const) }
  }

const zrem = (session: Session, [, key = '', ...members]: readonly BinaryText[]): Reply => {
  const scores = databaseOf(session).typed(key, 'zset')?.scores
  const removed = members.filter(member => scores?.delete(member)).length
  databaseOf(session).tidy(key)
  return integer(removed)
}

/** Lists, hashes, sets and sorted sets. */
export const collectionCommands: Readonly<Record<string, RedisCommand>> = {
  lpush: { arity: -3, run: push(true, false) },
  rpush: { arity: -3, run: push(false, false) },
  lpushx: { arity: -3, run: push(true, true) },
  rpushx: { arity: -3, run: push(false, true) },
  lpop: { arity: -2, run: pop(true) },
  rpop: { arity: -2, run: pop(false) },
  llen: {
    arity: 2,
    run: (session, [, key = '']) => integer(databaseOf(session).typed(key, 'list')?.items.length ?? 0),
  },
  lrange: {
    arity: 4,
    run: (session, [, key = '', from, to]) =>
      list(range(databaseOf(session).typed(key, 'list')?.items ?? [], from, to)),
  },
  lindex: {
    arity: 3,
    run: (session, [, key = '', at]) => bulk(databaseOf(session).typed(key, 'list')?.items.at(wholeNumber(at))),
  },
  hset: { arity: -4, run: hset },
  hmset: {
    arity: -4,
    run: (session, words) => {
      const reply = hset(session, words)
      return reply.kind === 'error' ? reply : { kind: 'simple', text: 'OK' }
    },
  },
  hget: { arity: 3, run: (session, [, key = '', name = '']) => bulk(fieldsOf(session, key).get(name)) },
  hmget: {
    arity: -3,
    run: (session, [, key = '', ...names]) => list(names.map(name => fieldsOf(session, key).get(name))),
  },
  hgetall: { arity: 2, run: (session, [, key = '']) => map(fieldsOf(session, key)) },
  hkeys: { arity: 2, run: (session, [, key = '']) => list([...fieldsOf(session, key).keys()]) },
  hvals: { arity: 2, run: (session, [, key = '']) => list([...fieldsOf(session, key).values()]) },
  hlen: { arity: 2, run: (session, [, key = '']) => integer(fieldsOf(session, key).size) },
  hexists: { arity: 3, run: (session, [, key = '', name = '']) => integer(fieldsOf(session, key).has(name) ? 1 : 0) },
  hdel: { arity: -3, run: hdel },
  hincrby: { arity: 4, run: hincrby },
  sadd: { arity: -3, run: sadd },
  srem: { arity: -3, run: srem },
  smembers: { arity: 2, run: (session, [, key = '']) => set([...membersOf(session, key)]) },
  sismember: {
    arity: 3,
    run: (session, [, key = '', text = '']) => integer(membersOf(session, key).has(text) ? 1 : 0),
  },
  scard: { arity: 2, run: (session, [, key = '']) => integer(membersOf(session, key).size) },
  sunion: { arity: -2, run: (session, words) => combine(session, words, 'union') },
  sinter: { arity: -2, run: (session, words) => combine(session, words, 'intersection') },
  sdiff: { arity: -2, run: (session, words) => combine(session, words, 'difference') },
  zadd: { arity: -4, run: zadd },
  zrange: { arity: -4, run: zrange(false) },
  zrevrange: { arity: -4, run: zrange(true) },
  zscore: {
    arity: 3,
    run: (session, [, key = '', member = '']) => double(databaseOf(session).typed(key, 'zset')?.scores.get(member)),
  },
  zcard: {
    arity: 2,
    run: (session, [, key = '']) => integer(databaseOf(session).typed(key, 'zset')?.scores.size ?? 0),
  },
  zrem: { arity: -3, run: zrem },
}
