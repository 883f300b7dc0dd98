import type { OperationId } from '../../../spec/index.ts'
import { isFields } from '../fields.ts'
import { tarOf } from '../tar.ts'
import { isWorkloadName, workloads } from '../workload.ts'
import type { Call } from './program.ts'

/** What a symbol stands for in one run: a name from the beginning, and an id once the daemon has given one. */
export interface Named {
  readonly name: string
  readonly id?: string
}

/** The symbols of one run of a program. */
export interface Symbols {
  /** A symbol that was never seen gets a name here. */
  of(symbol: string): Named
  /** The daemon has given it this id. */
  know(symbol: string, id: string): void
  /** All that were seen so far, in that order. */
  entries(): readonly (readonly [symbol: string, named: Named])[]
}

export const createSymbols = (nextName: () => string): Symbols => {
  const table = new Map<string, Named>()
  const of = (symbol: string): Named => {
    const named = table.get(symbol) ?? { name: nextName() }
    table.set(symbol, named)
    return named
  }
  return {
    of,
    know: (symbol, id) => table.set(symbol, { ...of(symbol), id }),
    entries: () => [...table],
  }
}

const shortDigits = 12

/** What has no id yet is called by its name: an id that was made up could be somebody else's. */
const textOf = ({ name, id = name }: Named, part: string | undefined): string => {
  if (part === undefined) return name
  return part === 'id' || id === name ? id : id.slice(0, shortDigits)
}

/** What is the same for all programs of a run. */
export interface Given {
  /** `{image}`: the image of the run. */
  readonly image: string
  /** `{run}`: the label of everything that the run makes, as filters want it. */
  readonly label: string
}

/** A value with the symbols in its texts replaced: `{c0}` by the name, `{c0.id}`, `{c0.short}`, `{image}` and `{run}`. */
export const substitute = (value: unknown, symbols: Symbols, given: Given): unknown => {
  if (typeof value === 'string')
    return value
      .replaceAll('{image}', given.image)
      .replaceAll('{run}', given.label)
      .replace(/\{([cenvim]\d+)(?:\.(id|short))?\}/g, (_, symbol: string, part: string | undefined) =>
        textOf(symbols.of(symbol), part),
      )
  if (Array.isArray(value)) return value.map(each => substitute(each, symbols, given))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      String(substitute(key, symbols, given)),
      substitute(each, symbols, given),
    ]),
  )
}

/** Where a creating operation has the name of what it makes. */
const namePlaces: Readonly<Partial<Record<OperationId, readonly ['query' | 'body', string]>>> = {
  ContainerCreate: ['query', 'name'],
  NetworkCreate: ['body', 'Name'],
  VolumeCreate: ['body', 'Name'],
  ImageTag: ['query', 'repo'],
}

/** A call in the words of one run: no symbol is left in it, and what it makes has a name. The workload stays a word. */
export const resolveCall = (call: Call, symbols: Symbols, shared: Given): Call => {
  const replaced = substitute(call, symbols, shared) as Call
  const [place, key] = namePlaces[call.call] ?? []
  if (call.makes === undefined || place === undefined || key === undefined) return replaced
  const { name } = symbols.of(call.makes)
  const given = replaced[place] ?? {}
  return isFields(given) ? { ...replaced, [place]: { [key]: name, ...given } } : replaced
}

const isListOfTexts = (value: unknown): value is readonly (string | number)[] =>
  Array.isArray(value) && value.every(each => typeof each === 'string' || typeof each === 'number')

/** The files of an archive to be copied, as one of several ways to say a body. */
const archiveOf = (body: Readonly<Record<string, unknown>>): unknown => {
  const { file, text } = body
  return typeof file === 'string' && typeof text === 'string' ? tarOf(file, text) : body
}

/** The body as it goes on the wire: the workload and the file spelt out, and the image of the run where none is named. */
export const spellOut = ({ call, body }: Call, image: string): unknown => {
  if (isFields(body) && call === 'PutContainerArchive') return archiveOf(body)
  if (!isFields(body) || (call !== 'ContainerCreate' && call !== 'ContainerExec')) return body
  const { workload, arguments: given = [], ...rest } = body
  const words = isWorkloadName(workload) && isListOfTexts(given) ? workloads[workload](...given) : {}
  const settings = { ...words, ...rest }
  if (call === 'ContainerExec') return settings
  const { HostConfig: ofWorkload } = words
  const { HostConfig: ofProgram } = rest
  const host = isFields(ofWorkload) && isFields(ofProgram) ? { HostConfig: { ...ofWorkload, ...ofProgram } } : undefined
  return { Image: image, ...settings, ...host }
}
