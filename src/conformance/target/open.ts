import type { Target } from '../wire.ts'
import { type Address, parseAddress } from './address.ts'
import { createSocketTarget } from './socket.ts'
import { spawnTarget } from './spawn.ts'

/** The target is on another machine, and nobody said that it may be touched. */
export class RemoteTarget extends Error {}

/** How a target is opened by its name. */
export interface OpenOptions {
  /** The target may be on another machine. Default false. */
  readonly allowRemote?: boolean | undefined
  /** Where `ca.pem`, `cert.pem` and `key.pem` for `tls://` are. */
  readonly certificateFolder?: string | undefined
  /** Makes a fake of a profile, for `fake:` and `fake:docker-28`; an empty profile is the usual one. */
  readonly fake?: (profile: string) => Promise<Target>
}

/** Whether a target lives no longer than the run that names it. */
export const isShortLived = (name: string): boolean => /^(fake|spawn):/.test(name)

/** Where a daemon listens. Throws `AddressError` and `RemoteTarget`. */
export const addressOf = (
  name: string,
  { allowRemote = false, certificateFolder }: Omit<OpenOptions, 'fake'> = {},
): Address => {
  const address = parseAddress(name, certificateFolder)
  if (!address.isLocal && !allowRemote) throw new RemoteTarget(`${name} is not on this machine`)
  return address
}

/**
 * Opens a target by its name: `unix:///path`, `npipe:////./pipe/name`, `tcp://host:port`, `tls://host:port`,
 * `spawn:dockerd`, `spawn:podman`, and `fake:` where there is one. Rejects with `AddressError` and `RemoteTarget`.
 */
export const openTarget = async (name: string, options: OpenOptions = {}): Promise<Target> => {
  const { fake } = options
  if (fake && name.startsWith('fake:')) return fake(name.slice('fake:'.length))
  if (name.startsWith('spawn:')) return spawnTarget(name)
  return createSocketTarget({ name, address: addressOf(name, options) })
}
