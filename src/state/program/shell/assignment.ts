import type { ArrayValue, Assignment } from 'unbash'
import type { Step } from '../../kernel/process.ts'
import { Abandon } from './control.ts'
import { expandText, expandWords } from './expand.ts'
import { assign, assignElement, assignElements, calculate, keyOf, scalarParameter } from './parameters.ts'
import type { Shell } from './state.ts'

/** Makes an assignment and gives it as text, for the trace. */
export function* applyAssignment(shell: Shell, assignment: Assignment): Step<string> {
  const { name, value, append, index } = assignment
  if (value.type === 'ArrayValue') {
    refuseArrays(shell)
    yield* assignArray(shell, name, value, append === true)
    return assignment.text
  }
  const text = yield* expandText(shell, value, 'assignment')
  if (index) {
    refuseArrays(shell)
    const key = keyOf(shell, name, yield* expandText(shell, index))
    const before = append ? (shell.variables.get(name)?.elements?.get(key) ?? '') : ''
    assignElement(shell, name, key, before + text)
    return `${name}[${key}]=${text}`
  }
  assign(shell, name, append ? appended(shell, name, text) : text)
  return `${name}=${text}`
}

const appended = (shell: Shell, name: string, text: string): string => {
  const before = scalarParameter(shell, name) ?? ''
  return shell.variables.get(name)?.integer ? String(calculate(shell, before) + calculate(shell, text)) : before + text
}

const refuseArrays = (shell: Shell): void => {
  if (shell.dialect !== 'bash')
    throw new Abandon(2, shell.dialect === 'ash' ? 'syntax error: unexpected "("' : 'Syntax error: "(" unexpected')
}

function* assignArray(shell: Shell, name: string, value: ArrayValue, append: boolean): Step<void> {
  const variable = shell.variables.get(name)
  const elements = new Map(append ? variable?.elements : undefined)
  if (append && variable?.value !== undefined && !variable.elements) elements.set('0', variable.value)
  let next = Math.max(-1, ...[...elements.keys()].map(Number).filter(Number.isFinite)) + 1
  for (const word of value.elements) {
    const keyed = /^\[([^\]]*)\]=/.exec(word.text)
    if (keyed) {
      const text = yield* expandText(shell, word)
      const cut = text.indexOf(']=')
      const key = keyOf(shell, name, text.slice(1, cut))
      elements.set(key, text.slice(cut + 2))
      next = Number(key) + 1
      continue
    }
    for (const text of yield* expandWords(shell, [word])) elements.set(String(next++), text)
  }
  assignElements(shell, name, elements)
}

/**
 * An argument of `export`, `local` and the like: `name=value` as one word. An array is assigned here and the
 * name alone handed on.
 */
export function* expandAssignment(shell: Shell, assignment: Assignment, associative: boolean): Step<string> {
  const { name, value, append, index } = assignment
  if (value.type === 'ArrayValue') {
    refuseArrays(shell)
    if (shell.functionNames.length > 0) shell.variables.localize(name)
    if (associative) shell.variables.set(name, { value: undefined, elements: new Map(), associative })
    yield* assignArray(shell, name, value, append === true)
    return name
  }
  const text = yield* expandText(shell, value, 'assignment')
  const key = index ? `[${yield* expandText(shell, index)}]` : ''
  return `${name}${key}=${append ? appended(shell, name, text) : text}`
}
