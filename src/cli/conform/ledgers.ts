import { existsSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where the ledgers of runs lie until they have cleaned up after themselves. */
const ledgerFolder = join(tmpdir(), 'mockerd-conformance')

export const ledgerPathOf = (run: string): string => join(ledgerFolder, `${run}.jsonl`)

/** The ledgers of runs that have not ended, or were killed. */
export const ledgerPaths = (): string[] =>
  existsSync(ledgerFolder)
    ? readdirSync(ledgerFolder)
        .filter(name => name.endsWith('.jsonl'))
        .map(name => join(ledgerFolder, name))
    : []
