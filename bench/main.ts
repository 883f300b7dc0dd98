/**
 * Ratios, measured in one run: absolute times say more about the machine than about mockerd.
 *
 *   npm run bench                       in full, some minutes
 *   npm run bench -- --quick            small sizes, for continuous integration
 *   npm run bench -- --strict           exit status 1 when a bar is not cleared
 *   npm run bench -- --json             the same numbers for programs
 *   npm run bench -- --only requests    one part: requests, life, build, events, world, pull, fresh, parallel, start-up (may be repeated)
 *   DOCKER_HOST=unix:///… npm run bench also against that daemon
 */
import { parseArgs } from 'node:util'
import { clears, type Row, tableText } from './bars.ts'
import { measureBuild } from './build.ts'
import { measureEvents } from './events.ts'
import { measureFresh } from './fresh.ts'
import { measureLife } from './life.ts'
import { measureParallel } from './parallel.ts'
import { measurePulls } from './pull.ts'
import { measureRequests } from './requests.ts'
import { commandFile, realDaemon, removeFolders, stopAll } from './servers.ts'
import { measureStartUp } from './start-up.ts'
import { measureWorld } from './world.ts'

const { values: flags } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    json: { type: 'boolean' },
    strict: { type: 'boolean' },
    only: { type: 'string', multiple: true },
  },
})

const sizes = flags.quick
  ? {
      requests: { rounds: 3, seconds: 0.3, manyContainers: 1000 },
      lives: 30,
      builds: [50, 500, 2000],
      subscribers: 200,
      worlds: [1, 1000],
      pulls: 5,
      starts: 3,
    }
  : {
      requests: { rounds: 7, seconds: 1, manyContainers: 10_000 },
      lives: 200,
      builds: [100, 1000, 4000],
      subscribers: 1000,
      worlds: [1, 1000, 100_000],
      pulls: 20,
      starts: 10,
    }

const parts: Readonly<Record<string, () => Promise<Row[]>>> = {
  requests: () => measureRequests(sizes.requests),
  life: () => measureLife(sizes.lives),
  build: () => measureBuild(sizes.builds),
  events: () => measureEvents(sizes.subscribers),
  world: () => measureWorld(sizes.worlds),
  pull: async () => measurePulls([1, 10, 100], sizes.pulls),
  fresh: () => measureFresh(200),
  parallel: measureParallel,
  'start-up': () => measureStartUp(sizes.starts),
}

const measureAll = async (): Promise<Row[]> => {
  const rows: Row[] = []
  for (const name of flags.only ?? Object.keys(parts)) {
    const measure = parts[name]
    if (!measure) throw new Error(`there is no part ${name}: ${Object.keys(parts).join(', ')}`)
    const found = await measure()
    if (!flags.json) process.stdout.write(`${tableText(found)}\n\n`)
    rows.push(...found)
  }
  return rows
}

const about = { file: commandFile(), node: process.version, real: realDaemon()?.socketPath ?? null }
if (!flags.json) process.stdout.write(`${about.file} on Node ${about.node}, real daemon: ${about.real ?? 'none'}\n\n`)
try {
  const rows = await measureAll()
  const failed = rows.filter(row => !clears(row))
  const barred = rows.filter(({ bar }) => bar)
  if (flags.json) process.stdout.write(`${JSON.stringify({ ...about, rows, failed: failed.length })}\n`)
  else process.stdout.write(`${barred.length - failed.length} of ${barred.length} bars cleared\n`)
  if (flags.strict && failed.length > 0) process.exitCode = 1
} finally {
  await stopAll()
  removeFolders()
}
