import type { ParameterExpansionPart, ParameterOperation, Word } from 'unbash'
import type { Step } from '../../kernel/process.ts'
import { Abandon } from './control.ts'
import { type Expanded, fieldBreak, joined, joinedPattern, quoted, splittable } from './fields.ts'
import { assign, assignElement, calculate, elementsOf, isName, keyOf, scalarParameter, unset } from './parameters.ts'
import { type ReplaceWhere, replacePattern, withoutPrefix, withoutSuffix } from './pattern.ts'
import { bashQuoted } from './quoting.ts'
import type { Shell } from './state.ts'
import { wordings } from './wording.ts'

/** Where an expansion stands. */
export interface Context {
  readonly quoted: boolean
  /** Whether the word will be cut into fields. */
  readonly fields: boolean
  /** Expands an operand. */
  readonly expand: (shell: Shell, word: Word, context: Context) => Step<Expanded[]>
}

/** A parameter's value: one string, or a list for `@` and `*`. */
interface Value {
  readonly values: readonly string[]
  readonly list: '@' | '*' | undefined
  readonly set: boolean
}

const scalar = (value: string | undefined): Value => ({
  values: [value ?? ''],
  list: undefined,
  set: value !== undefined,
})

const listed = (values: readonly string[], list: '@' | '*'): Value => ({ values, list, set: values.length > 0 })

const isList = (name: string): name is '@' | '*' => name === '@' || name === '*'

/** `$x`. */
export const expandSimple = (shell: Shell, name: string, context: Context): readonly Expanded[] => {
  const value = isList(name) ? listed(shell.positional, name) : scalar(scalarParameter(shell, name))
  return present(shell, required(shell, name, value), context)
}

const required = (shell: Shell, name: string, value: Value): Value => {
  if (value.set || value.list || !shell.options.has('nounset')) return value
  throw unset(shell, name)
}

/** A value as pieces: what `"$@"` and `"$*"` are about. */
const present = (shell: Shell, { values, list }: Value, context: Context): readonly Expanded[] => {
  const piece = context.quoted ? quoted : splittable
  if (!list) return [piece(values[0] ?? '')]
  if (list === '*' && (context.quoted || !context.fields)) {
    return [piece(values.join((shell.variables.value('IFS') ?? ' ').slice(0, 1)))]
  }
  return values.flatMap((value, index) => (index === 0 ? [piece(value)] : [fieldBreak, piece(value)]))
}

/** `${…}`. */
export function* expandParameter(
  shell: Shell,
  part: ParameterExpansionPart,
  context: Context,
): Step<readonly Expanded[]> {
  refuseForeign(shell, part)
  const { operation, prefix } = part
  const name = yield* parameterName(shell, part, context)
  if (prefix === '!' && operation?.type === 'Names') {
    const names = shell.variables.names().filter(known => known.startsWith(part.parameter))
    return present(shell, listed(names, operation.operator), context)
  }
  const value = yield* findValue(shell, part, name, context)
  if (prefix === '#') {
    // In ash `${#@}` and `${#*}` measure the parameters as one text.
    const whole = shell.dialect === 'ash' && value.list ? value.values.join(' ').length : value.values.length
    const length = value.list ? whole : [...(required(shell, name, value).values[0] ?? '')].length
    return present(shell, scalar(String(length)), context)
  }
  if (!operation) return present(shell, required(shell, name, value), context)
  if (operation.type === 'Default') return yield* withDefault(shell, part, name, value, operation, context)
  return present(shell, yield* transformed(shell, name, required(shell, name, value), operation, context), context)
}

/** Forms that only some dialects know, and those that nobody does. */
const refuseForeign = (shell: Shell, part: ParameterExpansionPart): void => {
  const { operation } = part
  const kind = operation?.type
  const bashOnly =
    part.index !== undefined || part.prefix === '!' || kind === 'CaseModification' || kind === 'Transform'
  const unknown = kind === 'Unknown' || part.parameter === ''
  const refused =
    unknown ||
    (shell.dialect !== 'bash' && bashOnly) ||
    (shell.dialect === 'dash' && (kind === 'Slice' || kind === 'Replace'))
  if (!refused) return
  const { badSubstitution } = wordings[shell.dialect]
  if (shell.dialect === 'bash') throw new Abandon(1, `${part.text}: ${badSubstitution}`)
  throw new Abandon(2, badSubstitution)
}

/** The name that is meant: itself, or with `${!name}` the one that its value tells. */
function* parameterName(shell: Shell, part: ParameterExpansionPart, context: Context): Step<string> {
  const { parameter, prefix, index, operation } = part
  if (prefix !== '!' || operation?.type === 'Names') return parameter
  if (index && /^[@*]$/.test(index.text)) return parameter
  const key = index ? yield* subscript(shell, parameter, index, context) : undefined
  const target = key === undefined ? scalarParameter(shell, parameter) : elementsOf(shell, parameter).get(key)
  if (target === undefined || target === '') throw new Abandon(1, `${parameter}: invalid indirect expansion`)
  return target
}

function* subscript(shell: Shell, name: string, index: Word, context: Context): Step<string> {
  const text = joined(yield* context.expand(shell, index, { ...context, quoted: false, fields: false }))
  return keyOf(shell, name, text)
}

function* findValue(shell: Shell, part: ParameterExpansionPart, name: string, context: Context): Step<Value> {
  const { index, prefix } = part
  const inName = /^(\w+)\[(.*)\]$/.exec(name)
  if (prefix === '!' && inName && !(index && isList(index.text)))
    return elementValue(shell, inName[1] ?? '', inName[2] ?? '')
  if (isList(name)) return listed(shell.positional, name)
  if (!index || (prefix === '!' && !isList(index.text))) return scalar(scalarParameter(shell, name))
  if (!isList(index.text)) return scalar(elementsOf(shell, name).get(yield* subscript(shell, name, index, context)))
  const elements = elementsOf(shell, name)
  return listed([...(prefix === '!' ? elements.keys() : elements.values())], index.text)
}

