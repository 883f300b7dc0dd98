import { invalid } from '../../error.ts'
import { suggestion } from './suggestion.ts'

/** Which flags an instruction has (moby's frontend/dockerfile/instructions/bflag.go). */
export type FlagKinds = Readonly<Record<string, 'text' | 'texts' | 'boolean'>>

/** The values by name; a flag that was not given has none. */
export const readFlagValues = (flags: readonly string[], kinds: FlagKinds): ReadonlyMap<string, string> => {
  const values = new Map<string, string>()
  for (const flag of flags) {
    const equals = flag.indexOf('=')
    const name = equals < 0 ? flag : flag.slice(0, equals)
    const value = equals < 0 ? undefined : flag.slice(equals + 1)
    const key = name.slice(2)
    const kind = Object.hasOwn(kinds, key) ? kinds[key] : undefined
    if (!kind) throw invalid(`unknown flag: ${name}${suggestion(key, Object.keys(kinds), true)}`)
    if (values.has(key) && kind !== 'texts') throw invalid(`duplicate flag specified: ${name}`)
    values.set(key, kind === 'boolean' ? truth(name, value) : given(name, value))
  }
  return values
}

const given = (name: string, value: string | undefined): string => {
  if (value === undefined) throw invalid(`missing a value on flag: ${name}`)
  return value
}

const truth = (name: string, value: string | undefined): string => {
  if (value === '') throw invalid(`missing a value on flag: ${name}`)
  const word = (value ?? 'true').toLowerCase()
  if (word === 'true' || word === 'false') return word
  throw invalid(`expecting boolean value for flag ${name}, not: ${value}`)
}
