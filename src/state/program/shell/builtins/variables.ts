import { write } from '../../../kernel/calls.ts'
import type { Step } from '../../../kernel/process.ts'
import { Abandon } from '../control.ts'
import { complain } from '../message.ts'
import { assign, assignElement, isName } from '../parameters.ts'
import { bashQuoted, singleQuoted } from '../quoting.ts'
import type { Shell } from '../state.ts'
import type { Variable } from '../variables.ts'
import { wordings } from '../wording.ts'

export const quotedFor = (shell: Shell, text: string): string =>
  shell.dialect === 'bash' ? bashQuoted(text) : singleQuoted(text)

/** bash's `declare -x name="value"`, ash's `export name='value'`. */
const declaration = (shell: Shell, name: string, variable: Variable, word: string, letter: string): string => {
  if (shell.dialect !== 'bash') {
    return variable.value === undefined ? `${word} ${name}\n` : `${word} ${name}=${quotedFor(shell, variable.value)}\n`
  }
  const value = (text: string): string => `"${text.replace(/["\\$`]/g, '\\$&')}"`
  const kind = `${variable.elements ? (variable.associative ? 'A' : 'a') : ''}${variable.integer ? 'i' : ''}`
  const flags = `${kind}${variable.readonly ? 'r' : ''}${variable.exported ? 'x' : ''}` || letter
  const content = variable.elements
    ? `=(${[...variable.elements].map(([key, text]) => `[${key}]=${value(text)}`).join(' ')})`
    : variable.value === undefined
      ? ''
      : `=${value(variable.value)}`
  return `declare -${flags} ${name}${content}\n`
}

function* listVariables(shell: Shell, chosen: (variable: Variable) => boolean, word: string): Step<number> {
  let text = ''
  for (const name of shell.variables.names()) {
    const variable = shell.variables.get(name)
    if (variable && chosen(variable)) text += declaration(shell, name, variable, word, '-')
  }
  yield* write(shell.process, 1, text)
  return 0
}

interface Named {
  readonly name: string
  readonly value: string | undefined
}

function* named(shell: Shell, word: string, command: string): Step<Named> {
  const cut = word.indexOf('=')
  const name = cut < 0 ? word : word.slice(0, cut)
  if (!isName(name.replace(/\[.*\]$/, ''))) {
    yield* complain(shell, wordings[shell.dialect].badName(name), command)
    throw new Abandon(shell.dialect === 'bash' ? 1 : 2)
  }
  return { name, value: cut < 0 ? undefined : word.slice(cut + 1) }
}

/** `export` and `readonly`. */
const marker = (flag: 'exported' | 'readonly') =>
  function* (shell: Shell, argv: readonly string[]): Step<number> {
    const command = argv[0] ?? ''
    const options = argv.slice(1).filter(word => /^-[a-zA-Z]+$/.test(word))
    const words = argv.slice(1).filter(word => !/^-[a-zA-Z-]*$/.test(word))
    if (words.length === 0) return yield* listVariables(shell, variable => variable[flag], command)
    const removes = options.some(option => option.includes('n'))
    for (const word of words) {
      const { name, value } = yield* named(shell, word, command)
      if (value !== undefined) assign(shell, name, value)
      shell.variables.set(name, { [flag]: !removes })
    }
    return 0
  }

export const exportVariables = marker('exported')
export const readonlyVariables = marker('readonly')

