/** An Engine API version such as `1.44`, without the `v` of the URL. */
export type ApiVersion = string

const oldest = 24
const newest = 56

/** Every API version this description covers, oldest first. */
export const apiVersions: readonly ApiVersion[] = Array.from(
  { length: newest - oldest + 1 },
  (_, index) => `1.${oldest + index}`,
)

/** Compares number by number, because `1.9` is older than `1.24`. Negative: `a` is older than `b`. */
export function compareVersions(a: ApiVersion, b: ApiVersion): number {
  const left = a.split('.').map(Number)
  const right = b.split('.').map(Number)
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
