import { requirements, watchedClaims } from '../../conformance/index.ts'
import { parseArguments, UsageError } from '../usage.ts'

/** Prints what one requirement claims, and where that is known from. */
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
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}
