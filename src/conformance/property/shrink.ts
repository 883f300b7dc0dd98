import { isFields } from '../fields.ts'
import { type Call, isPass, type Step } from '../program/program.ts'

/** Whether a list of steps still fails as the whole did. */
export type Fails = (steps: readonly Step[]) => Promise<boolean>

/**
 * Leaves out what is not needed, in ever smaller parts (Zeller's delta debugging), until every single step is. Stops
 * early when `fails` is asked no more.
 */
export const leaveOut = async (steps: readonly Step[], fails: Fails): Promise<readonly Step[]> => {
  let kept = steps
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    let isSmaller = true
    while (isSmaller) {
      isSmaller = false
      // From the end: what comes last can be left out without anything that stands on it.
      for (let start = kept.length - size; start > -size; start -= size) {
        const rest = [...kept.slice(0, Math.max(0, start)), ...kept.slice(start + size)]
        if (rest.length === kept.length || !(await fails(rest))) continue
        kept = rest
        isSmaller = true
      }
    }
  }
  return kept
}

/** The same value with one field less, for each field, inner ones after outer ones. */
const simpler = (value: unknown): unknown[] => {
  if (!isFields(value)) return []
  const keys = Object.keys(value)
  const without = keys.map(key => Object.fromEntries(Object.entries(value).filter(([other]) => other !== key)))
  const within = keys.flatMap(key => simpler(value[key]).map(inner => ({ ...value, [key]: inner })))
  return [...without, ...within]
}

/** The same call with less to it: without a setting, a parameter, a condition. */
const simplerCalls = (call: Call): Call[] => {
  const parts = (['query', 'body'] as const).flatMap(key =>
    simpler(call[key]).map(value => {
      const { [key]: _, ...rest } = call
      return isFields(value) && Object.keys(value).length === 0 ? rest : { ...rest, [key]: value }
    }),
  )
  const { input, ...silent } = call
  return input === undefined ? parts : [silent, ...parts]
}

const simplify = async (steps: readonly Step[], fails: Fails): Promise<readonly Step[]> => {
  let kept = steps
  for (let index = 0; index < kept.length; index++) {
    for (let tried = 0; ; ) {
      const step = kept[index]
      const candidate = step && !isPass(step) ? simplerCalls(step)[tried] : undefined
      if (!candidate) break
      const changed = kept.with(index, candidate)
      if (await fails(changed)) {
        kept = changed
        tried = 0
      } else tried++
    }
  }
  return kept
}

/** The fewest steps that still fail, each with as little to it as possible. */
export const shrinkSteps = async (steps: readonly Step[], fails: Fails): Promise<readonly Step[]> =>
  simplify(await leaveOut(steps, fails), fails)
