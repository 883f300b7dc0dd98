import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

test('the transport passes every raw check on Node', async () => {
  const run = promisify(execFile)(process.execPath, ['test/server/raw/main.ts'])
  const { stdout } = await run.catch((error: { stdout: string }) => error)
  expect(stdout.split('\n').filter(line => line.startsWith('not ok'))).toEqual([])
  expect(stdout).toMatch(/all is well\n$/)
}, 120_000)
