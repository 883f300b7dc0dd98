import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSocketTarget, parseAddress } from '../../../src/conformance/index.ts'
import { decodeText } from '../../../src/conformance/wire.ts'
import { createChoice } from '../../hostile/choice.ts'

export interface Killing {
  /** Runs that had begun to make something when they were killed. */
  readonly runs: readonly string[]
  /** What the cleaning said. */
  readonly said: string
  /** What of theirs is still on the daemon. */
  readonly left: readonly string[]
}

const cli = join(import.meta.dirname, '../../../src/cli.ts')

/** With a temporary folder of its own, where the ledgers are. */
const start = (folder: string, args: readonly string[]) =>
  spawn(process.execPath, [cli, 'conform', ...args], {
    env: { ...process.env, TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  })

const pause = (milliseconds: number): Promise<void> => new Promise(resolve => setTimeout(resolve, milliseconds))

const ledgersIn = (folder: string): string[] => {
  const place = join(folder, 'mockerd-conformance')
  return existsSync(place) ? readdirSync(place).map(name => name.replace('.jsonl', '')) : []
}

/** A run that ends by itself takes its ledger away. */
const ledgerOf = (folder: string, run: string): string => {
  try {
    return readFileSync(join(folder, 'mockerd-conformance', `${run}.jsonl`), 'utf8')
  } catch {
    return ''
  }
}

/** The run of this process, once it has begun to write. */
const runOf = (folder: string, pid: number | undefined): string | undefined =>
  ledgersIn(folder).find(run => ledgerOf(folder, run).includes(`"pid":${pid}}`))

const linesIn = (text: string): number => text.split('\n').length - 1

/** When a run is killed: so many milliseconds after its ledger has so many lines. */
interface Moment {
  readonly lines: number
  readonly milliseconds: number
}

const killOne = async (host: string, folder: string, only: string, { lines, milliseconds }: Moment): Promise<void> => {
  const child = start(folder, [host, ...(only === '' ? [] : ['--only', only])])
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  child.stdout.resume()
  child.stderr.resume()
  const isOver = ended.then(() => true)
  let run: string | undefined
  while (linesIn(ledgerOf(folder, run ?? '')) < lines) {
    run ??= runOf(folder, child.pid)
    if (await Promise.race([isOver, pause(5).then(() => false)])) return
  }
  await Promise.race([isOver, pause(milliseconds)])
  child.kill('SIGKILL')
  await ended
}

const clean = async (folder: string): Promise<string> => {
  const child = start(folder, ['clean'])
  const parts: Buffer[] = []
  for (const output of [child.stdout, child.stderr]) output.on('data', (part: Buffer) => parts.push(part))
  await new Promise(resolve => child.once('close', resolve))
  return Buffer.concat(parts).toString()
}

const lists = ['/containers/json?all=1', '/networks', '/volumes', '/images/json?all=1', '/plugins']

/** Each object on the daemon that has one of these runs in its names or labels. */
const leftOf = async (host: string, runs: readonly string[]): Promise<string[]> => {
  const target = createSocketTarget({ name: host, address: parseAddress(host) })
  const found: string[] = []
  for (const list of lists) {
    const { status, body } = await target.send({ method: 'GET', target: list, headers: {} })
    const listed = status === 200 ? JSON.parse(decodeText(body)) : []
    const rows: unknown[] = (Array.isArray(listed) ? listed : listed.Volumes) ?? []
    const texts = rows.map(row => JSON.stringify(row))
    // A network tells of the containers on it: they stand in their own list.
    found.push(...texts.filter(text => runs.some(run => text.includes(run))).map(text => `${list}: ${text}`))
  }
  await target.close()
  return found
}

export interface KillOptions {
  readonly host: string
  readonly count: number
  readonly seed?: number
  /** How many runs go on at the same time. */
  readonly together?: number
  /** Parts of the suite, one after the other: texts in the names of requirements, and how many lines its ledger may get. */
  readonly parts: readonly (readonly [only: string, lines: number])[]
}

/** Between what is written down and the answer of the daemon, and a while after it. */
const millisecondsMax = 100

/** Kills runs of the suite at random moments, cleans up after all of them at once, and looks for what is left. */
export const killAndClean = async (options: KillOptions): Promise<Killing> => {
  const { host, count, seed = 0, together = 4, parts } = options
  const choice = createChoice(seed)
  const folder = mkdtempSync(join(tmpdir(), 'mockerd-kill-'))
  try {
    for (let begun = 0; begun < count; begun += together) {
      const batch = Array.from({ length: Math.min(together, count - begun) }, (_, index) => {
        const [only, linesMax] = parts[(begun + index) % parts.length] ?? ['', 1]
        const moment = { lines: 1 + choice.integer(linesMax), milliseconds: choice.integer(millisecondsMax) }
        return killOne(host, folder, only, moment)
      })
      await Promise.all(batch)
    }
    const runs = ledgersIn(folder)
    const said = await clean(folder)
    return {
      runs,
      said,
      left: [...(await leftOf(host, runs)), ...ledgersIn(folder).map(run => `the ledger of ${run}`)],
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
