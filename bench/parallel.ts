import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { atMost, type Row } from './bars.ts'
import { privateFolder } from './servers.ts'
import { median } from './statistics.ts'

/** What one test file has seen: how long its daemons took to start, and the handles that were not closed with them. */
export interface Measured {
  readonly inProcess: readonly number[]
  readonly onSockets: readonly number[]
  readonly handlesLeft: number
}

const root = join(import.meta.dirname, '..')

/** Two hundred fresh daemons of each kind by the fixture, in test files that run at the same time. */
export const measureParallel = async (): Promise<Row[]> => {
  const folder = privateFolder()
  const [file, temporary] = [join(folder, 'measured'), join(folder, 'temporary')]
  mkdirSync(temporary)
  const runner = join(root, 'node_modules/vitest/vitest.mjs')
  const config = join(import.meta.dirname, 'parallel/vitest.config.ts')
  const child = spawn(process.execPath, [runner, 'run', '--config', config, '--reporter', 'dot'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, MEASURED_FILE: file, TMPDIR: temporary },
  })
  const [status] = await once(child, 'exit')
  if (status !== 0) throw new Error(`the tests in bench/parallel ended with ${status}`)
  const all = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as Measured)
  const [inProcess, onSockets] = [all.flatMap(each => each.inProcess), all.flatMap(each => each.onSockets)]
  if (inProcess.length !== 200 || onSockets.length !== 200) throw new Error('not all two hundred daemons were started')
  const left = all.reduce((sum, { handlesLeft }) => sum + handlesLeft, 0)
  const folders = readdirSync(temporary).filter(name => name.startsWith('mockerd-')).length
  return [
    { part: 'parallel', what: 'start in Vitest, no socket', value: median(inProcess), unit: 'ms', bar: atMost(5) },
    { part: 'parallel', what: 'start in Vitest, on sockets', value: median(onSockets), unit: 'ms', bar: atMost(15) },
    { part: 'parallel', what: 'handles and folders left', value: left + folders, unit: 'left', bar: atMost(0) },
  ]
}
