import { appendFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'

export type ObjectKind = 'container' | 'network' | 'volume' | 'image'

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
}

const isHead = (line: object | undefined): line is LedgerHead => line !== undefined && 'run' in line && 'target' in line

/** What a run that was killed has left; a line may have been cut off while it was written, the first one included. */
export const readLedger = (
  path: string,
): { readonly head: LedgerHead | undefined; readonly entries: readonly Entry[] } => {
  const [head, ...entries] = readFileSync(path, 'utf8')
    .split('\n')
    .filter(line => line.endsWith('}'))
    .map(line => JSON.parse(line))
  return { head: isHead(head) ? head : undefined, entries }
}

export const removeLedger = (path: string): void => rmSync(path, { force: true })

export const createLedger = (path: string, head: LedgerHead): Ledger => {
  mkdirSync(dirname(path), { recursive: true })
  appendFileSync(path, `${JSON.stringify(head)}\n`)
  const entries: Entry[] = []
  return {
    path,
    write(entry) {
      appendFileSync(path, `${JSON.stringify(entry)}\n`)
      entries.push(entry)
    },
    entries: () => entries,
    close: () => removeLedger(path),
  }
}
