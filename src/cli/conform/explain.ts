import { requirements, watchedClaims } from '../../conformance/index.ts'
import { parseArguments, UsageError } from '../usage.ts'
import { deviationsFrom } from './known.ts'

/** Prints what one requirement claims, where that is known from, and which daemons are known to do otherwise. */
export const explain = async (args: readonly string[]): Promise<void> => {
  const [id = ''] = parseArguments(args, {}).positionals
  const found = [...requirements, ...watchedClaims].find(claim => claim.id === id)
  if (!found) throw new UsageError(`there is no requirement ${id}; see mockerd conform list`)
  const { claim, level, needs, evidence, since, until } = found
  const lines = [
    found.id,
    `  ${claim}.`,
    `  level     ${level}`,
    `  needs     ${needs.join(', ') || 'nothing'}`,
    ...(since === undefined ? [] : [`  since     API ${since}`]),
    ...(until === undefined ? [] : [`  until     API ${until}`]),
    ...evidence.map(each => `  evidence  ${each}`),
    ...deviationsFrom(found).map(({ daemon, because }) => `  otherwise ${daemon}: ${because}`),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}
