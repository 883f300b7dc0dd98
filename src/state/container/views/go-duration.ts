const nanosecondsPerSecond = 1e9

const smallUnits: readonly (readonly [name: string, nanoseconds: number])[] = [
  ['ms', 1e6],
  ['µs', 1e3],
  ['ns', 1],
]

/** A duration as Go prints it: `30s`, `1m30s`, `1h0m0s`, `500ms` (time.Duration.String). */
export const goDuration = (nanoseconds: number): string => {
  if (nanoseconds === 0) return '0s'
  if (nanoseconds < 0) return `-${goDuration(-nanoseconds)}`
  if (nanoseconds < nanosecondsPerSecond) {
    const [name, size] = smallUnits.find(([, unit]) => nanoseconds >= unit) ?? ['ns', 1]
    return `${nanoseconds / size}${name}`
  }
  const seconds = nanoseconds / nanosecondsPerSecond
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor((seconds % 3600) / 60)
  const rest = Number((seconds % 60).toFixed(9))
  if (hours > 0) return `${hours}h${minutes}m${rest}s`
  return minutes > 0 ? `${minutes}m${rest}s` : `${rest}s`
}
