import { readFileSync } from 'node:fs'
import {
  type Claim,
  type Expectation,
  isFitting,
  parseExpected,
  requirements,
  watchedClaims,
} from '../../conformance/index.ts'
import { parseArguments, UsageError } from '../usage.ts'
import { type Deviation, deviationsFrom } from './known.ts'

export const options = { expected: { type: 'string', multiple: true }, json: { type: 'boolean' } } as const

const claims: readonly Claim[] = [...requirements, ...watchedClaims]

/** The ids that are meant by what was written: what has it in its name. */
const hint = (id: string): string => {
  const like = claims.filter(claim => id !== '' && claim.id.toLowerCase().includes(id.toLowerCase()))
  return like.length === 0
    ? ''
    : `; did you mean ${like
        .slice(0, 3)
        .map(claim => claim.id)
        .join(', ')}?`
}

const listedIn = (path: string): Expectation[] => {
  try {
    return parseExpected(readFileSync(path, 'utf8'), path, claims)
  } catch (error) {
    throw new UsageError(`--expected ${path}: ${error instanceof Error ? error.message : error}`)
  }
}

/** Who is known to do otherwise, and why: by the lists that are ours, and by those that are given. */
const deviations = (claim: Claim, lists: readonly string[]): readonly Deviation[] => [
  ...deviationsFrom(claim),
  ...lists
    .flatMap(listedIn)
    .filter(entry => isFitting(entry, claim.id))
    .map(({ because, place = '' }) => ({ daemon: place, because })),
]

/** Prints what one requirement claims, where that is known from, and who is known to do otherwise. */
export const explain = async (args: readonly string[]): Promise<void> => {
  const { values: flags, positionals } = parseArguments(args, options)
  const [id = ''] = positionals
  const found = claims.find(claim => claim.id === id)
  if (!found) throw new UsageError(`there is no requirement ${id}; see mockerd conform list${hint(id)}`)
  const { claim, level, operation, needs, evidence, since, until } = found
  const known = deviations(found, flags.expected ?? [])
  if (flags.json) {
    const explained = { id, claim, level, operation, needs, since, until, evidence, deviations: known }
    process.stdout.write(`${JSON.stringify(explained, undefined, 2)}\n`)
    return
  }
  const lines = [
    id,
    `  ${claim}.`,
    `  level      ${level}`,
    `  operation  ${operation}`,
    `  needs      ${needs.join(', ') || 'nothing'}`,
    ...(since === undefined ? [] : [`  since      API ${since}`]),
    ...(until === undefined ? [] : [`  until      API ${until}`]),
    ...evidence.map(each => `  evidence   ${each}`),
    ...known.map(({ daemon, because }) => `  otherwise  ${daemon}: ${because}`),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}
