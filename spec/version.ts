/** An Engine API version such as `1.44`, without the `v` of the URL. */
export type ApiVersion = string

const oldest = 24
const newest = 56

/** Every API version this description covers, oldest first. */
export const apiVersions: readonly ApiVersion[] = Array.from(
  { length: newest - oldest + 1 },
  (_, index) => `1.${oldest + index}`,
)

/** Versions that were asked about, taken apart: the same few come with every request. */
const known = new Map<ApiVersion, readonly number[]>()
/** Clients choose what they ask for, and must not fill the memory with it. */
const knownMax = 200

const numbersOf = (version: ApiVersion): readonly number[] => {
  const found = known.get(version)
  if (found) return found
  const numbers = version.split('.').map(Number)
  if (known.size < knownMax) known.set(version, numbers)
  return numbers
}

/** Compares number by number, because `1.9` is older than `1.24`. Negative: `a` is older than `b`. */
export function compareVersions(a: ApiVersion, b: ApiVersion): number {
  if (a === b) return 0
  const left = numbersOf(a)
  const right = numbersOf(b)
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** Whether something that exists from `since` until `until` (inclusive) exists in `version`. */
export function existsIn(version: ApiVersion, since: ApiVersion | undefined, until: ApiVersion | undefined): boolean {
  if (since !== undefined && compareVersions(version, since) < 0) return false
  return until === undefined || compareVersions(version, until) <= 0
}
