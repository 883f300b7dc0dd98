import type { BinaryText } from '../binary.ts'
import type { RegexProgram } from './compile.ts'
import { type Assertion, isWordByte, RegexError } from './parse.ts'

/** Start and end of the match and of each group; -1 where a group took no part. */
export type Captures = readonly number[]

/** Work that one match may cost before it is refused: the host must never hang on a hostile pattern. */
const stepLimit = 20_000_000

interface Thread {
  readonly at: number
  readonly captures: Captures
}

export const assertionHolds = (assertion: Assertion, text: BinaryText, position: number): boolean => {
  if (assertion === 'start') return position === 0
  if (assertion === 'end') return position === text.length
  const before = position > 0 && isWordByte(text[position - 1] as string)
  const after = position < text.length && isWordByte(text[position] as string)
  if (assertion === 'boundary') return before !== after
  if (assertion === 'inside') return before === after
  return assertion === 'word-start' ? !before && after : before && !after
}

/**
 * The leftmost longest match at or after `from`, in time proportional to program × text whatever the pattern is: all
 * alternatives advance together (Thompson 1968; Pike's captures). Group boundaries are those of the preferred thread.
 */
export const simulate = (
  program: RegexProgram,
  slots: number,
  text: BinaryText,
  from: number,
  canStart: Uint8Array | undefined,
): Captures | undefined => {
  const visited = new Uint32Array(program.length)
  const unset = new Array<number>(slots).fill(-1)
  let generation = 0
  let steps = 0
  let current: Thread[] = []
  let best: Captures | undefined

  const add = (list: Thread[], start: number, captures: Captures, position: number): void => {
    const stack: Thread[] = [{ at: start, captures }]
    for (let thread = stack.pop(); thread; thread = stack.pop()) {
      const { at, captures } = thread
      if (visited[at] === generation) continue
      visited[at] = generation
      if (++steps > stepLimit) throw new RegexError('Regular expression too complex')
      const instruction = program[at]
      if (!instruction) continue
      if (instruction.op === 'jump') stack.push({ at: instruction.target, captures })
      else if (instruction.op === 'split')
        stack.push({ at: instruction.second, captures }, { at: instruction.first, captures })
      else if (instruction.op === 'save') {
        const saved = captures.slice()
        saved[instruction.slot] = position
        stack.push({ at: at + 1, captures: saved })
      } else if (instruction.op === 'assert') {
        if (assertionHolds(instruction.assertion, text, position)) stack.push({ at: at + 1, captures })
      } else if (instruction.op === 'match') best = better(best, captures)
      else list.push(thread)
    }
  }

  for (let position = from; position <= text.length; position++) {
    if (current.length === 0) {
      if (best) return best
      if (canStart) while (position < text.length && canStart[text.charCodeAt(position)] !== 1) position++
    }
    generation++
    const starting: Thread[] = current
    // Threads of this position were added under the last generation; marking them keeps a later start from doubling them.
    for (const thread of starting) visited[thread.at] = generation
    if (!best) add(starting, 0, unset, position)
    generation++
    const next: Thread[] = []
    const code = text.charCodeAt(position)
    for (const { at, captures } of starting) {
      const instruction = program[at]
      if (instruction?.op !== 'set' || instruction.table[code] !== 1) continue
      if (best && (captures[0] as number) > (best[0] as number)) continue
      add(next, at + 1, captures, position + 1)
    }
    current = next
  }
  return best
}

const better = (best: Captures | undefined, found: Captures): Captures => {
  if (!best) return found
  const [start = 0, end = 0] = found
  const [bestStart = 0, bestEnd = 0] = best
  return start < bestStart || (start === bestStart && end > bestEnd) ? found : best
}

/** The first match in order of preference, by trying: only for patterns with back references, which need it. */
export const backtrack = (
  program: RegexProgram,
  slots: number,
  text: BinaryText,
  from: number,
): Captures | undefined => {
  let steps = 0
  for (let start = from; start <= text.length; start++) {
    const stack: { at: number; position: number; captures: Captures }[] = [
      { at: 0, position: start, captures: new Array<number>(slots).fill(-1) },
    ]
    for (let state = stack.pop(); state; state = stack.pop()) {
      let { at, position, captures } = state
      for (let loops = 0; ; ) {
        if (++steps > stepLimit / 10) throw new RegexError('Regular expression too complex')
        const instruction = program[at]
        if (!instruction || instruction.op === 'match') return captures
        if (instruction.op === 'jump') {
          at = instruction.target
          // A loop whose body takes nothing would go round for ever.
          if (++loops > program.length) break
        } else if (instruction.op === 'split') {
          stack.push({ at: instruction.second, position, captures })
          at = instruction.first
        } else if (instruction.op === 'save') {
          captures = captures.with(instruction.slot, position)
          at++
        } else if (instruction.op === 'assert') {
          if (!assertionHolds(instruction.assertion, text, position)) break
          at++
        } else if (instruction.op === 'set') {
          if (position >= text.length || instruction.table[text.charCodeAt(position)] !== 1) break
          position++
          loops = 0
          at++
        } else {
          const begin = captures[2 * instruction.index] ?? -1
          const end = captures[2 * instruction.index + 1] ?? -1
          const taken = begin < 0 || end < 0 ? undefined : text.slice(begin, end)
          if (taken === undefined || !text.startsWith(taken, position)) break
          position += taken.length
          at++
        }
      }
    }
  }
  return undefined
}
