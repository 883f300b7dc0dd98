import { writeFileSync } from 'node:fs'
import { environmentTarget, TargetLost } from '../conformance/index.ts'
import { CannotExport, exportWorld } from '../library/export-world.ts'
import type { Seed } from '../state/seed.ts'
import { targetNamed } from './conform/targets.ts'
import { parseFlags, UsageError } from './usage.ts'

export const options = { from: { type: 'string' }, output: { type: 'string', short: 'o' } } as const

const defaultHost = process.platform === 'win32' ? 'npipe:////./pipe/docker_engine' : 'unix:///var/run/docker.sock'

const read = async (from: string): Promise<Seed> => {
  // Looking is no touching: another machine's daemon may be looked at.
  const target = await targetNamed(from, { 'allow-remote': true })
  try {
    return await exportWorld(target)
  } catch (error) {
    if (error instanceof TargetLost || error instanceof CannotExport) throw new UsageError(`${from}: ${error.message}`)
    throw error
  } finally {
    await target.close()
  }
}

const write = (path: string, text: string): void => {
  try {
    // Not every secret looks like one.
    writeFileSync(path, text, { mode: 0o600 })
  } catch (error) {
    throw new UsageError(`-o ${path}: ${error instanceof Error ? error.message : error}`)
  }
}

/** `mockerd export`: a daemon's world, as `serve --load` takes it. The daemon is only looked at. */
export const exportCommand = async (args: readonly string[]): Promise<void> => {
  const flags = parseFlags(args, options)
  const from = flags.from ?? environmentTarget(process.env)?.name ?? defaultHost
  const seed = await read(from)
  const text = `${JSON.stringify(seed, undefined, 2)}\n`
  if (flags.output === undefined) {
    process.stdout.write(text)
    return
  }
  write(flags.output, text)
  const counts = Object.entries(seed).map(([kind, objects]) => `${objects.length} ${kind}`)
  process.stderr.write(`${counts.join(', ')} of ${from} in ${flags.output}\n`)
}
