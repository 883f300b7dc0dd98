/** The variables of one shell: dynamic scope, exported ones for children, bash's arrays. */
export interface Variable {
  readonly value: string | undefined
  readonly exported: boolean
  readonly readonly: boolean
  /** Of an array: index (or key) → value. Indexed arrays are kept in the order of their numbers. */
  readonly elements?: ReadonlyMap<string, string>
  readonly associative?: boolean
  /** `declare -i`: what is assigned is an expression. */
  readonly integer?: boolean
}

export interface Variables {
  get(name: string): Variable | undefined
  value(name: string): string | undefined
  /** Changes what is given and keeps the rest; refuses (false) when the variable is read-only. */
  set(name: string, change: Partial<Variable>): boolean
  unset(name: string): boolean
  /** `local`: what the name had before comes back when the function returns. */
  localize(name: string): void
  enter(): void
  leave(): void
  readonly depth: number
  names(): string[]
  /** What children get: exported and set, as the table of ash holds them. */
  environment(): Map<string, string>
  fork(charge: (bytes: number) => void): Variables
}

const undefinedVariable: Variable = { value: undefined, exported: false, readonly: false }

const buckets = 39

/** Where ash and dash keep a variable: children get what is exported in the order of this table (hashvar). */
const bucketOf = (name: string): number => {
  let sum = name.charCodeAt(0) << 4
  for (let index = 0; index < name.length; index++) sum += name.charCodeAt(index)
  return sum % buckets
}

const sizeBytes = (variable: Variable | undefined): number => {
  if (!variable) return 0
  let size = variable.value?.length ?? 0
  for (const [key, value] of variable.elements ?? []) size += key.length + value.length + 16
  return size
}

export const createVariables = (
  charge: (bytes: number) => void,
  initial: Iterable<readonly [string, Variable]> = [],
): Variables => {
  const variables = new Map<string, Variable>(initial)
  const frames: Map<string, Variable | undefined>[] = []
  let exported: Map<string, string> | undefined

  const put = (name: string, variable: Variable | undefined): void => {
    const before = variables.get(name)
    const growth = sizeBytes(variable) - sizeBytes(before)
    if (before?.exported || variable?.exported) exported = undefined
    if (variable) variables.set(name, variable)
    else variables.delete(name)
    if (growth !== 0) charge(growth)
  }
  return {
    get: name => variables.get(name),
    value(name) {
      const variable = variables.get(name)
      return variable?.elements ? variable.elements.get('0') : variable?.value
    },
    set(name, change) {
      const before = variables.get(name) ?? undefinedVariable
      if (before.readonly && ('value' in change || 'elements' in change)) return false
      put(name, { ...before, ...change })
      return true
    },
    unset(name) {
      if (variables.get(name)?.readonly) return false
      put(name, undefined)
      return true
    },
    localize(name) {
      const frame = frames.at(-1)
      if (frame && !frame.has(name)) frame.set(name, variables.get(name))
    },
    enter() {
      frames.push(new Map())
    },
    leave() {
      for (const [name, variable] of frames.pop() ?? []) put(name, variable)
    },
    get depth() {
      return frames.length
    },
    names: () => [...variables.keys()].sort(),
    environment() {
      if (!exported) {
        exported = new Map()
        const named = [...variables].filter(([, variable]) => variable.exported && variable.value !== undefined)
        named.sort(([left], [right]) => bucketOf(left) - bucketOf(right))
        for (const [name, { value = '' }] of named) exported.set(name, value)
      }
      return exported
    },
    fork(chargeFork) {
      const copy = createVariables(chargeFork, variables)
      for (let depth = 0; depth < frames.length; depth++) copy.enter()
      return copy
    },
  }
}
