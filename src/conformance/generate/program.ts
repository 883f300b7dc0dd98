import fc from 'fast-check'
import type { SequentialProgram, Step } from '../program/program.ts'
import { containerMoves } from './command.ts'
import { createContainer, creations } from './create.ts'
import { executionMoves } from './execution.ts'
import { listMoves } from './list.ts'
import { objectMoves } from './object.ts'
import { createPick, type Pick } from './pick.ts'
import { createShadow, type Shadow } from './shadow.ts'
import { systemMoves } from './system.ts'

/** Some steps that mean something together, made for what is there by now. */
type Move = (shadow: Shadow, pick: Pick) => Step[]

/** How often each move is made, beside the others. */
const moves: readonly (readonly [weight: number, move: Move])[] = [
  ...creations,
  ...containerMoves,
  ...listMoves,
  ...objectMoves,
  ...executionMoves,
  ...systemMoves,
]

const total = moves.reduce((sum, [weight]) => sum + weight, 0)

const moveAt = (place: number): Move => {
  let left = place
  for (const [weight, move] of moves) {
    if (left < weight) return move
    left -= weight
  }
  return createContainer
}

/** A move, and the numbers that its decisions are read off. */
type Drawn = readonly [place: number, numbers: readonly number[]]

const numbersOfMove = 12

const drawn: fc.Arbitrary<Drawn> = fc.tuple(
  fc.nat(total - 1),
  fc.array(fc.nat(9999), { minLength: numbersOfMove, maxLength: numbersOfMove }),
)

/** The program that these moves make, each for what those before it have most likely made. */
const compose = (chosen: readonly Drawn[]): SequentialProgram => {
  const shadow = createShadow()
  return { steps: chosen.flatMap(([place, numbers]) => moveAt(place)(shadow, createPick(numbers))) }
}

export interface Length {
  readonly minLength: number
  readonly maxLength: number
}

/** Programs of so many moves; one that is shrunk leaves moves out, and those that stay look for something else to do. */
export const programs = (
  { minLength, maxLength }: Length = { minLength: 4, maxLength: 14 },
): fc.Arbitrary<SequentialProgram> =>
  // Small numbers are not simpler than others here: drawn more often than the rest, they would make the same few moves.
  fc.noBias(fc.array(drawn, { minLength, maxLength })).map(compose)

/** The program, and at its end the question what has happened. */
export const askingWhatHappened = ({ steps }: SequentialProgram): SequentialProgram => ({
  steps: [...steps, { call: 'SystemEvents', query: { since: '1' } }],
})

/** So many programs; the same ones for the same seed. */
export const drawPrograms = (count: number, seed: number, length?: Length): SequentialProgram[] =>
  fc.sample(programs(length), { seed, numRuns: count })
