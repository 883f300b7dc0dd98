import { type ApiVersion, type OperationId, operations } from '../../spec/index.ts'

/** What a request line asks for. */
export interface Route {
  readonly operation: OperationId
  /** Path parameters, decoded. */
  readonly path: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** Of the prefix; absent: the daemon's default. */
  readonly version?: ApiVersion
}

interface Pattern {
  readonly operation: OperationId
  readonly pattern: RegExp
  readonly names: readonly string[]
  /** How many parts of the path are words. */
  readonly words: number
}

const patternOf = (operation: OperationId): Pattern => {
  const { path, parameters } = operations[operation]
  const names: string[] = []
  const source = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    names.push(name)
    return parameters.some(parameter => parameter.name === name && parameter.multiSegment) ? '(.+)' : '([^/]+)'
  })
  const words = path.split('/').filter(part => part !== '' && !part.startsWith('{')).length
  return { operation, pattern: new RegExp(`^${source}/?$`), names, words }
}

/** By method; what leaves least open first. */
const patterns = new Map<string, Pattern[]>()
for (const { id, method } of Object.values(operations))
  patterns.set(method, [...(patterns.get(method) ?? []), patternOf(id)])
for (const list of patterns.values())
  list.sort((one, other) => other.words - one.words || one.names.length - other.names.length)

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Which operation a request asks for; of several the one that leaves least open. Undefined: none that is known. */
export const routeOf = (method: string, target: string): Route | undefined => {
  const [whole = '', ...search] = target.split('?')
  const [, version, path = whole] = /^\/v(\d+\.\d+)(\/.*)$/.exec(whole) ?? []
  for (const { operation, pattern, names } of patterns.get(method) ?? []) {
    const found = pattern.exec(path)
    if (!found) continue
    const values = names.map((name, index) => [name, decoded(found[index + 1] ?? '')])
    const query = new URLSearchParams(search.join('?'))
    return { operation, path: Object.fromEntries(values), query, ...(version === undefined ? {} : { version }) }
  }
  return undefined
}
