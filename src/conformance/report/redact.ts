const secretName = String.raw`[\w.-]*(?:passw(?:or)?d|passphrase|secret|token|credential|api[_-]?key|private[_-]?key|auth(?!ors?\b))[\w.-]*`

/** Where secrets stand in what daemons and clients say, each with what stays. */
const places: readonly (readonly [RegExp, string])[] = [
  // "Password": "…" in JSON, itself perhaps quoted in JSON; the end may have been cut off.
  [new RegExp(String.raw`((\\*)"${secretName}\2"\s*:\s*\2")(?:(?!(?<!\\)\2")[\s\S])+`, 'gi'), '$1[redacted]'],
  // PASSWORD=… in environments, build arguments and queries.
  [new RegExp(String.raw`\b(${secretName}=)[^\s"'\\&,;)]+`, 'gi'), '$1[redacted]'],
  // X-Registry-Auth: … as a header in words.
  [
    /\b((?:proxy-)?authorization:\s*|x-registry-(?:auth|config):\s*)(?:(?:bearer|basic)\s+)?[^\s"'\\,;)]+/gi,
    '$1[redacted]',
  ],
  [/\b((?:bearer|basic)\s+)[\w.~+/=-]{8,}/gi, '$1[redacted]'],
  [/(:\/\/)[^\s/@"']+@/g, '$1[redacted]@'],
]

/** The text without what looks like a secret, by its name or its place. */
export const redactText = (text: string): string =>
  places.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), text)

/** The same value, every text in it redacted. */
export const redacted = <Value>(value: Value): Value => walk(value) as Value

const secretField = new RegExp(`^${secretName}$`, 'i')
const secretOption = new RegExp(`^--?${secretName}$`, 'i')
const hidden = '[redacted]'

/**
 * The same value without secrets that have a name: what fields and variables (`NAME=…`) called like one hold, and what
 * follows an option that is. They go as a whole, and every other text is redacted as it is in words.
 */
export const redactedByName = <Value>(value: Value): Value => walkNamed(value) as Value

const walkNamed = (value: unknown): unknown => {
  if (typeof value === 'string') {
    const [, name = ''] = /^([\w.-]+)=[\s\S]/.exec(value) ?? []
    return secretField.test(name) ? `${name}=${hidden}` : redactText(value)
  }
  if (Array.isArray(value))
    return value.map((each, at) => (secretOption.test(String(value[at - 1] ?? '')) ? hidden : walkNamed(each)))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      typeof each === 'string' && each !== '' && secretField.test(key) ? hidden : walkNamed(each),
    ]),
  )
}

const walk = (value: unknown): unknown => {
  if (typeof value === 'string') return redactText(value)
  if (Array.isArray(value)) return value.map(walk)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, walk(each)]))
}
