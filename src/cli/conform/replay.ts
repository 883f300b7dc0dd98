import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import {
  apiVersionOf,
  curlScript,
  type Entry,
  holdProgram,
  ledgerPathOf,
  openSession,
  type Program,
  ProgramError,
  readProgram,
  shownStep,
} from '../../conformance/index.ts'
import { parseArguments, UsageError } from '../usage.ts'
import { targetNamed, targetOptions, theTarget } from './targets.ts'

export const options = {
  ...targetOptions,
  as: { type: 'string' },
  only: { type: 'string' },
  image: { type: 'string' },
} as const

const textOf = (file: string): string => {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8')
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : error}`)
  }
}

interface Reported {
  readonly id?: unknown
  readonly program?: unknown
}

/** The program of a file: the file itself, or that of a requirement in a report. */
const programIn = (file: string, only: string | undefined): Program => {
  try {
    const value = JSON.parse(textOf(file)) as { requirements?: readonly Reported[] }
    if (!Array.isArray(value?.requirements)) return readProgram(value)
    const found = value.requirements.filter(
      ({ id, program }) => program !== undefined && (only === undefined || id === only),
    )
    const [first, ...others] = found
    if (!first) throw new UsageError(`no requirement in ${file} has a program`)
    if (others.length > 0)
      throw new UsageError(
        `${file} has several programs: say --only with one of ${found.map(({ id }) => id).join(', ')}`,
      )
    return readProgram(first.program)
  } catch (error) {
    if (error instanceof ProgramError) throw new UsageError(`${file}: ${error.message}`)
    if (error instanceof SyntaxError) throw new UsageError(`${file} is no JSON: ${error.message}`)
    throw error
  }
}

const print = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

const show = ({ step, observation, isCut }: Entry): void =>
  print(`${String(observation?.status ?? '').padEnd(3)} ${shownStep(step)}${isCut ? ' (did not end)' : ''}`)

/** Runs a program once more, and tells whether it still breaks something. */
export const replay = async (args: readonly string[]): Promise<void> => {
  const { values: flags, positionals } = parseArguments(args, options)
  const [file, ...rest] = positionals
  if (file === undefined) throw new UsageError('conform replay wants a file with a program, or - for its input')
  if (flags.as !== undefined && flags.as !== 'curl') throw new UsageError('a program can be printed --as curl')
  const program = programIn(file, flags.only)
  const target = await targetNamed(theTarget(rest), flags)
  const run = randomBytes(4).toString('hex')
  const image = flags.image ?? 'busybox'
  try {
    if (flags.as === 'curl') {
      process.stdout.write(
        curlScript(program, { apiVersion: await apiVersionOf(target), image, prefix: `mkc-${run}-` }),
      )
      return
    }
    const session = await openSession({ target, run, ledgerPath: ledgerPathOf(run), image })
    try {
      const failure = await session.environment.withWorld(world =>
        holdProgram(program, world, undefined, { onEntry: show }),
      )
      if (!failure) return print('nothing is broken')
      const { requirement, message } = failure.breach
      print(`${requirement}: ${message}`)
      process.exitCode = 1
    } finally {
      await session.close()
    }
  } finally {
    await target.close()
  }
}
