import type { Target, WireRequest } from '../../../../src/conformance/wire.ts'
import { exchange } from '../../../hostile/exchange.ts'
import { type Furnishing, furnishedWorld } from '../../../hostile/world.ts'

/** What others have on the daemon, of every kind and in every state that lasts. */
export const foreign = {
  container: ['web', 'db', 'paused', 'built', 'done', 'sidecar'],
  network: ['lan', 'wan'],
  volume: ['shelf', 'drawer'],
  image: ['busybox', 'app:1', 'app:2'],
  plugin: ['sieve'],
} as const

const sleeper = { Image: 'busybox', Cmd: ['sleep', '1000000'], Labels: { owner: 'somebody' } }

export const furnishing: Furnishing = [
  ['POST', '/images/create?fromImage=busybox&tag=latest'],
  ['POST', '/images/busybox/tag?repo=app&tag=1'],
  ['POST', '/networks/create', { Name: 'lan', Labels: { owner: 'somebody' } }],
  ['POST', '/networks/create', { Name: 'wan' }],
  ['POST', '/volumes/create', { Name: 'shelf', Labels: { owner: 'somebody' } }],
  ['POST', '/volumes/create', { Name: 'drawer' }],
  ['POST', '/containers/create?name=web', { ...sleeper, HostConfig: { NetworkMode: 'lan', Binds: ['shelf:/data'] } }],
  ['POST', '/containers/web/start'],
  ['POST', '/containers/create?name=db', sleeper],
  ['POST', '/containers/db/start'],
  ['POST', '/containers/create?name=paused', sleeper],
  ['POST', '/containers/paused/start'],
  ['POST', '/containers/paused/pause'],
  ['POST', '/containers/create?name=built', sleeper],
  ['POST', '/containers/create?name=done', { Image: 'busybox', Cmd: ['true'] }],
  ['POST', '/containers/done/start'],
  ['POST', '/containers/done/wait'],
  ['POST', '/containers/create?name=sidecar', { ...sleeper, HostConfig: { NetworkMode: 'container:db' } }],
  ['POST', '/containers/sidecar/start'],
  ['POST', '/commit?container=done&repo=app&tag=2'],
  ['POST', '/containers/web/exec', { Cmd: ['sleep', '1000'], AttachStdout: true }],
]

export interface Field {
  /** The whole daemon in this process, without a socket: nothing but the clock of the test moves it. */
  readonly target: Target
  /** Ids and names by which what is foreign can be meant. */
  readonly mines: readonly string[]
  /** The id of an execution in a container of somebody else. */
  readonly execution: string
}

const lowerCase = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

export const createField = async (): Promise<Field> => {
  const world = await furnishedWorld(furnishing)
  const tell = async ({ method, target, headers, body }: WireRequest) => {
    const bytes = body === undefined ? undefined : new Uint8Array(body)
    const request = { operation: '', method, target, headers: lowerCase(headers), body: bytes }
    const { status = 0, contentType, text } = await exchange(world, request, false)
    return { status, headers: { 'content-type': contentType }, body: new TextEncoder().encode(text) }
  }
  const streamed = async (request: WireRequest) => {
    const { body, ...head } = await tell(request)
    return { ...head, received: () => body, ended: Promise.resolve(), close: () => undefined }
  }
  const target: Target = {
    name: 'minefield',
    pass: async () => undefined,
    send: tell,
    open: streamed,
    upgrade: async request => ({ ...(await streamed(request)), write: () => undefined, end: () => undefined }),
    close: async () => undefined,
  }
  const ids = [...world.engine.containers.all(), ...world.engine.networks.all(), ...world.engine.images.all()].map(
    ({ id }) => id,
  )
  const mines = ids.flatMap(id => [id, id.replace('sha256:', ''), id.replace('sha256:', '').slice(0, 12)])
  return {
    target,
    mines: [...Object.values(foreign).flat(), 'bridge', 'host', 'none', ...mines],
    execution: world.execution,
  }
}
