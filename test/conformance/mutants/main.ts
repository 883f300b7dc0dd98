/**
 * Holds every mutant of the fake against the suite: `npm run mutants -- [TEXT in the name]`; against drawn programs alone:
 * `npm run mutants -- --random [TEXT in the name]`.
 */
import { mutants } from './index.ts'
import { holdAgainstPrograms, holdAgainstSuite } from './table.ts'

const args = process.argv.slice(2)
const [wanted = ''] = args.filter(each => each !== '--random')
const chosen = mutants.filter(({ id }) => id.includes(wanted))
const isFine = await (args.includes('--random') ? holdAgainstPrograms : holdAgainstSuite)(chosen)
process.exitCode = isFine ? 0 : 1
