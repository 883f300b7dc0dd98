import {
  type Address,
  AddressError,
  addressOf,
  environmentTarget,
  openTarget,
  RemoteTarget,
  type Target,
} from '../../conformance/index.ts'
import { createFakeTarget } from '../../library/fake-target.ts'
import { profiles } from '../../state/profile/profiles.ts'
import { RefusedTarget, UsageError } from '../usage.ts'

/** Makes a fake, by the name that the user gave it. */
export type MakeFake = (options: { readonly name: string; readonly profile: string }) => Promise<Target>

/** A fake of its own, as this profile. */
const fakeTarget = async (name: string, make: MakeFake): Promise<Target> => {
  const profile = name || 'docker-29'
  if (!profiles.some(each => each.name === profile))
    throw new UsageError(`there is no profile ${profile}; see mockerd profiles`)
  return make({ name: `fake:${name}`, profile })
}

export interface TargetFlags {
  readonly 'allow-remote'?: boolean | undefined
}

/** The flags of every subcommand that asks a daemon. */
export const targetOptions = { 'allow-remote': { type: 'boolean' } } as const

/** A context of docker's has certificates of its own. */
const certificatesOf = (name: string): string | undefined => {
  const { DOCKER_CERT_PATH: folder } = process.env
  if (folder || !name.startsWith('tls:')) return folder
  const chosen = environmentTarget(process.env)
  return chosen?.name === name ? chosen.certificateFolder : undefined
}

/** What is wrong with a target as its user is told. */
const refusalOf = (error: unknown): unknown => {
  if (error instanceof RemoteTarget)
    return new RefusedTarget(`${error.message}: say --allow-remote if it may be touched`)
  return error instanceof AddressError ? new UsageError(error.message) : error
}

/** Where a daemon listens, by the name that the user gave it. */
export const addressNamed = (name: string, { 'allow-remote': allowRemote }: TargetFlags): Address => {
  try {
    return addressOf(name, { allowRemote, certificateFolder: certificatesOf(name) })
  } catch (error) {
    throw refusalOf(error)
  }
}

/** Opens a target by the name that the user gave it, or that the environment has for it. */
export const targetNamed = async (
  name: string,
  { 'allow-remote': allowRemote }: TargetFlags,
  makeFake: MakeFake = createFakeTarget,
): Promise<Target> => {
  const fake = (profile: string): Promise<Target> => fakeTarget(profile, makeFake)
  try {
    return await openTarget(name, { allowRemote, certificateFolder: certificatesOf(name), fake })
  } catch (error) {
    throw refusalOf(error)
  }
}

const wanted = 'fake:, spawn:dockerd, spawn:podman, unix:///path, tcp://host:port, tls://host:port'

const chosenByEnvironment = (): string | undefined => {
  try {
    return environmentTarget(process.env)?.name
  } catch (error) {
    throw refusalOf(error)
  }
}

/** The only target of a subcommand's arguments, or that of the environment. */
export const theTarget = ([first = chosenByEnvironment(), ...rest]: readonly string[]): string => {
  if (first === undefined)
    throw new UsageError(`conform wants a target: ${wanted}, or DOCKER_HOST or a context of docker's`)
  if (rest.length > 0) throw new UsageError(`Unexpected argument '${rest[0]}'`)
  return first
}
