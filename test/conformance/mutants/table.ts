import { type Finding, hold } from './hold.ts'
import { type Mutant, unmutated } from './mutant.ts'
import { type Draw, holdRandomly } from './random.ts'
import { survivors } from './survivors.ts'
import { createThreads } from './threads.ts'

const concurrency = 6

/** What is said of a finding, and whether it is as it should be. */
const judgementOf = ({ mutant, killedBy, reason = '' }: Finding): readonly [isExpected: boolean, line: string] => {
  const { id } = mutant
  const because = survivors.find(each => each.id === id)?.because
  if (mutant === unmutated)
    return killedBy === undefined
      ? [true, 'the fake meets everything']
      : [false, `THE FAKE FAILS ${killedBy}: ${reason}`]
  if (killedBy === undefined)
    return because === undefined ? [false, `SURVIVES ${id} ${reason}`] : [true, `survives ${id}: ${because}`]
  return because === undefined ? [true, `${id}: ${killedBy}`] : [false, `NO LONGER SURVIVES ${id}: ${killedBy}`]
}

const holdAll = async (
  chosen: readonly Mutant[],
  holdOne: (mutant: Mutant) => Promise<Finding>,
  lineOf: (finding: Finding) => string,
  atOnce: number,
): Promise<Finding[]> => {
  const findings: Finding[] = []
  let next = 0
  const work = async (): Promise<void> => {
    for (let each = chosen[next++]; each; each = chosen[next++]) {
      const finding = await holdOne(each)
      findings.push(finding)
      console.log(lineOf(finding))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return findings
}

const killedIn = (findings: readonly Finding[]): number =>
  findings.filter(({ mutant, killedBy }) => mutant !== unmutated && killedBy !== undefined).length

/** Holds mutants against the whole suite. True when each fares as it should. */
export const holdAgainstSuite = async (chosen: readonly Mutant[]): Promise<boolean> => {
  const findings = await holdAll([unmutated, ...chosen], hold, finding => judgementOf(finding)[1], concurrency)
  const unexpected = findings.map(judgementOf).filter(([isExpected]) => !isExpected)
  const killed = killedIn(findings)
  console.log(`\n${chosen.length} mutants, ${killed} killed, ${chosen.length - killed} survive`)
  for (const [, line] of unexpected) console.log(line)
  return unexpected.length === 0
}

/** So many mutants of a hundred must be found by programs that are drawn, and by nothing else. */
const shareMin = 70
/** With so many seeds the fake itself must do nothing wrong. */
const seeds = 50
const draw: Draw = { seed: 7, runs: 200 }
/** Of the fake with each seed. */
const runsOfFake = 20

const unmutatedFails = async (): Promise<string[]> => {
  const failures: string[] = []
  for (let seed = 1; seed <= seeds; seed++) {
    const { killedBy, reason } = await holdRandomly(unmutated, { seed, runs: runsOfFake })
    if (killedBy !== undefined) failures.push(`THE FAKE FAILS ${killedBy} with seed ${seed}: ${reason}`)
  }
  return failures
}

/** Holds mutants against drawn programs alone. True when enough are found, and the fake itself does nothing wrong. */
export const holdAgainstPrograms = async (chosen: readonly Mutant[]): Promise<boolean> => {
  const failures = await unmutatedFails()
  for (const line of failures) console.log(line)
  console.log(`the fake: ${failures.length} of ${seeds} seeds find something`)
  const lineOf = ({ mutant, killedBy, reason }: Finding): string =>
    killedBy === undefined ? `survives ${mutant.id} ${reason ?? ''}` : `${mutant.id}: ${killedBy}`
  // Nothing waits for time to pass: more at once in one thread would only take turns.
  const threads = createThreads(draw)
  const killed = killedIn(await holdAll(chosen, threads.hold, lineOf, threads.count))
  await threads.close()
  const share = Math.floor((100 * killed) / Math.max(1, chosen.length))
  console.log(`\n${chosen.length} mutants, ${killed} killed by programs alone: ${share} %`)
  return failures.length === 0 && share >= shareMin
}