const elementValue = (shell: Shell, name: string, key: string): Value => {
  const elements = elementsOf(shell, name)
  return isList(key) ? listed([...elements.values()], key) : scalar(elements.get(keyOf(shell, name, key)))
}

type Default = ParameterOperation & { readonly type: 'Default' }

function* withDefault(
  shell: Shell,
  part: ParameterExpansionPart,
  name: string,
  value: Value,
  operation: Default,
  context: Context,
): Step<readonly Expanded[]> {
  const { operator, operand } = operation
  const nullCounts = operator.startsWith(':')
  const given = value.set && !(nullCounts && value.values.join('') === '')
  const kind = operator.at(-1)
  if (kind === '+') return given ? yield* context.expand(shell, operand, context) : present(shell, scalar(''), context)
  if (given) return present(shell, value, context)
  if (kind === '-') return yield* context.expand(shell, operand, context)
  const text = joined(yield* context.expand(shell, operand, { ...context, fields: false }))
  if (kind === '?') {
    const { unset: missing, unsetOrNull } = wordings[shell.dialect]
    const plain = shell.dialect === 'bash' && !nullCounts ? 'parameter not set' : missing
    throw new Abandon(shell.dialect === 'bash' ? 127 : 2, `${name}: ${text || (nullCounts ? unsetOrNull : plain)}`)
  }
  if (!isName(name)) throw new Abandon(2, wordings[shell.dialect].badSubstitution)
  if (part.index) assignElement(shell, name, part.index.text, text)
  else assign(shell, name, text)
  return present(shell, scalar(text), context)
}

/** The operations that change each value by itself, and slices. */
function* transformed(
  shell: Shell,
  name: string,
  value: Value,
  operation: ParameterOperation,
  context: Context,
): Step<Value> {
  const each = (change: (text: string) => string): Value => ({ ...value, values: value.values.map(change) })
  const extended = shell.dialect === 'bash'
  switch (operation.type) {
    case 'Remove': {
      const pattern = yield* patternOf(shell, operation.operand, context)
      const remove = operation.operator.startsWith('#') ? withoutPrefix : withoutSuffix
      return each(text => remove(text, pattern, operation.operator.length === 2, extended))
    }
    case 'Replace': {
      const pattern = yield* patternOf(shell, operation.pattern, context)
      const replacement = joined(yield* context.expand(shell, operation.replacement, { ...context, fields: false }))
      const where = replaceWhere[operation.operator]
      // ash knows no anchors: the sign is part of the pattern.
      const anchor =
        shell.dialect === 'ash' && (where === 'start' || where === 'end') ? operation.operator.slice(1) : ''
      if (anchor) return each(text => replacePattern(text, anchor + pattern, replacement, 'first'))
      return each(text => replacePattern(text, pattern, replacement, where, extended))
    }
    case 'Slice':
      return yield* sliced(shell, name, value, operation, context)
    case 'CaseModification': {
      const pattern = operation.operand ? yield* patternOf(shell, operation.operand, context) : '?'
      return each(text => recased(text, operation.operator, pattern))
    }
    case 'Transform':
      return each(text => transform(operation.operand.text, text))
    default:
      return value
  }
}

const replaceWhere: Readonly<Record<'/' | '//' | '/#' | '/%', ReplaceWhere>> = {
  '/': 'first',
  '//': 'all',
  '/#': 'start',
  '/%': 'end',
}

function* patternOf(shell: Shell, word: Word, context: Context): Step<string> {
  return joinedPattern(yield* context.expand(shell, word, { ...context, quoted: false, fields: false }))
}

function* sliced(
  shell: Shell,
  name: string,
  value: Value,
  operation: ParameterOperation & { readonly type: 'Slice' },
  context: Context,
): Step<Value> {
  const bounds: number[] = []
  for (const word of [operation.offset, operation.length]) {
    if (!word) continue
    const text = joined(yield* context.expand(shell, word, { ...context, quoted: true, fields: false }))
    bounds.push(Number(calculate(shell, text)))
  }
  const [offset = 0, length] = bounds
  const items = !value.list ? [...(value.values[0] ?? '')] : isList(name) ? [shell.name, ...value.values] : value.values
  const from = offset < 0 ? items.length + offset : offset
  if (from < 0) return value.list ? { ...value, values: [] } : scalar('')
  const to = length === undefined ? items.length : length < 0 ? items.length + length : from + length
  if (to < from && !(shell.dialect === 'ash')) throw new Abandon(1, `${length}: substring expression < 0`)
  const kept = items.slice(isList(name) && from === 0 && offset === 0 && length === undefined ? 1 : from, to)
  return value.list ? { ...value, values: kept } : scalar(kept.join(''))
}

const recased = (text: string, operator: '^' | '^^' | ',' | ',,', pattern: string): string => {
  const change = (character: string): string =>
    operator[0] === '^' ? character.toUpperCase() : character.toLowerCase()
  const characters = [...text]
  return characters
    .map((character, index) => {
      const concerned = operator.length === 2 || index === 0
      return concerned && withoutPrefix(character, pattern, true) === '' ? change(character) : character
    })
    .join('')
}

const transform = (operator: string, text: string): string => {
  if (operator === 'Q') return bashQuoted(text)
  if (operator === 'U') return text.toUpperCase()
  if (operator === 'L') return text.toLowerCase()
  if (operator === 'u') return text.slice(0, 1).toUpperCase() + text.slice(1)
  return text
}
