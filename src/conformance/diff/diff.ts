import type { SequentialProgram, Step } from '../program/program.ts'
import { leaveOut } from '../property/shrink.ts'
import type { Session } from '../session.ts'
import { Inconclusive, UnsafeRequest } from '../violation.ts'
import { TargetLost } from '../wire.ts'
import { createQueue, setApart } from './apart.ts'
import { explanationOf, type KnownDifference, knownDifferences } from './known.ts'
import { type Divergence, divergencesOf, type Side } from './lockstep.ts'
import { tamed } from './tame.ts'

export interface DiffOptions {
  readonly left: Session
  readonly right: Session
  readonly programs: readonly SequentialProgram[]
  /** How many programs are run at the same time. Default 4. */
  readonly concurrency?: number
  /** For how many differences the shortest program is looked for. Default 20. */
  readonly shrunk?: number
  /** How long all of that may take. Default 300. */
  readonly shrinkSeconds?: number
  readonly known?: readonly KnownDifference[]
  /** Aborted: no more programs are begun. */
  readonly signal?: AbortSignal
  readonly onProgram?: (done: number, of: number, unexplained: number) => void
}

/** One kind of difference, however often it was seen. */
export interface Finding {
  readonly divergence: Divergence
  readonly count: number
  /** Why it is meant; absent: nobody has explained it. */
  readonly because?: string
  /** The shortest program that shows it, as far as it was looked for. */
  readonly program: SequentialProgram
}

export interface DiffOutcome {
  readonly programs: number
  readonly steps: number
  readonly findings: readonly Finding[]
  /** Differences that did not come again when their program was run once more. */
  readonly passing: readonly Pick<Finding, 'divergence' | 'program'>[]
  /** Programs that got no answer in half a minute, and what was asked last, or did not come to an end: nothing is known of these. */
  readonly lost: readonly { readonly why: string; readonly program: SequentialProgram }[]
  /** Known differences that did not show: the daemons agree there by now, or nothing looked. */
  readonly unseen: readonly KnownDifference[]
}

interface Seen {
  readonly divergence: Divergence
  readonly because: string | undefined
  count: number
  program: SequentialProgram
}

/** A daemon that is this often too busy to answer is not there. */
const lostMax = 20

/** What makes two differences the same one: not which container of a program, nor which place in a list. */
const signatureOf = ({ call, where, left, right }: Divergence): string =>
  `${call} ${where} ${JSON.stringify([left, right])}`
    .replace(/\[\d+\]/g, '[]')
    .replace(/\{([cenvim])\d+/g, '{$1')
    .replace(/"<number>"|\b\d+\b/g, '#')

/** Runs programs on two daemons, and gathers where they said something else. */
export const diff = async (options: DiffOptions): Promise<DiffOutcome> => {
  const { known = knownDifferences, signal, onProgram } = options
  const [left, right] = [sideOf(options.left), sideOf(options.right)]
  const programs = options.programs.map(tamed)
  const seen = new Map<string, Seen>()
  const used = new Set<KnownDifference>()
  let next = 0
  let done = 0
  let steps = 0
  const passing: Pick<Finding, 'divergence' | 'program'>[] = []
  const lost: { readonly why: string; readonly program: SequentialProgram }[] = []

  const note = (divergence: Divergence, program: SequentialProgram, because?: string): void => {
    const signature = signatureOf(divergence)
    const before = seen.get(signature)
    if (!before) seen.set(signature, { divergence, because, count: 1, program })
    else {
      before.count++
      if (program.steps.length < before.program.steps.length) before.program = program
    }
  }

  const one = async (program: SequentialProgram, place: number): Promise<void> => {
    const apart = setApart(program, place)
    const found = await divergencesOf(apart, left, right)
    const open: Divergence[] = []
    for (const divergence of found) {
      const explanation = explanationOf(divergence, known)
      if (explanation) {
        used.add(explanation)
        note(divergence, program, explanation.because)
      } else open.push(divergence)
    }
    if (open.length === 0) return
    const isNew = open.some(divergence => !seen.has(signatureOf(divergence)))
    const again = isNew ? new Set((await divergencesOf(apart, left, right)).map(signatureOf)) : undefined
    for (const divergence of open) {
      const signature = signatureOf(divergence)
      if (again === undefined || again.has(signature) || seen.has(signature)) note(divergence, program)
      else passing.push({ divergence, program })
    }
  }

  const work = async (place: number): Promise<void> => {
    for (let index = next++; index < programs.length && !signal?.aborted; index = next++) {
      const program = programs[index]
      if (!program) return
      try {
        await one(program, place)
      } catch (error) {
        if (!isLost(error) || lost.length === lostMax) throw error
        lost.push({ why: error.message, program })
      }
      steps += program.steps.length
      done++
      onProgram?.(done, programs.length, unexplainedIn(seen).length)
    }
  }
  await Promise.all(Array.from({ length: options.concurrency ?? 4 }, (_, place) => work(place)))
  await shrink(unexplainedIn(seen).slice(0, options.shrunk ?? 20), [left, right], options)
  const findings = [...seen.values()].map(({ because, ...rest }) => ({
    ...rest,
    ...(because !== undefined && { because }),
  }))
  return { programs: done - lost.length, steps, findings, passing, lost, unseen: known.filter(each => !used.has(each)) }
}

/** Looks for shorter programs that show the same, as long as there is time. */
const shrink = async (
  findings: readonly Seen[],
  [left, right]: readonly [Side, Side],
  { signal, shrinkSeconds = 300 }: DiffOptions,
): Promise<void> => {
  const end = performance.now() + shrinkSeconds * 1000
  const isEnough = (): boolean => signal?.aborted === true || performance.now() >= end
  for (const each of findings) {
    const signature = signatureOf(each.divergence)
    const shows = async (steps: readonly Step[]): Promise<boolean> =>
      steps.length > 0 &&
      !isEnough() &&
      (await divergencesOf({ steps }, left, right).catch(nothingShown)).some(each => signatureOf(each) === signature)
    each.program = { steps: await leaveOut(each.program.steps, shows) }
  }
}

const sideOf = (session: Session): Side => ({ ...session, pruneInTurn: createQueue() })

/** With a step less, a program may name what it has not made, which is never sent; and any may get lost. */
const nothingShown = (error: unknown): Divergence[] => {
  if (error instanceof UnsafeRequest || isLost(error)) return []
  throw error
}

/** There was no answer, or no end. */
const isLost = (error: unknown): error is TargetLost | Inconclusive =>
  error instanceof TargetLost || error instanceof Inconclusive

const unexplainedIn = (seen: ReadonlyMap<string, Seen>): Seen[] =>
  [...seen.values()].filter(({ because }) => because === undefined)

export const isExplained = ({ because }: Finding): boolean => because !== undefined
