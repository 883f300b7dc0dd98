import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Target } from '../wire.ts'
import { AddressError, parseAddress } from './address.ts'
import { busyboxImage } from './busybox.ts'
import { createSocketTarget } from './socket.ts'

interface Places {
  /** The folder that has everything of this daemon. */
  readonly folder: string
  readonly socket: string
}

/** How each kind of daemon is told to keep to itself. */
const kinds: Readonly<Record<string, { readonly wantsRoot: boolean; arguments(places: Places): string[] }>> = {
  dockerd: {
    wantsRoot: true,
    arguments({ folder, socket }) {
      const configuration = join(folder, 'daemon.json')
      writeFileSync(configuration, '{}')
      const own = ['--data-root', join(folder, 'data'), '--exec-root', join(folder, 'exec')]
      return ['--config-file', configuration, ...own, '--pidfile', join(folder, 'pid'), '--host', `unix://${socket}`]
    },
  },
  podman: {
    wantsRoot: false,
    arguments: ({ folder, socket }) => {
      const own = ['--root', join(folder, 'root'), '--runroot', join(folder, 'runroot')]
      return [...own, 'system', 'service', '--time=0', `unix://${socket}`]
    },
  },
}

const patienceMilliseconds = 60_000
const graceMilliseconds = 20_000

const findProgram = (name: string): string | undefined =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map(folder => join(folder, name))
    .find(path => existsSync(path))

/** Bridges, addresses and firewall rules of root's daemons stay in a network and a tree of mounts of their own. */
const apart = 'ip link set lo up 2>/dev/null || ifconfig lo up 2>/dev/null; exec "$@"'

const commandOf = (kind: string): readonly [program: string, ...before: string[]] => {
  const program = findProgram(kind)
  if (program === undefined) throw new AddressError(`spawn:${kind} finds no ${kind} in PATH`)
  const isRoot = process.getuid?.() === 0
  if (!isRoot && kinds[kind]?.wantsRoot) throw new AddressError(`spawn:${kind} can start ${kind} only as root`)
  if (!isRoot) return [program]
  const unshare = findProgram('unshare')
  if (unshare === undefined)
    throw new AddressError(`spawn:${kind} wants unshare (util-linux), to keep its network out of this machine's`)
  return [unshare, '--net', '--mount', '--propagation', 'private', 'sh', '-c', apart, 'spawn', program]
}

/** Its last words, in one line. */
const lastLine = (said: string): string => said.trim().split('\n').at(-1)?.slice(0, 300) ?? ''

/** Started in its own folder; resolves when it answers. */
const start = async (kind: string, places: Places): Promise<{ child: ChildProcess; target: Target }> => {
  const [program, ...before] = commandOf(kind)
  const child = spawn(program, [...before, ...(kinds[kind]?.arguments(places) ?? [])], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // A Ctrl-C is for the run, which has something to take away before its daemon may end.
    detached: true,
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4000)
    })
  let failure: string | undefined
  child.once('error', error => {
    failure = error.message
  })
  const target = createSocketTarget({
    name: `spawn:${kind}`,
    address: parseAddress(`unix://${places.socket}`),
    isOwn: true,
    close: async () => stop(child, places),
  })
  const end = performance.now() + patienceMilliseconds
  while (performance.now() < end && failure === undefined && child.exitCode === null) {
    if (existsSync(places.socket) && (await isAnswering(target))) return { child, target }
    await wait(100)
  }
  await target.close()
  const how = failure ?? (child.exitCode === null ? 'it did not answer within 60 s' : `it ended with ${child.exitCode}`)
  throw new AddressError(`spawn:${kind} could not be started: ${how}: ${lastLine(said)}`)
}

const isAnswering = async (target: Target): Promise<boolean> => {
  try {
    return (await target.send({ method: 'GET', target: '/_ping', headers: {} })).status === 200
  } catch {
    return false
  }
}

/** Ends it, at last by force, and removes what it kept. */
const stop = async (child: ChildProcess, { folder }: Places): Promise<void> => {
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null
  const ended = new Promise<void>(resolve => {
    if (hasEnded()) resolve()
    child.once('exit', () => resolve())
  })
  child.kill('SIGTERM')
  await Promise.race([ended, wait(graceMilliseconds, undefined, { ref: false })])
  if (!hasEnded()) {
    child.kill('SIGKILL')
    await ended
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
}

/**
 * Starts a daemon from PATH for this run alone, with files, a socket and, for root, a network of its own; closing the
 * target ends it. It reaches no registry then, so it gets a busybox image from the machine's static busybox, if there is
 * one. Rejects with `AddressError` where it cannot be started.
 */
export const spawnTarget = async (name: string): Promise<Target> => {
  const kind = name.slice('spawn:'.length)
  if (!Object.hasOwn(kinds, kind))
    throw new AddressError(`${name} is no target: spawn: ${Object.keys(kinds).join(' or ')}`)
  const folder = mkdtempSync(join(tmpdir(), 'mockerd-spawn-'))
  try {
    const { target } = await start(kind, { folder, socket: join(folder, 'daemon.sock') })
    const body = await busyboxImage(findProgram('busybox'))
    if (body) await target.send({ method: 'POST', target: '/images/load?quiet=1', headers: tarHeaders, body })
    return target
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

const tarHeaders = { 'Content-Type': 'application/x-tar' }
