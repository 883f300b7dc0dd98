/** Holds every mutant of the fake against the suite: `npm run mutants -- [TEXT in the name]`. */
import { type Finding, hold } from './hold.ts'
import { mutants } from './index.ts'
import { type Mutant, unmutated } from './mutant.ts'
import { survivors } from './survivors.ts'

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

const holdAll = async (chosen: readonly Mutant[]): Promise<Finding[]> => {
  const findings: Finding[] = []
  let next = 0
  const work = async (): Promise<void> => {
    for (let each = chosen[next++]; each; each = chosen[next++]) {
      const finding = await hold(each)
      findings.push(finding)
      console.log(judgementOf(finding)[1])
    }
  }
  await Promise.all(Array.from({ length: concurrency }, work))
  return findings
}

const wanted = process.argv[2] ?? ''
const chosen = mutants.filter(({ id }) => id.includes(wanted))
const findings = await holdAll([unmutated, ...chosen])
const unexpected = findings.map(judgementOf).filter(([isExpected]) => !isExpected)
const killed = findings.filter(({ mutant, killedBy }) => mutant !== unmutated && killedBy !== undefined).length
console.log(`\n${chosen.length} mutants, ${killed} killed, ${chosen.length - killed} survive`)
for (const [, line] of unexpected) console.log(line)
process.exitCode = unexpected.length === 0 ? 0 : 1
