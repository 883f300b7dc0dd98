import { type Instant, microsecondsPerSecond } from '../../time.ts'

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

const two = (value: number): string => String(value).padStart(2, '0')
const dayMilliseconds = 86_400_000

const dayOfYear = (date: Date): number =>
  Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / dayMilliseconds) + 1

/** Year and week of ISO 8601: the week belongs to the year of its Thursday. */
const isoWeek = (date: Date): { year: number; week: number } => {
  const thursday = new Date(date.getTime() + (4 - (date.getUTCDay() || 7)) * dayMilliseconds)
  return { year: thursday.getUTCFullYear(), week: Math.ceil(dayOfYear(thursday) / 7) }
}

const hourOfTwelve = (date: Date): number => date.getUTCHours() % 12 || 12

const fields: Readonly<Record<string, (date: Date, instant: Instant) => string>> = {
  a: date => (days[date.getUTCDay()] as string).slice(0, 3),
  A: date => days[date.getUTCDay()] as string,
  b: date => (months[date.getUTCMonth()] as string).slice(0, 3),
  B: date => months[date.getUTCMonth()] as string,
  c: (_, instant) => formatTime('%a %b %e %H:%M:%S %Y', instant),
  C: date => two(Math.floor(date.getUTCFullYear() / 100)),
  d: date => two(date.getUTCDate()),
  D: (_, instant) => formatTime('%m/%d/%y', instant),
  e: date => String(date.getUTCDate()).padStart(2),
  F: (_, instant) => formatTime('%Y-%m-%d', instant),
  g: date => two(isoWeek(date).year % 100),
  G: date => String(isoWeek(date).year),
  h: date => (months[date.getUTCMonth()] as string).slice(0, 3),
  H: date => two(date.getUTCHours()),
  I: date => two(hourOfTwelve(date)),
  j: date => String(dayOfYear(date)).padStart(3, '0'),
  k: date => String(date.getUTCHours()).padStart(2),
  l: date => String(hourOfTwelve(date)).padStart(2),
  m: date => two(date.getUTCMonth() + 1),
  M: date => two(date.getUTCMinutes()),
  n: () => '\n',
  N: (_, instant) =>
    `${String(((instant % microsecondsPerSecond) + microsecondsPerSecond) % microsecondsPerSecond).padStart(6, '0')}000`,
  p: date => (date.getUTCHours() < 12 ? 'AM' : 'PM'),
  P: date => (date.getUTCHours() < 12 ? 'am' : 'pm'),
  r: (_, instant) => formatTime('%I:%M:%S %p', instant),
  R: (_, instant) => formatTime('%H:%M', instant),
  s: (_, instant) => String(Math.floor(instant / microsecondsPerSecond)),
  S: date => two(date.getUTCSeconds()),
  t: () => '\t',
  T: (_, instant) => formatTime('%H:%M:%S', instant),
  u: date => String(date.getUTCDay() || 7),
  U: date => two(Math.floor((dayOfYear(date) + 6 - date.getUTCDay()) / 7)),
  V: date => two(isoWeek(date).week),
  w: date => String(date.getUTCDay()),
  W: date => two(Math.floor((dayOfYear(date) + 6 - ((date.getUTCDay() + 6) % 7)) / 7)),
  x: (_, instant) => formatTime('%m/%d/%y', instant),
  X: (_, instant) => formatTime('%H:%M:%S', instant),
  y: date => two(date.getUTCFullYear() % 100),
  Y: date => String(date.getUTCFullYear()),
  z: () => '+0000',
  Z: () => 'UTC',
  '%': () => '%',
}

/** strftime(3) in UTC and the C locale; `%-d` leaves padding out, `%_d` pads with spaces, `%3N` cuts the fraction. */
export const formatTime = (format: string, instant: Instant): string => {
  const date = new Date(Math.floor(instant / microsecondsPerSecond) * 1000)
  return format.replace(
    /%([-_0^:]?)(\d*)([EO]?)([A-Za-z%])/g,
    (whole, flag: string, width: string, _, letter: string) => {
      const text = fields[letter]?.(date, instant)
      if (text === undefined) return whole
      if (letter === 'N' && width !== '') return text.slice(0, Number(width))
      if (flag === '-') return text.replace(/^[0 ]+(?=.)/, '')
      if (flag === '_') return text.replace(/^0+(?=.)/, zeros => ' '.repeat(zeros.length))
      if (flag === '^') return text.toUpperCase()
      if (flag === ':' && letter === 'z') return '+00:00'
      return width === '' ? text : text.padStart(Number(width), '0')
    },
  )
}

/** The dates that `date -d` and `touch -d` understand, as an instant; undefined for anything else. */
export const parseTime = (text: string, now: Instant): Instant | undefined => {
  const stamp = /^@(-?\d+)(?:\.(\d{1,6})\d*)?$/.exec(text)
  if (stamp) return Number(stamp[1]) * microsecondsPerSecond + Number((stamp[2] ?? '').padEnd(6, '0'))
  if (/^now$/i.test(text)) return now
  const iso =
    /^(\d{4})-(\d\d?)-(\d\d?)(?:[T ](\d\d?):(\d\d)(?::(\d\d)(?:[.,](\d{1,6})\d*)?)?)?\s*(Z|UTC|GMT|([+-])(\d\d):?(\d\d))?$/i.exec(
      text,
    )
  if (iso) {
    const [, year, month, day, hour = 0, minute = 0, second = 0, fraction = '', , sign, zoneHours, zoneMinutes] = iso
    const milliseconds = Date.UTC(
      Number(year),
      Number(month) - 1,
      Number(day),
      Number(hour),
      Number(minute),
      Number(second),
    )
    const zone = sign ? (sign === '-' ? -1 : 1) * (Number(zoneHours) * 60 + Number(zoneMinutes)) * 60_000 : 0
    return (milliseconds - zone) * 1000 + Number(fraction.padEnd(6, '0') || 0)
  }
  const clock = /^(\d\d?):(\d\d)(?::(\d\d))?$/.exec(text)
  if (clock) {
    const midnight = Math.floor(now / 1000 / dayMilliseconds) * dayMilliseconds
    return (midnight + ((Number(clock[1]) * 60 + Number(clock[2])) * 60 + Number(clock[3] ?? 0)) * 1000) * 1000
  }
  return parseStamp(text) ?? relativeTime(text, now)
}

/** `[[CC]YY]MMDDhhmm[.ss]`-like stamps of touch -t, with the year in front (`YYYYMMDDhhmm`). */
export const parseStamp = (text: string): Instant | undefined => {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d\d))?$/.exec(text)
  if (!match) return undefined
  const [, year, month, day, hour, minute, second = 0] = match.map(Number)
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second || 0) * 1000
}

const unitMilliseconds: Readonly<Record<string, number>> = {
  second: 1000,
  sec: 1000,
  minute: 60_000,
  min: 60_000,
  hour: 3_600_000,
  day: dayMilliseconds,
  week: 7 * dayMilliseconds,
}

const relativeTime = (text: string, now: Instant): Instant | undefined => {
  if (text === 'today') return now
  if (text === 'yesterday') return now - dayMilliseconds * 1000
  if (text === 'tomorrow') return now + dayMilliseconds * 1000
  const match = /^([+-]?\d+)\s*(second|sec|minute|min|hour|day|week)s?(\s+ago)?$/.exec(text)
  if (!match) return undefined
  return now + (match[3] ? -1 : 1) * Number(match[1]) * (unitMilliseconds[match[2] as string] ?? 0) * 1000
}
