import { invalid } from './error.ts'
import type { Filters } from './filters.ts'
import { type Instant, microsecondsPerMillisecond, microsecondsPerSecond } from './time.ts'

const microsecondsPer: Readonly<Record<string, number>> = {
  ns: 1e-3,
  us: 1,
  µs: 1,
  μs: 1,
  ms: microsecondsPerMillisecond,
  s: microsecondsPerSecond,
  m: 60 * microsecondsPerSecond,
  h: 3600 * microsecondsPerSecond,
}

/** Microseconds of a duration as Go writes it, such as `1h30m` or `-1.5s`; undefined for anything else. */
export const parseDuration = (text: string): number | undefined => {
  const [, sign, rest = ''] = /^([+-]?)(.+)$/.exec(text) ?? []
  if (rest === '0') return 0
  if (!/^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.test(rest)) return undefined
  let total = 0
  for (const [, number = '', unit = ''] of rest.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g))
    total += Number(number) * (microsecondsPer[unit] ?? 0)
  return Math.trunc(sign === '-' ? -total : total)
}

/** `2026`, `-11`, `-24`, then hours with as much below them as one likes, then a zone; UTC when there is none. */
const datePattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2})(?::(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?)?(Z|z|[+-]\d{2}:\d{2})?$/

/** A date as RFC 3339 writes it, or the beginning of one. */
export const parseDate = (text: string): Instant | undefined => {
  const match = datePattern.exec(text)
  if (!match) return undefined
  const [, year, month, day, hours = '0', minutes = '0', seconds = '0', fraction = '', zone = 'Z'] = match
  const date = Date.UTC(Number(year), Number(month) - 1, Number(day))
  const isReal = new Date(date).getUTCMonth() === Number(month) - 1 && new Date(date).getUTCDate() === Number(day)
  if (!isReal || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined
  const [, zoneSign, zoneHours = '0', zoneMinutes = '0'] = /^([+-])(\d{2}):(\d{2})$/.exec(zone) ?? []
  const offsetSeconds = (Number(zoneHours) * 3600 + Number(zoneMinutes) * 60) * (zoneSign === '-' ? -1 : 1)
  const timeSeconds = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
  const wholeSeconds = date / 1000 + timeSeconds - offsetSeconds
  return wholeSeconds * microsecondsPerSecond + Number(`${fraction}000000`.slice(0, 6))
}

/** Reads a duration before `now`, a date, or Unix seconds, as `--until` takes them (moby daemon/internal/timestamp). */
export const parseMoment = (text: string, now: Instant): Instant => {
  const duration = text === '0' ? undefined : parseDuration(text)
  if (duration !== undefined) return Math.floor((now - duration) / microsecondsPerSecond) * microsecondsPerSecond
  const date = parseDate(text)
  if (date !== undefined) return date
  if (text.includes('-')) throw invalid(`parsing time "${text}" as "2006-01-02": cannot parse "${text}" as "2006"`)
  const [, seconds, fraction = ''] = /^([+-]?\d{1,15})(?:\.(\d+))?$/.exec(text) ?? []
  if (seconds === undefined) throw invalid(`failed to parse value as time or duration: "${text}"`)
  return Number(seconds) * microsecondsPerSecond + Number(`${fraction}000000`.slice(0, 6))
}

/** The moment that the `until` filter of a prune names: what is younger stays. */
export const untilFilter = (filters: Filters, now: Instant): Instant | undefined => {
  const values = filters.get('until') ?? []
  const [only] = values
  if (only === undefined) return undefined
  if (values.length > 1) throw invalid('more than one until filter specified')
  return parseMoment(only, now)
}
