import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A fake for the suite to judge, the very one of `conform fake:`. */
export { createFakeTarget as startFake } from '../../src/library/fake-target.ts'

/** A place for a ledger that nobody else writes to. */
export const ledgerFolder = (): { path: string; remove: () => void } => {
  const folder = mkdtempSync(join(tmpdir(), 'mockerd-ledger-'))
  return { path: join(folder, 'ledger.jsonl'), remove: () => rmSync(folder, { recursive: true, force: true }) }
}
