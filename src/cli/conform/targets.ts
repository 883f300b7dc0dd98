import { type Address, AddressError, createSocketTarget, parseAddress, type Target } from '../../conformance/index.ts'
import { profiles } from '../../state/profile/profiles.ts'
import { RefusedTarget, UsageError } from '../usage.ts'
import { createFakeTarget } from './fake-target.ts'

/** A fake of its own, as this profile. */
const fakeTarget = (name: string): Promise<Target> => {
  const profile = name.slice('fake:'.length) || 'docker-29'
  if (!profiles.some(each => each.name === profile))
    throw new UsageError(`there is no profile ${profile}; see mockerd profiles`)
  return createFakeTarget({ name, profile })
}

export interface TargetFlags {
  readonly 'allow-remote'?: boolean | undefined
}

/** The flags of every subcommand that asks a daemon. */
export const targetOptions = { 'allow-remote': { type: 'boolean' } } as const

/** Where a daemon listens, by the name that the user gave it. */
export const addressNamed = (name: string, flags: TargetFlags): Address => {
  try {
    const address = parseAddress(name, process.env.DOCKER_CERT_PATH)
    if (!address.isLocal && !flags['allow-remote'])
      throw new RefusedTarget(`${name} is not on this machine: say --allow-remote if it may be touched`)
    return address
  } catch (error) {
    if (error instanceof AddressError) throw new UsageError(error.message)
    throw error
  }
}

/** Opens a target by the name that the user gave it. */
export const targetNamed = async (name: string, flags: TargetFlags): Promise<Target> =>
  name.startsWith('fake:') ? fakeTarget(name) : createSocketTarget({ name, address: addressNamed(name, flags) })

/** The only target of a subcommand's arguments, or that of the environment. */
export const theTarget = ([first = process.env.DOCKER_HOST, ...rest]: readonly string[]): string => {
  if (first === undefined)
    throw new UsageError('conform wants a target: fake:, unix:///path, tcp://host:port, or DOCKER_HOST')
  if (rest.length > 0) throw new UsageError(`Unexpected argument '${rest[0]}'`)
  return first
}
