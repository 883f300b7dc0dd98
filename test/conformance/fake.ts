import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSocketTarget, parseAddress, type Target } from '../../src/conformance/index.ts'
import { type EngineOptions, startMockerd } from '../../src/index.ts'

/** A fake for the suite to judge: in this process, with time twenty times as fast. */
export const startFake = async (options: EngineOptions = {}): Promise<Target> => {
  const speed = 20
  const docker = await startMockerd({ clock: `x${speed}`, ...options })
  return createSocketTarget({ name: 'fake:', address: parseAddress(docker.host), speed, close: () => docker.close() })
}

/** A place for a ledger that nobody else writes to. */
export const ledgerFolder = (): { path: string; remove: () => void } => {
  const folder = mkdtempSync(join(tmpdir(), 'mockerd-ledger-'))
  return { path: join(folder, 'ledger.jsonl'), remove: () => rmSync(folder, { recursive: true, force: true }) }
}
