import { unimplementedIds } from '../../src/server/handlers/unimplemented.ts'
import { exchange, type Outcome } from './exchange.ts'
import type { HostileRequest } from './request.ts'
import { eventCount, fingerprint, type World } from './world.ts'

interface DaemonsOwn {
  readonly request: RegExp
  readonly message: RegExp
  /** Where real daemons give it. */
  readonly seen: string
}

/** Answers above 499 that real daemons give too, because a type of error was lost on the way. */
const daemonsOwn: readonly DaemonsOwn[] = [
  {
    request: /^POST .*\/restart\b/,
    message: /^strconv\.Atoi: parsing /,
    seen: 'moby daemon/server/router/container/container_routes.go, postContainersRestart',
  },
  { request: /^POST .*\/restart\b/, message: /^Cannot restart container /, seen: 'moby daemon/restart.go' },
  { request: /^POST .*\/stop\b/, message: /^cannot stop container: /, seen: 'moby daemon/stop.go' },
  { request: /^POST .*\/unpause\b/, message: /^Container \w+ is not paused$/, seen: 'moby daemon/unpause.go' },
  {
    request: /^DELETE .*\blink=/,
    message: /default link name|Cannot get parent /,
    seen: 'moby daemon/delete.go, rmLink',
  },
  {
    request: /^POST .*\/containers\/create\b/,
    message: /^(bad format for links: |empty string specified for links$)/,
    seen: 'dockerd 20.10.24',
  },
  { request: /^GET .*\/top\b/, message: /^ps: |PID field|is not allowed$/, seen: 'moby daemon/top_unix.go' },
  { request: /^POST .*\/exec\b/, message: /^Invalid escape keys /, seen: 'moby daemon/exec.go, ContainerExecCreate' },
  {
    request: /^POST .*\/exec\/.*\/resize\b/,
    message: /^timeout waiting for exec session ready$/,
    seen: 'dockerd 28.5.2, of an execution that was never started',
  },
  {
    request: /^GET .*\/containers\/json\b/,
    message: /^error while looking up for (expose|publish) /,
    seen: 'moby daemon/list.go, foldFilter',
  },
  { request: /^GET .*\/networks\b/, message: /^invalid filter: 'type'=/, seen: 'moby daemon/network/filter.go' },
  {
    request: /^(GET|HEAD|PUT) .*\/archive\b/,
    message: /^lstat .*: (invalid argument|file name too long)$/,
    seen: 'Linux path_resolution(7), as Go words it',
  },
  {
    request: /^PUT .*\/archive\b/,
    message:
      /^(archive\/tar: |gzip: |unexpected EOF|flate: |invalid entry name |invalid symlink |invalid hardlink |unhandled tar header type |".*" is outside of )/,
    seen: 'moby pkg/archive and the Go packages below it',
  },
  {
    request: /^PUT .*\/volumes\//,
    message: /^volume update only valid for cluster volumes, but swarm is unavailable$/,
    seen: 'moby daemon/server/router/volume/volume_routes.go, putVolumesUpdate',
  },
  {
    request: /^POST .*\/volumes\/create\b/,
    message: /^This node is not a swarm manager/,
    seen: 'dockerd 28.5.2, asked for a cluster volume',
  },
  {
    request: /^POST .*\/plugins\/create\b/,
    message:
      /^(failed to parse (reference|config)|failed to read from tar: |config not found$|canonical references are not permitted$|content sha256:)/,
    seen: 'dockerd 28.5.2, and moby daemon/pkg/plugin/backend_linux.go, CreateFromContext',
  },
  {
    request: /^POST .*\/plugins\/.*(pull|upgrade)\b/,
    message:
      /^(invalid reference format|invalid repository name |repository name must not |invalid checksum |cannot use digest in plugin tag$|error resolving plugin reference: )/,
    seen: 'moby daemon/server/router/plugin/plugin_routes.go, getName, and containerd of a registry that says no',
  },
  {
    request: /^POST .*\/plugins\/.*\/(set|enable)\b/,
    message:
      /( is not settable$|^setting .* not found in the plugin configuration$|^invalid format, must be |^multiple fields are settable|^cannot set on an active plugin|^failed to create task for container: )/,
    seen: 'dockerd 28.5.2',
  },
  {
    request: /\/containers\/.*\/checkpoints\b/,
    message: /^This experimental feature is disabled by default/,
    seen: 'dockerd 28.5.2',
  },
  {
    request: /\/(swarm|nodes|services|tasks|secrets|configs)\b/,
    message: /^This node is not (a swarm manager|part of a swarm)/,
    seen: 'moby daemon/cluster/errors.go and daemon/cluster/swarm.go',
  },
  {
    request: /^POST .*\/containers\/create\b/,
    message: /^(invalid volume specification: |invalid mode: )/,
    seen: 'dockerd 28.5.2, and moby daemon/volumes.go, registerMountPoints',
  },
  {
    request: /^POST .*\/build\b/,
    message:
      /^(archive\/tar: |gzip: |flate: |unexpected EOF|invalid entry name |invalid hardlink |remoteURL |strconv\.ParseInt: |invalid reference format|invalid repository name|repository name |invalid checksum|build tag cannot contain a digest|Cannot locate specified Dockerfile: |forbidden path outside the build context: |error fetching: |error downloading remote context |buildkit not supported by daemon$)/,
    seen: 'moby daemon/server/router/build/build_routes.go and daemon/builder/remotecontext; dockerd 28.5.2',
  },
  {
    request: /^POST .*\/images\/create\b/,
    message: /^(mockerd has no network: |Get "http)/,
    seen: 'dockerd 28.5.2 without a network; nothing is fetched for a client',
  },
  {
    request: /^GET .*\/distribution\//,
    message: /^no manifest found for full image ID$/,
    seen: 'moby daemon/server/router/distribution/distribution_routes.go',
  },
  {
    request: /^POST .*\/containers\/create\b/,
    message: /^cannot mount volume over existing file, file exists /,
    seen: 'moby daemon/create_unix.go',
  },
  {
    request: /^POST .*\/containers\/create\b/,
    message: /^invalid --security-opt [12]: /,
    seen: 'dockerd 28.5.2, and moby daemon/daemon_unix.go, parseSecurityOpt',
  },
  {
    request: /^POST .*\/networks\/.*\/disconnect\b/,
    message: /^container \w+ is not connected to (the )?network /,
    seen: 'moby daemon/container_operations.go',
  },
  {
    request: /^(PUT .*\/archive|POST .*\/build)\b/,
    message: /: no space left on device$/,
    seen: 'Linux write(2): a header may promise more than any disk has',
  },
]

/** Answers that may never come, or never end, while nothing happens. */
const endless: readonly RegExp[] = [
  /\/wait(\?|$)/,
  /\/events(\?|$)/,
  /\/(stats|logs|attach|attach\/ws|start)(\?|$)/,
  /\/(session|grpc)(\?|$)/,
  /\/debug\/pprof\/\w+\?.*\bseconds=/,
  // A grace as long as the client says.
  /\/(stop|restart)\?.*\bt=/,
]

/** Refusals that leave traces on real daemons: a failed start is noted in the container, a failed creation is an event. */
const tracing: readonly RegExp[] = [
  /\/containers\/[^/]+\/(start|restart)(\?|$)/,
  /\/containers\/create(\?|$)/,
  /\/exec\/[^/]+\/start(\?|$)/,
]

const isRefusal = ({ status }: Outcome): boolean => status !== undefined && status >= 400

const unimplemented = (message: string): boolean =>
  unimplementedIds.some(id => message === `mockerd does not implement ${id} yet`) ||
  message === 'mockerd does not import images yet'

/** What is wrong with an answer; undefined when nothing is. */
const judgeFailure = ({ method, target }: HostileRequest, { status = 0, text }: Outcome): string | undefined => {
  if (status < 500) return undefined
  const message = messageOf(text) ?? text
  if (status === 501 && unimplemented(message)) return undefined
  // An answer to HEAD has no words.
  const said = (entry: DaemonsOwn): boolean => method === 'HEAD' || entry.message.test(message)
  const known = daemonsOwn.some(entry => entry.request.test(`${method} ${target}`) && said(entry))
  return known ? undefined : `answers ${status} ${text.slice(0, 300)}`
}

const messageOf = (text: string): string | undefined => {
  try {
    const { message } = JSON.parse(text) as { message?: unknown }
    return typeof message === 'string' ? message : undefined
  } catch {
    return undefined
  }
}

/** Below 1.24 errors are plain text, and attach writes its own below HTTP; HEAD has none. */
const judgeShape = (request: HostileRequest, { contentType, text }: Outcome): string | undefined => {
  if (request.method === 'HEAD') return undefined
  if (contentType.startsWith('application/json'))
    return messageOf(text) ? undefined : `has no message: ${text.slice(0, 300)}`
  const isPlain = contentType.startsWith('text/plain') || contentType.startsWith('application/vnd.docker.')
  return isPlain && text.trim() !== '' ? undefined : `is an error of type '${contentType}': ${text.slice(0, 300)}`
}

const judge = (request: HostileRequest, outcome: Outcome): string | undefined => {
  if (!outcome.ended && !endless.some(pattern => pattern.test(request.target))) return 'does not end'
  if (!isRefusal(outcome)) return undefined
  return judgeFailure(request, outcome) ?? judgeShape(request, outcome)
}

const pollution = (): string | undefined => {
  const plain: Readonly<Record<string, unknown>> = {}
  return 'polluted' in plain ? 'reaches Object.prototype' : undefined
}

const describeDefect = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause === undefined ? '' : ` because ${describeDefect(error.cause)}`
  return `${error.stack?.split('\n').slice(0, 4).join('\n') ?? error.message}${cause}`
}

