/**
 * A moment: whole microseconds since 1970 (UTC). Microseconds fit a double exactly until the year 2255,
 * nanoseconds do not; the three digits that Docker prints beyond them are zero.
 */
export type Instant = number

export const microsecondsPerMillisecond = 1000
export const microsecondsPerSecond = 1_000_000

/** Go's zero time, which the API shows for "never". */
export const never = '0001-01-01T00:00:00Z'

/** RFC 3339 with as many fraction digits as needed (Go's RFC3339Nano): `2026-11-24T03:00:00.25Z`. */
export const rfc3339Nano = (instant: Instant): string => {
  const fraction = String(fractionMicroseconds(instant)).padStart(6, '0').replace(/0+$/, '')
  return `${dateTime(instant)}${fraction === '' ? '' : `.${fraction}`}Z`
}

/** RFC 3339 with exactly nine fraction digits, as the logs API prefixes lines. */
export const rfc3339NanoFixed = (instant: Instant): string =>
  `${dateTime(instant)}.${String(fractionMicroseconds(instant)).padStart(6, '0')}000Z`

export const unixSeconds = (instant: Instant): number => Math.floor(instant / microsecondsPerSecond)

export const unixNanoseconds = (instant: Instant): number => instant * 1000

const fractionMicroseconds = (instant: Instant): number =>
  ((instant % microsecondsPerSecond) + microsecondsPerSecond) % microsecondsPerSecond

const dateTime = (instant: Instant): string => new Date(unixSeconds(instant) * 1000).toISOString().slice(0, 19)
