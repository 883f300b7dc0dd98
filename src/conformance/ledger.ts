import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export type ObjectKind = 'container' | 'network' | 'volume' | 'image' | 'plugin'

/** Something that a run made, or was about to make. */
export interface Entry {
  readonly kind: ObjectKind
  readonly name: string
}

/**
 * What a run has made, written down before it is made: whoever finds the file of a run that was killed can clean up
 * after it.
 */
export interface Ledger {
  readonly path: string
  write(entry: Entry): void
  /** The daemon has answered: nothing more comes of the request that was to make it. */
  settle(entry: Entry): void
  /** In order of making. */
  entries(): readonly Entry[]
  /** The run has cleaned up: nothing is left to find. */
  close(): void
}

/** Whose ledger it is: its first line. */
export interface LedgerHead {
  readonly run: string
  /** As the user named it. */
  readonly target: string
  /** The process that writes it. */
  readonly pid?: number
}

const isHead = (line: object | undefined): line is LedgerHead => line !== undefined && 'run' in line && 'target' in line

/** What a run that was killed has left. */
export interface LeftLedger {
  readonly head: LedgerHead | undefined
  readonly entries: readonly Entry[]
  /** Those whose making had not been answered. */
  readonly unsettled: readonly Entry[]
  /** When the last line was written, in milliseconds since 1970. */
  readonly writtenAt: number
}

/** A line may have been cut off while it was written, the first one included. */
export const readLedger = (path: string): LeftLedger => {
  const [head, ...lines] = readFileSync(path, 'utf8')
    .split('\n')
    .filter(line => line.endsWith('}'))
    .map(line => JSON.parse(line))
  const keyOf = ({ kind, name }: Entry): string => `${kind} ${name}`
  const entries: Entry[] = lines.flatMap(line => ('kind' in line ? [line] : []))
  const settled = new Set(lines.flatMap(line => ('settled' in line ? [keyOf(line.settled)] : [])))
  return {
    head: isHead(head) ? head : undefined,
    entries,
    unsettled: entries.filter(entry => !settled.has(keyOf(entry))),
    writtenAt: statSync(path).mtimeMs,
  }
}

export const removeLedger = (path: string): void => rmSync(path, { force: true })

export const createLedger = (path: string, head: LedgerHead): Ledger => {
  mkdirSync(dirname(path), { recursive: true })
  appendFileSync(path, `${JSON.stringify({ ...head, pid: process.pid })}\n`)
  const entries: Entry[] = []
  return {
    path,
    write(entry) {
      appendFileSync(path, `${JSON.stringify(entry)}\n`)
      entries.push(entry)
    },
    settle: settled => appendFileSync(path, `${JSON.stringify({ settled })}\n`),
    entries: () => entries,
    close: () => removeLedger(path),
  }
}

/** Where the ledgers of runs lie until they have cleaned up after themselves. */
const ledgerFolder = join(tmpdir(), 'mockerd-conformance')

/** Where a run writes down what it makes. */
export const ledgerPathOf = (run: string): string => join(ledgerFolder, `${run}.jsonl`)

/** The ledgers of runs that have not ended, or were killed. */
export const ledgerPaths = (): string[] =>
  existsSync(ledgerFolder)
    ? readdirSync(ledgerFolder)
        .filter(name => name.endsWith('.jsonl'))
        .map(name => join(ledgerFolder, name))
    : []