/** Sends a request; what it broke, or undefined. */
export const violation = async (world: World, request: HostileRequest, asWeb: boolean): Promise<string | undefined> => {
  const before = fingerprint(world)
  const events = eventCount(world)
  const outcome = await exchange(world, request, asWeb)
  const defect = world.defects.shift()
  if (defect) return `is a defect of ours: ${describeDefect(defect)}`
  const wrong = judge(request, outcome) ?? pollution()
  if (wrong) return wrong
  if (!isRefusal(outcome) || outcome.timePassed) return undefined
  if (fingerprint(world) !== before)
    return `was refused (${outcome.status} ${outcome.text.trim()}) and changed the world`
  const mayTell = tracing.some(pattern => pattern.test(request.target))
  if (!mayTell && eventCount(world) !== events)
    return `was refused (${outcome.status} ${outcome.text.trim()}) and is an event`
  return undefined
}

/** What stays behind when everything is taken away; undefined when nothing does. */
export const leftover = async (world: World): Promise<string | undefined> => {
  const { engine, clock } = world
  const removal = (id: string): HostileRequest => ({
    operation: 'ContainerDelete',
    method: 'DELETE',
    target: `/containers/${id}?force=1&v=1`,
    headers: {},
    body: undefined,
  })
  for (const { id, name } of [...engine.containers.all()]) {
    const { status, text } = await exchange(world, removal(id), false)
    if (status !== 204) return `${name} cannot be removed: ${status} ${text}`
  }
  clock.advance(3 * 3_600_000)
  const counts = {
    containers: engine.containers.size,
    executions: engine.executions.size,
    listeners: engine.events.listenerCount,
    timers: clock.waiting,
  }
  return Object.values(counts).every(count => count === 0) ? undefined : `left behind: ${JSON.stringify(counts)}`
}
