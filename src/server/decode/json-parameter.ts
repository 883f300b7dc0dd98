import { invalid } from '../../state/error.ts'
import { moreAfter, scanJson } from '../../state/json-syntax.ts'

/** A query parameter that is JSON, by the Go type it is read into. */
export type JsonParameterType = 'map[string]*string' | 'map[string]string' | '[]string' | '[]*container.Ulimit'

interface ParameterValues {
  'map[string]*string': Readonly<Record<string, string | null>>
  'map[string]string': Readonly<Record<string, string>>
  '[]string': readonly string[]
  '[]*container.Ulimit': readonly object[]
}

/**
 * Reads such a parameter as Go's json.Unmarshal does; `label` is what the daemon puts before its complaint. Absent and
 * empty are nothing.
 */
export const readJsonParameter = <Type extends JsonParameterType>(
  text: string | undefined,
  type: Type,
  label: string,
): ParameterValues[Type] | undefined => {
  if (text === undefined || text === '') return undefined
  const refuse = (why: string): never => {
    throw invalid(`${label}: ${why}`)
  }
  const value = parse(text, refuse)
  if (value === null) return undefined
  const kind = kindOf(value)
  if (kind !== (type.startsWith('map') ? 'object' : 'array'))
    refuse(`json: cannot unmarshal ${kind} into Go value of type ${type}`)
  const item = type === '[]*container.Ulimit' ? 'container.Ulimit' : 'string'
  const wanted = item === 'string' ? 'string' : 'object'
  const entries = Object.entries(value as object).map(([key, each]) => {
    if (each !== null && kindOf(each) !== wanted)
      refuse(`json: cannot unmarshal ${kindOf(each)} into Go value of type ${item}`)
    // Go reads null as the zero value, and only a pointer can tell the difference.
    return [key, each === null && type !== 'map[string]*string' ? (wanted === 'string' ? '' : {}) : each] as const
  })
  return (kind === 'array' ? entries.map(([, each]) => each) : Object.fromEntries(entries)) as ParameterValues[Type]
}

const kindOf = (value: unknown): string => {
  if (Array.isArray(value)) return 'array'
  return typeof value === 'boolean' ? 'bool' : typeof value
}

const parse = (text: string, refuse: (why: string) => never): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    const bytes = new TextEncoder().encode(text)
    const scan = scanJson(bytes)
    if (scan.outcome === 'error')
      return refuse(scan.message.replace(/^unexpected EOF$/, 'unexpected end of JSON input'))
    if (scan.outcome === 'nothing') return refuse('unexpected end of JSON input')
    const rest = new TextDecoder().decode(bytes.subarray(scan.end)).trimStart()
    if (moreAfter(bytes, scan.end)) return refuse(`invalid character '${[...rest][0]}' after top-level value`)
    return JSON.parse(new TextDecoder().decode(bytes.subarray(0, scan.end)))
  }
}
