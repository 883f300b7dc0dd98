import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  AddressError,
  cleanAfter,
  createSocketTarget,
  type Expectation,
  exitStatus,
  parseAddress,
  type Requirement,
  type Result,
  readExpected,
  readLedger,
  reportOf,
  requirements,
  runSuite,
  type Target,
  TargetLost,
} from '../conformance/index.ts'
import { createApp } from '../server/app.ts'
import { createControlPlane } from '../server/control.ts'
import { handlers } from '../server/handlers/index.ts'
import { listen } from '../server/transport/listener.ts'
import { createScaledClock } from '../state/clock.ts'
import { createEngine } from '../state/engine.ts'
import { profiles } from '../state/profile/profiles.ts'
import { parseArguments, UsageError } from './usage.ts'

const options = {
  json: { type: 'boolean' },
  image: { type: 'string' },
  expected: { type: 'string' },
  only: { type: 'string' },
  'allow-remote': { type: 'boolean' },
} as const

type Flags = ReturnType<typeof parseArguments<typeof options>>['values']

/** Fast enough that nobody waits for a stop's grace, slow enough that a millisecond of the host is not a second there. */
const fakeSpeed = 20

const fakeTarget = async (name: string): Promise<Target> => {
  const profile = name.slice('fake:'.length) || 'docker-29'
  if (!profiles.some(each => each.name === profile))
    throw new UsageError(`there is no profile ${profile}; see mockerd profiles`)
  const folder = mkdtempSync(join(tmpdir(), 'mockerd-conform-'))
  const engine = createEngine({ profile, clock: createScaledClock(fakeSpeed) })
  const host = `unix://${join(folder, 'docker.sock')}`
  const listener = await listen(createApp(engine, handlers, createControlPlane(engine)), { hosts: [host] })
  return createSocketTarget({
    name,
    address: parseAddress(host),
    speed: fakeSpeed,
    async close() {
      await listener.close()
      engine.clock.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  })
}

const targetNamed = async (name: string, flags: Flags): Promise<Target> => {
  if (name === 'fake:' || name.startsWith('fake:')) return fakeTarget(name)
  try {
    const address = parseAddress(name, process.env.DOCKER_CERT_PATH)
    if (!address.isLocal && !flags['allow-remote'])
      throw new UsageError(`${name} is not on this machine: say --allow-remote if it may be touched`)
    return createSocketTarget({ name, address })
  } catch (error) {
    if (error instanceof AddressError) throw new UsageError(error.message)
    throw error
  }
}

const chosen = (pattern: string | undefined): readonly Requirement[] => {
  if (pattern === undefined) return requirements
  const found = requirements.filter(({ id }) => id.includes(pattern))
  if (found.length === 0) throw new UsageError(`no requirement has ${pattern} in its name; see mockerd conform list`)
  return found
}

const readExpectedFile = (path: string | undefined): Expectation[] => {
  if (path === undefined) return []
  try {
    return readExpected(JSON.parse(readFileSync(path, 'utf8')), requirements)
  } catch (error) {
    throw new UsageError(`--expected ${path}: ${error instanceof Error ? error.message : error}`)
  }
}

/** Where the ledgers of runs lie until they have cleaned up after themselves. */
const ledgerFolder = join(tmpdir(), 'mockerd-conformance')

/** The first signal ends the run after it has cleaned up, the second one at once. */
const interruption = (): AbortSignal => {
  const abort = new AbortController()
  const interrupt = (): void => {
    if (abort.signal.aborted) process.exit(130)
    process.stderr.write('\nmockerd: stopping; what was made is taken away\n')
    abort.abort()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, interrupt)
  return abort.signal
}

const runOn = async (name: string, flags: Flags): Promise<void> => {
  const expected = readExpectedFile(flags.expected)
  const selected = chosen(flags.only)
  const target = await targetNamed(name, flags)
  const run = randomBytes(4).toString('hex')
  const quiet = flags.json === true
  const signal = interruption()
  try {
    const outcome = await runSuite({
      target,
      requirements: selected,
      expected,
      run,
      ledgerPath: join(ledgerFolder, `${run}.jsonl`),
      signal,
      ...(flags.image === undefined ? {} : { image: flags.image }),
      onResult: (result, done, of) => report(result, done, of),
    })
    if (signal.aborted) {
      process.exitCode = 130
      return
    }
    const whole = reportOf(outcome)
    if (quiet) process.stdout.write(`${JSON.stringify(whole, undefined, 2)}\n`)
    else process.stdout.write(closing(whole.summary, `${whole.product} ${whole.version}, API ${whole.apiVersion}`))
    process.exitCode = exitStatus(whole.summary)
  } catch (error) {
    if (!(error instanceof TargetLost)) throw error
    throw new UsageError(`${name} does not answer: ${error.message}`)
  } finally {
    await target.close()
  }
}

/** Progress on a terminal, and everything that is no pass; on stderr, where it disturbs no report. */
const report = ({ requirement, verdict, reason, got, expected }: Result, done: number, of: number): void => {
  const { stderr } = process
  if (stderr.isTTY) stderr.write(`\r\x1b[K${done} of ${of}  ${requirement.id.slice(0, 60)}`)
  if (verdict === 'pass' || verdict === 'skip' || verdict === 'xfail') return
  const detail = got === undefined ? '' : `\n    expected ${expected}\n    got      ${got}`
  stderr.write(
    `${stderr.isTTY ? '\r\x1b[K' : ''}${verdict.padEnd(6)} ${requirement.id}: ${requirement.claim}\n    ${reason ?? ''}${detail}\n`,
  )
}

const closing = (summary: object, daemon: string): string => {
  const counts = Object.entries(summary).flatMap(([verdict, count]) => (count > 0 ? [`${count} ${verdict}`] : []))
  return `${daemon}: ${counts.join(', ')}\n`
}

const list = (flags: Flags): void => {
  for (const { id, level, claim } of chosen(flags.only)) process.stdout.write(`${level.padEnd(6)} ${id}  ${claim}\n`)
}

const explain = (id: string | undefined): void => {
  const found = requirements.find(requirement => requirement.id === id)
  if (!found) throw new UsageError(`there is no requirement ${id ?? ''}; see mockerd conform list`)
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

/** Takes away what runs that were killed have left on their daemons. */
const clean = async (flags: Flags): Promise<void> => {
  const files = existsSync(ledgerFolder) ? readdirSync(ledgerFolder).filter(name => name.endsWith('.jsonl')) : []
  for (const file of files) {
    const path = join(ledgerFolder, file)
    const { head } = readLedger(path)
    // Killed before it had made anything; and a fake that was started for a run is gone with it.
    if (!head || head.target.startsWith('fake:')) {
      rmSync(path)
      continue
    }
    const { run, target: name } = head
    const target = await targetNamed(name, flags)
    try {
      process.stdout.write(`${name}: ${await cleanAfter(target, path)} objects of run ${run} removed\n`)
    } finally {
      await target.close()
    }
  }
  if (files.length === 0) process.stdout.write('nothing was left behind\n')
}

/** `mockerd conform <target>`, `conform list`, `conform explain <id>`, `conform clean`. */
export const conform = async (args: readonly string[]): Promise<void> => {
  const { values, positionals } = parseArguments(args, options)
  const [first = process.env.DOCKER_HOST, second, ...rest] = positionals
  if (first === undefined || rest.length > 0)
    throw new UsageError('conform wants one target: fake:, unix:///path, tcp://host:port, or DOCKER_HOST')
  if (first === 'list') return list(values)
  if (first === 'clean') return clean(values)
  if (first === 'explain') return explain(second)
  if (second !== undefined) throw new UsageError(`Unexpected argument '${second}'`)
  await runOn(first, values)
}
