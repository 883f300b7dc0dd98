import { type FileSystem, SystemError } from '../../filesystem/contract.ts'
import { matchGlob } from '../applets/glob.ts'
import { attempt, messageOf } from '../applets/messages.ts'

/** A directive, with its block when it has one. */
export interface Directive {
  readonly name: string
  readonly values: readonly string[]
  readonly block?: readonly Directive[]
}

export interface Location {
  readonly modifier: string
  readonly prefix: string
  readonly directives: readonly Directive[]
}

export interface VirtualServer {
  readonly ports: readonly number[]
  readonly directives: readonly Directive[]
  readonly locations: readonly Location[]
}

/** `nginx: [emerg] …`: why a configuration cannot be used. */
export class ConfigurationError extends Error {}

/** What nginx makes of a backslash in quotes (ngx_conf_file.c). */
const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

const tokens = (text: string): string[] =>
  [...text.matchAll(/#[^\n]*|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|[{};]|(?:\$\{[^}]*\}|[^\s{};"'])+/g)]
    .filter(([whole]) => !whole.startsWith('#'))
    .map(
      ([whole, double, single]) =>
        (double ?? single)?.replace(/\\(.)/g, (_, letter: string) => escapes[letter] ?? letter) ?? whole,
    )

/** Parses one file and what it includes. */
export const readConfiguration = (files: FileSystem, path: string, depth = 0): Directive[] => {
  const text = attempt(() => files.readText(path))
  if (text instanceof SystemError)
    throw new ConfigurationError(`open() "${path}" failed (${text.code === 'ENOENT' ? 2 : 13}: ${messageOf(text)})`)
  if (depth > 8) throw new ConfigurationError(`too deep include in ${path}`)
  const words = tokens(text)
  let at = 0
  const block = (nested: boolean): Directive[] => {
    const directives: Directive[] = []
    for (;;) {
      const word = words[at++]
      if (word === undefined) {
        if (nested) throw new ConfigurationError(`unexpected end of file, expecting "}" in ${path}`)
        return directives
      }
      if (word === '}') {
        if (!nested) throw new ConfigurationError(`unexpected "}" in ${path}`)
        return directives
      }
      if (word === ';') continue
      directives.push(...directive(word))
    }
  }
  const directive = (name: string): Directive[] => {
    const values: string[] = []
    for (;;) {
      const word = words[at++]
      if (word === undefined || word === '}')
        throw new ConfigurationError(`directive "${name}" is not terminated by ";" in ${path}`)
      if (word === '{') return [{ name, values, block: block(true) }]
      if (word !== ';') {
        values.push(word)
        continue
      }
      return name === 'include' ? included(files, values[0] ?? '', path, depth) : [{ name, values }]
    }
  }
  return block(false)
}

const included = (files: FileSystem, pattern: string, from: string, depth: number): Directive[] => {
  const full = pattern.startsWith('/') ? pattern : `${from.replace(/\/[^/]*$/, '')}/${pattern}`
  const slash = full.lastIndexOf('/')
  const directory = full.slice(0, slash) || '/'
  const name = full.slice(slash + 1)
  // Type tables say nothing that we use, and images do not always carry them.
  if (name === 'mime.types' || name.endsWith('_params')) return []
  if (!/[*?[]/.test(name)) return readConfiguration(files, full, depth + 1)
  const entries = attempt(() => files.list(directory))
  if (entries instanceof SystemError) return []
  return entries
    .map(entry => entry.name)
    .filter(entry => matchGlob(name, entry))
    .sort()
    .flatMap(entry => readConfiguration(files, `${directory}/${entry}`, depth + 1))
}

const children = (directives: readonly Directive[], name: string): Directive[] =>
  directives.filter(one => one.name === name)

/** The virtual servers of the http block. */
export const virtualServers = (directives: readonly Directive[]): VirtualServer[] =>
  children(directives, 'http')
    .flatMap(({ block = [] }) => children(block, 'server').map(server => ({ outer: block, server })))
    .map(({ outer, server }) => {
      const own = server.block ?? []
      const listens = children(own, 'listen').map(({ values }) => /(?:^|:)(\d+)$/.exec(values[0] ?? '')?.[1] ?? '80')
      return {
        ports: [...new Set(listens.length === 0 ? [80] : listens.map(Number))],
        directives: [...own, ...outer.filter(({ block }) => !block)],
        locations: children(own, 'location').map(({ values, block = [] }) => ({
          modifier: values.length > 1 ? (values[0] ?? '') : '',
          prefix: values.at(-1) ?? '/',
          directives: block,
        })),
      }
    })

export const directiveOf = (directives: readonly Directive[], name: string): readonly string[] | undefined =>
  directives.find(one => one.name === name)?.values
