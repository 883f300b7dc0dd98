import { invalid } from '../error.ts'
import { type Instant, microsecondsPerSecond } from '../time.ts'

const int64Limit = 2n ** 63n

/** A decimal number of 64 bits, or what Go's strconv says about it. */
export const parseInteger = (text: string): number | 'invalid syntax' | 'value out of range' => {
  if (!/^[+-]?\d+$/.test(text)) return 'invalid syntax'
  const whole = BigInt(text.replace(/^\+/, ''))
  return whole >= -int64Limit && whole < int64Limit ? Number(whole) : 'value out of range'
}

/** `seconds[.fraction]` since 1970, refused in the words of moby (daemon/internal/timestamp). */
export const parseTimestamp = (text: string, parameter: string): Instant => {
  const dot = text.indexOf('.')
  const seconds = dot < 0 ? text : text.slice(0, dot)
  const fraction = dot < 0 ? '' : text.slice(dot + 1)
  const refuse = (what: string, value: string, why: string): never => {
    throw invalid(
      `invalid value for ${parameter}: invalid timestamp ${JSON.stringify(text)}: invalid ${what} ${JSON.stringify(value)}: ${why}`,
    )
  }
  const whole = parseInteger(seconds)
  if (typeof whole === 'string') return refuse('seconds', seconds, whole)
  if (!/^\d*$/.test(fraction)) return refuse('nanoseconds', fraction, 'invalid syntax')
  return whole * microsecondsPerSecond + Number(`${fraction}000000`.slice(0, 6))
}
