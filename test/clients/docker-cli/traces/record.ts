import { readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { run } from '../../daemon.ts'
import { replay } from './replay.ts'
import { formatStep, parseTrace } from './trace.ts'

/**
 * Runs the commands of trace files against a real daemon and writes down what it answers:
 * `node test/clients/docker-cli/traces/record.ts /path/to/docker.sock FILE…`.
 * The daemon must be its own: `test/oracles/trace-daemon.sh` starts it, and empties it before each trace (`reset`; then wait a minute for
 * traces that look back at events).
 */
const [socket, ...paths] = process.argv.slice(2)
if (!socket) throw new Error('which socket?')
const environment = { DOCKER_HOST: `unix://${socket}` }
const { stdout } = await run('docker', ['info', '--format', '{{.DockerRootDir}}'], { environment })
const root = stdout.trim()
if (!root) throw new Error(`nobody answers at ${socket}`)
const aliases = [
  [root, '/var/lib/docker'],
  [`${dirname(root)}/exec`, '/var/run/docker'],
] as const
for (const path of paths) {
  const outcomes = await replay(parseTrace(readFileSync(path, 'utf8')), socket, { aliases })
  writeFileSync(path, outcomes.map(formatStep).join('\n'))
}
