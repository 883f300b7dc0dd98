import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
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

export const readLedger = (path: string): Entry[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter(line => line.endsWith('}'))
    .map(line => JSON.parse(line))

export const createLedger = (path: string): Ledger => {
  mkdirSync(dirname(path), { recursive: true })
  const entries: Entry[] = []
  return {
    path,
    write(entry) {
      appendFileSync(path, `${JSON.stringify(entry)}\n`)
      entries.push(entry)
    },
    entries: () => entries,
    close() {
      if (existsSync(path)) rmSync(path)
    },
  }
}
