import {
  type Address,
  type Audience,
  createSocketTarget,
  type Fingerprint,
  fingerprint,
  type RunningProxy,
  startProxy,
  TargetLost,
} from '../../conformance/index.ts'
import { UsageError } from '../usage.ts'
import { addressNamed, type TargetFlags, targetOptions, theTarget } from './targets.ts'

/** The flags of every subcommand that stands before a daemon. */
export const listenOptions = { ...targetOptions, listen: { type: 'string' } } as const

export interface ListenFlags extends TargetFlags {
  readonly listen?: string | undefined
}

/** A proxy before a daemon that answers. */
export interface Stand {
  /** As the user named it. */
  readonly target: string
  readonly fingerprint: Fingerprint
  /** Resolves with the first SIGINT or SIGTERM, when nothing more goes through. */
  readonly ended: Promise<void>
}

const place = (listen: string | undefined): Address => {
  if (listen === undefined) throw new UsageError('--listen says where: unix:///path or tcp://127.0.0.1:port')
  const address = addressNamed(listen, { 'allow-remote': true })
  if (!address.isLocal || address.secure) throw new UsageError(`--listen ${listen}: only on this machine, and plain`)
  return address
}

const interrupted = (): Promise<void> =>
  new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })

/** Stands before the daemon that the arguments name, and shows what goes by. */
export const standBefore = async (
  positionals: readonly string[],
  flags: ListenFlags,
  audience: Audience,
): Promise<Stand> => {
  const target = theTarget(positionals)
  const listen = place(flags.listen)
  const address = addressNamed(target, flags)
  const daemon = createSocketTarget({ name: target, address })
  let print: Fingerprint
  let proxy: RunningProxy
  try {
    print = await fingerprint(daemon)
    proxy = await startProxy({ address, listen, audience })
  } catch (error) {
    if (error instanceof TargetLost) throw new UsageError(`${target} does not answer: ${error.message}`)
    throw new UsageError(`--listen ${flags.listen}: ${error instanceof Error ? error.message : error}`)
  } finally {
    await daemon.close()
  }
  process.stderr.write(`mockerd stands before ${target}\nexport DOCKER_HOST=${proxy.host}\n`)
  return { target, fingerprint: print, ended: interrupted().then(() => proxy.close()) }
}
