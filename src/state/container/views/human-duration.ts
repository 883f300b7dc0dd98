import { type Instant, microsecondsPerSecond } from '../../time.ts'

const minute = 60
const hour = 60 * minute
const dayHours = 24

/** How long, as people say it (docker/go-units, HumanDuration): `Less than a second`, `About an hour`, `3 weeks`. */
export const humanDuration = (microseconds: number): string => {
  const seconds = Math.trunc(microseconds / microsecondsPerSecond)
  if (seconds < 1) return 'Less than a second'
  if (seconds === 1) return '1 second'
  if (seconds < minute) return `${seconds} seconds`
  const minutes = Math.trunc(seconds / minute)
  if (minutes === 1) return 'About a minute'
  if (minutes < 60) return `${minutes} minutes`
  const hours = Math.trunc(microseconds / microsecondsPerSecond / hour + 0.5)
  if (hours === 1) return 'About an hour'
  if (hours < 2 * dayHours) return `${hours} hours`
  if (hours < 2 * 7 * dayHours) return `${Math.trunc(hours / dayHours)} days`
  if (hours < 2 * 30 * dayHours) return `${Math.trunc(hours / dayHours / 7)} weeks`
  if (hours < 2 * 365 * dayHours) return `${Math.trunc(hours / dayHours / 30)} months`
  return `${Math.trunc(microseconds / microsecondsPerSecond / hour / dayHours / 365)} years`
}

export const since = (then: Instant, now: Instant): string => humanDuration(now - then)
