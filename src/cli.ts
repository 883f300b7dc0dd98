#!/usr/bin/env node
import module from 'node:module'
import { helpFor, overview } from './cli/help.ts'
import { UsageError } from './cli/usage.ts'

type Command = (args: readonly string[]) => Promise<void>

/** Loaded when used: a command pays only for itself. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./cli/serve.ts')).serve,
  exec: async () => (await import('./cli/exec.ts')).exec,
  export: async () => (await import('./cli/export.ts')).exportCommand,
  spec: async () => (await import('./cli/spec.ts')).printSpec,
  conform: async () => (await import('./cli/conform.ts')).conform,
  profiles: async () => (await import('./cli/profiles.ts')).printProfiles,
}

const main = async (args: readonly string[]): Promise<void> => {
  const [name = '', ...rest] = args
  if (name === '--version' || name === '-v') {
    const { version } = await import('./cli/version.ts')
    process.stdout.write(`${version}\n`)
    return
  }
  const help = args.length === 0 ? overview : helpFor(args)
  if (help !== undefined) {
    process.stdout.write(help)
    if (args.length === 0) process.exitCode = 2
    return
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!load) throw new UsageError(`there is no command '${name}'; there are ${Object.keys(commands).join(', ')}`)
  const command = await load()
  await command(rest)
}

// Node keeps what it compiled from the second start on; the other runtimes have their own ways.
module.enableCompileCache?.()

// `mockerd spec | head` is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

try {
  await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  process.stderr.write(`mockerd: ${error.message}\n`)
  process.exitCode = error.exitStatus
}