export function* unset(shell: Shell, argv: readonly string[]): Step<number> {
  let kind = ''
  let status = 0
  for (const word of argv.slice(1)) {
    if (/^-[fvn]+$/.test(word)) {
      kind = word.slice(1)
      continue
    }
    if (kind.includes('f')) {
      shell.functions.delete(word)
      continue
    }
    const element = /^(\w+)\[(.*)\]$/.exec(word)
    if (element && shell.dialect === 'bash') {
      const [, name = '', key = ''] = element
      const elements = new Map(shell.variables.get(name)?.elements)
      elements.delete(key.replace(/^["']|["']$/g, ''))
      shell.variables.set(name, { elements })
      continue
    }
    const { name } = yield* named(shell, word, 'unset')
    const known = shell.variables.get(name) !== undefined
    if (!shell.variables.unset(name)) {
      yield* complain(shell, `${name}: ${wordings[shell.dialect].readOnly}`, 'unset')
      if (shell.dialect !== 'bash') throw new Abandon(2)
      status = 1
    } else if (!known && kind === '' && shell.dialect === 'bash') shell.functions.delete(name)
  }
  return status
}

/** `local`, and bash's `declare` and `typeset`. */
export function* local(shell: Shell, argv: readonly string[]): Step<number> {
  const command = argv[0] ?? 'local'
  if (command === 'local' && shell.functionNames.length === 0) {
    const text = shell.dialect === 'bash' ? 'can only be used in a function' : 'not in a function'
    yield* complain(shell, text, command)
    if (shell.dialect === 'bash') return 1
    throw new Abandon(2)
  }
  const options = argv.slice(1).filter(word => /^[-+][a-zA-Z]+$/.test(word))
  const letters = options.filter(word => word.startsWith('-')).join('')
  const words = argv.slice(1).filter(word => !/^[-+][a-zA-Z-]*$/.test(word))
  if (command !== 'local' && letters.includes('p')) return yield* printDeclared(shell, words)
  if (letters.includes('f') || letters.includes('F')) return words.every(word => shell.functions.has(word)) ? 0 : 1
  for (const word of words) {
    const { name, value } = yield* named(shell, word, command)
    declareOne(shell, name, value, letters)
    if (options.includes('+x')) shell.variables.set(name, { exported: false })
  }
  return 0
}

const declareOne = (shell: Shell, name: string, value: string | undefined, letters: string): void => {
  const plain = name.replace(/\[.*\]$/, '')
  const localized = shell.functionNames.length > 0 && !letters.includes('g')
  if (localized) shell.variables.localize(plain)
  const before = shell.variables.get(plain)
  if (letters.includes('A') && !before?.associative) {
    shell.variables.set(plain, { value: undefined, elements: new Map(), associative: true })
  } else if (letters.includes('a') && !before?.elements) {
    shell.variables.set(plain, { value: undefined, elements: new Map() })
  }
  if (letters.includes('i')) shell.variables.set(plain, { integer: true })
  const subscript = /\[(.*)\]$/.exec(name)?.[1]
  if (value !== undefined && subscript !== undefined) assignElement(shell, plain, subscript, value)
  else if (value !== undefined) assign(shell, plain, value)
  else if (localized && shell.dialect !== 'dash' && !/[aA]/.test(letters))
    shell.variables.set(plain, { value: undefined })
  else if (!shell.variables.get(plain)) shell.variables.set(plain, {})
  if (letters.includes('x')) shell.variables.set(plain, { exported: true })
  if (letters.includes('r')) shell.variables.set(plain, { readonly: true })
}

function* printDeclared(shell: Shell, words: readonly string[]): Step<number> {
  if (words.length === 0) return yield* listVariables(shell, () => true, 'declare')
  let status = 0
  for (const word of words) {
    const variable = shell.variables.get(word)
    if (variable) yield* write(shell.process, 1, declaration(shell, word, variable, 'declare', '-'))
    else {
      yield* complain(shell, `${word}: not found`, 'declare')
      status = 1
    }
  }
  return status
}

export function* shift(shell: Shell, argv: readonly string[]): Step<number> {
  const text = argv[1] ?? '1'
  if (!/^\d+$/.test(text)) {
    yield* complain(shell, wordings[shell.dialect].notANumber(text), 'shift')
    if (shell.dialect === 'bash') return 1
    throw new Abandon(2)
  }
  const count = Number(text)
  if (count > shell.positional.length) {
    if (shell.dialect !== 'dash') return 1
    yield* complain(shell, "can't shift that many", 'shift')
    throw new Abandon(2)
  }
  shell.positional = shell.positional.slice(count)
  shell.optionOffset = 0
  return 0
}
