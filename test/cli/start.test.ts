import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const execute = promisify(execFile)

test('npm start runs what the sources are, by way of a bundle of them that is made once', async () => {
  const start = () => execute(process.execPath, ['scripts/start.mjs', 'profiles'])
  const { stdout: fromSources } = await execute(process.execPath, ['src/cli.ts', 'profiles'])
  expect((await start()).stdout).toBe(fromSources)
  const bundles = readdirSync('.bundle')
  expect((await start()).stdout).toBe(fromSources)
  expect(readdirSync('.bundle')).toEqual(bundles)
  expect(bundles.filter(name => /^[0-9a-f]{16}$/.test(name))).toHaveLength(1)
}, 60_000)
