/** What a registry wants to know of who asks (RFC 9110, WWW-Authenticate). */
export interface Challenge {
  /** In lower case: `basic`, `bearer`. */
  readonly scheme: string
  readonly parameters: Readonly<Record<string, string>>
}

const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+"
const parameterPattern = new RegExp(`^\\s*,?\\s*(${token})\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|(${token}))`)
const schemePattern = new RegExp(`^\\s*,?\\s*(${token})(?=\\s|,|$)`)
const challengesMax = 8
const headerLengthMax = 8192

/** Reads a header that may hold several challenges; what is none ends it. */
export const readChallenges = (header: string | null): Challenge[] => {
  let rest = (header ?? '').slice(0, headerLengthMax)
  const challenges: Challenge[] = []
  while (challenges.length < challengesMax) {
    const [begin, scheme] = schemePattern.exec(rest) ?? []
    if (begin === undefined || scheme === undefined) break
    rest = rest.slice(begin.length)
    const parameters: [string, string][] = []
    for (let match = parameterPattern.exec(rest); match; match = parameterPattern.exec(rest)) {
      const [whole, name = '', quoted, plain = ''] = match
      parameters.push([name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? plain])
      rest = rest.slice(whole.length)
    }
    challenges.push({ scheme: scheme.toLowerCase(), parameters: Object.fromEntries(parameters) })
  }
  return challenges
}
