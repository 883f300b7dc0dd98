import { readFileSync } from 'node:fs'
import { clockNamed } from '../server/clock-choice.ts'
import { DockerError } from '../state/error.ts'
import { profiles } from '../state/profile/profiles.ts'
import type { Registry } from '../state/registry/registry.ts'
import { readSeed, type Seed } from '../state/seed.ts'
import type { parseFlags } from './usage.ts'
import { UsageError } from './usage.ts'

/** Flags that say what the fake is like, wherever it runs. */
export const worldOptions = {
  profile: { type: 'string' },
  seed: { type: 'string' },
  clock: { type: 'string' },
  registry: { type: 'string' },
  load: { type: 'string' },
  ports: { type: 'string' },
} as const

export type WorldFlags = ReturnType<typeof parseFlags<typeof worldOptions>>

/** The same, checked. */
export interface WorldChoice {
  readonly profile: string
  readonly seed: string
  readonly clock: string
  readonly registry: 'open' | 'closed' | Registry
  readonly world: Seed
  readonly ports: 'host' | 'none'
}

const readWorld = (path: string | undefined): Seed => {
  if (path === undefined) return {}
  try {
    return readSeed(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    throw new UsageError(`--load ${path}: ${error instanceof Error ? error.message : error}`)
  }
}

/** Only an address is worth loading a client for. */
const chooseRegistry = async (choice = 'open'): Promise<WorldChoice['registry']> => {
  if (choice === 'open' || choice === 'closed') return choice
  const { connectRegistry, registryOrigin } = await import('../registry/connect.ts')
  if (registryOrigin(choice) !== undefined) return connectRegistry(choice)
  throw new UsageError(`--registry is open, closed or http://host:port, not ${choice}`)
}

/** Throws `UsageError`. */
export const chooseWorld = async (flags: WorldFlags): Promise<WorldChoice> => {
  const { profile = 'docker-29', seed = '0', clock = 'system', ports = 'host' } = flags
  if (!profiles.some(({ name }) => name === profile))
    throw new UsageError(`there is no profile ${profile}; there are ${profiles.map(({ name }) => name).join(', ')}`)
  if (!clockNamed(clock)) throw new UsageError(`there is no clock ${clock}: use system, manual, auto or x60`)
  if (ports !== 'host' && ports !== 'none') throw new UsageError(`--ports is host or none, not ${ports}`)
  return { profile, seed, clock, registry: await chooseRegistry(flags.registry), world: readWorld(flags.load), ports }
}

/** Makes a fake of the choice; that its world cannot be is the fault of the file that it was read from. */
export const beginWorld = async <Made>({ load }: WorldFlags, make: () => Made | Promise<Made>): Promise<Made> => {
  try {
    return await make()
  } catch (error) {
    if (load !== undefined && error instanceof DockerError) throw new UsageError(`--load ${load}: ${error.message}`)
    throw error
  }
}
