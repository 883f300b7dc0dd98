import { microsecondsPerSecond, unixSeconds } from '../../time.ts'
import { ArithmeticError, type ArithmeticVariables, evaluateArithmetic } from './arithmetic.ts'
import { Abandon } from './control.ts'
import { currentLine } from './message.ts'
import { optionLetters } from './options.ts'
import type { Shell } from './state.ts'
import { wordings } from './wording.ts'

/** `$?`, `$#` and the like. */
const special: Readonly<Record<string, (shell: Shell) => string | undefined>> = {
  '?': shell => String(shell.status),
  $: shell => String(shell.mainPid),
  '!': shell => (shell.lastBackground === undefined ? undefined : String(shell.lastBackground)),
  '#': shell => String(shell.positional.length),
  '-': shell => optionLetters(shell.options),
  '0': shell => shell.name,
}

const everywhere: Readonly<Record<string, (shell: Shell) => string>> = {
  LINENO: shell => String(Math.max(1, currentLine(shell))),
}

const dynamic: Readonly<Record<Shell['dialect'], Readonly<Record<string, (shell: Shell) => string>>>> = {
  dash: everywhere,
  ash: {
    ...everywhere,
    RANDOM: shell => String(shell.random.integer(32_768)),
  },
  bash: {
    ...everywhere,
    RANDOM: shell => String(shell.random.integer(32_768)),
    SRANDOM: shell => String(shell.random.integer(2 ** 32)),
    SECONDS: ({ process }) =>
      String(Math.floor((process.kernel.clock.now() - process.startedAt) / microsecondsPerSecond)),
    EPOCHSECONDS: ({ process }) => String(unixSeconds(process.kernel.clock.now())),
    BASHPID: ({ process }) => String(process.pid),
    BASH_SUBSHELL: shell => (shell.subshell ? '1' : '0'),
    UID: ({ process }) => String(process.credentials.uid),
    EUID: ({ process }) => String(process.credentials.uid),
  },
}

const lists: Readonly<Record<string, (shell: Shell) => readonly string[]>> = {
  PIPESTATUS: shell => shell.pipeStatus.map(String),
  FUNCNAME: shell => shell.functionNames.toReversed(),
  BASH_SOURCE: shell => [...shell.functionNames.map(() => shell.name), shell.name],
}

export const scalarParameter = (shell: Shell, name: string): string | undefined => {
  const first = name.charCodeAt(0)
  if (first >= 48 && first <= 57) return name === '0' ? shell.name : shell.positional[Number(name) - 1]
  const own = special[name]
  if (own) return own(shell)
  const value = shell.variables.value(name)
  if (value !== undefined) return value
  if (shell.dialect === 'bash' && lists[name]) return lists[name](shell)[0]
  return dynamic[shell.dialect][name]?.(shell)
}

/** The elements of an array; a scalar is an array of one. */
export const elementsOf = (shell: Shell, name: string): ReadonlyMap<string, string> => {
  const variable = shell.variables.get(name)
  if (variable?.elements) return variable.elements
  const list = variable ? undefined : lists[name]?.(shell)
  if (list) return new Map(list.map((value, index) => [String(index), value]))
  const value = scalarParameter(shell, name)
  return new Map(value === undefined ? [] : [['0', value]])
}

export const isName = (text: string): boolean => /^[A-Za-z_]\w*$/.test(text)

/** Assigns, or ends the command: the variable is read-only. */
export const assign = (shell: Shell, name: string, value: string): void => {
  const variable = shell.variables.get(name)
  if (variable?.elements) {
    assignElement(shell, name, '0', value)
    return
  }
  const kept = variable?.integer ? String(calculate(shell, value)) : value
  const exported = shell.options.has('allexport') ? { exported: true } : {}
  if (!shell.variables.set(name, { value: kept, ...exported })) throw readOnly(shell, name)
}

export const assignElement = (shell: Shell, name: string, index: string, value: string): void => {
  const variable = shell.variables.get(name)
  const elements = new Map(variable?.elements ?? (variable?.value === undefined ? [] : [['0', variable.value]]))
  elements.set(variable?.associative ? index : indexOf(shell, name, index), value)
  assignElements(shell, name, elements)
}

/** A whole array; indexed ones are put in order. */
export const assignElements = (shell: Shell, name: string, elements: ReadonlyMap<string, string>): void => {
  const associative = shell.variables.get(name)?.associative === true
  const sorted = associative ? elements : new Map([...elements].sort(([a], [b]) => Number(a) - Number(b)))
  if (!shell.variables.set(name, { value: undefined, elements: sorted })) throw readOnly(shell, name)
}

/** The number that a subscript stands for; a negative one counts from the end. */
export const indexOf = (shell: Shell, name: string, subscript: string): string => {
  const index = Number(calculate(shell, subscript))
  if (index >= 0) return String(index)
  const last = [...(shell.variables.get(name)?.elements?.keys() ?? [])].at(-1)
  return String(Number(last ?? -1) + 1 + index)
}

const readOnly = (shell: Shell, name: string): Abandon =>
  new Abandon(shell.dialect === 'bash' ? 1 : 2, `${name}: ${wordings[shell.dialect].readOnly}`)

/** Evaluates an expression whose `$` expansions are done. */
export const calculate = (shell: Shell, text: string): bigint => {
  try {
    return evaluateArithmetic(text, arithmeticVariables(shell))
  } catch (error) {
    if (!(error instanceof ArithmeticError)) throw error
    throw new Abandon(shell.dialect === 'bash' ? 1 : 2, arithmeticMessage(shell, text, error))
  }
}

const arithmeticMessage = (shell: Shell, text: string, error: ArithmeticError): string => {
  const wording = wordings[shell.dialect]
  const what =
    error.kind === 'division'
      ? wording.divisionByZero
      : error.kind === 'recursion'
        ? 'expression recursion loop detected'
        : wording.arithmeticSyntax
  return shell.dialect === 'bash' ? `${text.trim()}: ${what} (error token is "${text.trim()}")` : what
}

const arithmeticVariables = (shell: Shell): ArithmeticVariables => ({
  get(name) {
    const subscripted = /^(\w+)\[(.*)\]$/.exec(name)
    const value = subscripted
      ? elementsOf(shell, subscripted[1] ?? '').get(keyOf(shell, subscripted[1] ?? '', subscripted[2] ?? ''))
      : scalarParameter(shell, name)
    if (value === undefined && shell.options.has('nounset')) throw unset(shell, name)
    return value
  },
  set(name, value) {
    const subscripted = /^(\w+)\[(.*)\]$/.exec(name)
    if (subscripted) assignElement(shell, subscripted[1] ?? '', subscripted[2] ?? '', value)
    else assign(shell, name, value)
  },
})

/** The key in an array that a subscript (expanded) means. */
export const keyOf = (shell: Shell, name: string, subscript: string): string =>
  shell.variables.get(name)?.associative ? subscript : indexOf(shell, name, subscript)

export const unset = (shell: Shell, name: string): Abandon =>
  new Abandon(shell.dialect === 'bash' ? 1 : 2, `${name}: ${wordings[shell.dialect].unset}`)
