import { randomBytes } from 'node:crypto'
import { type DiffOutcome, diff as diffOf, type Finding, isExplained } from '../../conformance/diff/diff.ts'
import { drawPrograms } from '../../conformance/generate/program.ts'
import { ledgerPathOf, openSession, type Session, type Target, TargetLost } from '../../conformance/index.ts'
import { inProcessTarget } from '../../library/in-process-target.ts'
import { parseArguments, UsageError } from '../usage.ts'
import { withInterruption } from './interruption.ts'
import { type MakeFake, targetNamed, targetOptions } from './targets.ts'

export const options = {
  ...targetOptions,
  programs: { type: 'string' },
  seed: { type: 'string' },
  concurrency: { type: 'string' },
  image: { type: 'string' },
  json: { type: 'boolean' },
} as const

const numberOf = (flag: string, text: string | undefined, otherwise: number): number => {
  if (text === undefined) return otherwise
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`--${flag} wants a number, not ${text}`)
  return Number(text)
}

/** What a fake has by this name is its own: it gets the image of the other daemon, so that both have the same one. */
const shareImage = async (from: Target, to: Target, image: string): Promise<void> => {
  if (!to.name.startsWith('fake:') || from.name.startsWith('fake:')) return
  const { status, body } = await from.send({ method: 'GET', target: `/images/${image}/get`, headers: {} })
  if (status !== 200) return
  const headers = { 'Content-Type': 'application/x-tar' }
  await to.send({ method: 'POST', target: '/images/load?quiet=1', headers, body })
}

/** A fake whose time passes only while it is waited for: it does the same however busy the machine is. */
const inProcess: MakeFake = async ({ name, profile }) => inProcessTarget(name, { profile })

/** How long a program may take: both daemons wait for each other. */
const patienceSeconds = 300

const openOn = async (target: Target, image: string): Promise<Session> => {
  const run = randomBytes(4).toString('hex')
  try {
    return await openSession({ target, run, ledgerPath: ledgerPathOf(run), image, mode: 'safe', patienceSeconds })
  } catch (error) {
    if (!(error instanceof TargetLost)) throw error
    throw new UsageError(`${target.name} does not answer: ${error.message}`)
  }
}

/** Asks two daemons the same programs, and prints where they differ. */
export const diff = async (args: readonly string[]): Promise<void> => {
  const { values: flags, positionals } = parseArguments(args, options)
  const [one, other, ...rest] = positionals
  if (one === undefined || other === undefined || rest.length > 0)
    throw new UsageError('conform diff wants two targets, such as unix:///var/run/docker.sock and fake:docker-28')
  const count = numberOf('programs', flags.programs, 200)
  const seed = numberOf('seed', flags.seed, 1)
  const concurrency = numberOf('concurrency', flags.concurrency, 4)
  const { image = 'busybox:latest', json = false } = flags
  const open = (name: string): Promise<Target> => targetNamed(name, flags, inProcess)
  const targets = [await open(one), await open(other)] as const
  try {
    await shareImage(targets[0], targets[1], image)
    await shareImage(targets[1], targets[0], image)
    const programs = drawPrograms(count, seed)
    const outcome = await withInterruption(signal =>
      withSessions(targets, image, (left, right) =>
        diffOf({ left, right, programs, concurrency, signal, onProgram: progress }).finally(() => {
          process.exitCode = signal.aborted ? 130 : 0
        }),
      ),
    )
    const whole = { left: one, right: other, seed, ...jsonOf(outcome) }
    process.stdout.write(json ? `${JSON.stringify(whole, undefined, 2)}\n` : textOf(outcome))
    if (!outcome.findings.every(isExplained)) process.exitCode ||= 1
    if (outcome.lost.length > 0) process.exitCode ||= 2
  } finally {
    for (const target of targets) await target.close()
  }
}

const withSessions = async <T>(
  [one, other]: readonly [Target, Target],
  image: string,
  use: (left: Session, right: Session) => Promise<T>,
): Promise<T> => {
  const left = await openOn(one, image)
  try {
    const right = await openOn(other, image)
    try {
      return await use(left, right)
    } finally {
      await right.close()
    }
  } finally {
    await left.close()
  }
}

const progress = (done: number, of: number, unexplained: number): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${done} of ${of} programs, ${unexplained} unexplained`)
}

const jsonOf = ({ unseen, ...outcome }: DiffOutcome) => ({
  ...outcome,
  unseen: unseen.map(({ where, because }) => ({ where: where.source, because })),
})

const shown = (value: unknown): string => (value === undefined ? 'absent' : JSON.stringify(value))

const findingText = ({ divergence: { call, where, left, right }, count, program }: Finding): string =>
  `${call} ${where} (${count} times)
  left   ${shown(left)}
  right  ${shown(right)}
  program ${JSON.stringify(program)}
`

const textOf = ({ findings, programs: count, steps, passing, lost, unseen }: DiffOutcome): string => {
  const open = findings.filter(finding => !isExplained(finding))
  const lines = open.map(findingText)
  for (const { why, program } of lost) lines.push(`lost: ${why}\n  program ${JSON.stringify(program)}\n`)
  for (const { where, because } of unseen) lines.push(`known, and not seen: ${where.source}: ${because}\n`)
  const known = findings.length - open.length
  return `${lines.join('')}${count} programs of ${steps} steps: ${open.length} unexplained differences, ${known} known ones, ${passing.length} that did not come again, ${lost.length} programs lost\n`
}
