import type { ArchiveEntry } from '../../src/state/archive/member.ts'
import { writeTar } from '../../src/state/archive/tar.ts'

/** One line of the script: a request, or time passing. */
export type Step = Ask | { readonly advance: string }

export interface Ask {
  readonly method: string
  readonly path: string
  readonly json?: unknown
  readonly bytes?: () => ReadableStream<Uint8Array<ArrayBuffer>>
  readonly headers?: Readonly<Record<string, string>>
  /** Its answer is read beside the steps that follow, and shown at the end. */
  readonly beside?: boolean
}

type More = Omit<Ask, 'method' | 'path'>

const get = (path: string, more: More = {}): Ask => ({ method: 'GET', path, ...more })
const head = (path: string): Ask => ({ method: 'HEAD', path })
const put = (path: string, bytes: () => ReadableStream<Uint8Array<ArrayBuffer>>): Ask => ({
  method: 'PUT',
  path,
  bytes,
  headers: { 'Content-Type': 'application/x-tar' },
})
const remove = (path: string): Ask => ({ method: 'DELETE', path })
const post = (path: string, json?: unknown, more: More = {}): Ask => ({
  method: 'POST',
  path,
  ...(json !== undefined && { json }),
  ...more,
})
const advance = (by: string): Step => ({ advance: by })

const create = (name: string, config: object): Ask =>
  post(`/containers/create?name=${name}`, { Image: 'busybox', ...config })

const shell = (text: string): string[] => ['sh', '-c', text]

/** Nine steps of most short lives. */
const runAndLook = (name: string, config: object): Step[] => [
  create(name, config),
  post(`/containers/${name}/start`),
  post(`/containers/${name}/wait`),
  get(`/containers/${name}/logs?stdout=1&stderr=1&timestamps=1`),
  get(`/containers/${name}/json`),
]

const attributes = { uid: 0, gid: 0, modifiedAt: 1_700_000_000_000_000 }

const files: readonly ArchiveEntry[] = [
  { path: '/note', kind: 'file', mode: 0o644, ...attributes, content: new TextEncoder().encode('carried in\n') },
  { path: '/folder', kind: 'directory', mode: 0o755, ...attributes },
  { path: '/folder/link', kind: 'symlink', mode: 0o777, ...attributes, target: '../note' },
]

const archive = (): ReadableStream<Uint8Array<ArrayBuffer>> =>
  writeTar(files) as ReadableStream<Uint8Array<ArrayBuffer>>

/** Executions have ids that only their creation tells: `{exec}` is the latest one. */
const execute = (name: string, config: object): Step[] => [
  post(`/containers/${name}/exec`, { AttachStdout: true, AttachStderr: true, ...config }),
  post('/exec/{exec}/start', { Detach: false }),
  get('/exec/{exec}/json'),
]

const system: Step[] = [
  get('/_ping'),
  head('/_ping'),
  get('/version'),
  get('/info'),
  get('/v1.41/version'),
  get('/v1.10/version'),
  get('/no/such/page'),
]

const images: Step[] = [
  post('/images/create?fromImage=busybox&tag=latest'),
  post('/images/create?fromImage=nothing-of-this-name&tag=latest'),
  get('/images/json'),
  get('/images/busybox/json'),
  get('/images/busybox/history'),
  post('/images/busybox/tag?repo=mine&tag=1'),
  remove('/images/mine:1'),
]

const lives: Step[] = [
  ...runAndLook('hello', { Cmd: ['echo', 'hello'] }),
  ...runAndLook('failing', { Cmd: shell('echo out; echo err >&2; sleep 2; exit 3'), Env: ['A=b'], User: '1000' }),
  ...runAndLook('typing', {
    Cmd: shell('id; pwd; ls -l /; date; for i in 1 2 3; do echo $((i * i)); done'),
    Tty: true,
  }),
  ...runAndLook('missing', { Cmd: ['no-such-program'] }),
  create('hello', { Cmd: ['true'] }),
  create('bad/name', { Cmd: ['true'] }),
  post('/containers/create', { Image: 'not-here' }),
  post('/containers/create', { Image: 7 }),
  create('', { Cmd: ['true'] }),
]

const long: Step[] = [
  create('web', {
    Cmd: shell('trap "echo bye; exit 0" TERM; i=0; while true; do echo tick $i; i=$((i+1)); sleep 1; done'),
    Labels: { role: 'web' },
    ExposedPorts: { '80/tcp': {} },
    HostConfig: { PortBindings: { '80/tcp': [{ HostPort: '' }] }, Memory: 64 * 1024 * 1024 },
  }),
  post('/containers/web/start'),
  post('/containers/web/start'),
  advance('3s'),
  get('/containers/json'),
  get('/containers/json?all=1&filters=%7B%22label%22%3A%5B%22role%3Dweb%22%5D%7D'),
  get('/containers/web/top'),
  get('/containers/web/top?ps_args=aux'),
  get('/containers/web/stats?stream=false'),
  get('/containers/web/stats?stream=false&one-shot=true'),
  post('/containers/web/attach?stream=1&stdout=1&stderr=1', undefined, { beside: true }),
  get('/containers/web/logs?stdout=1&tail=2&follow=1', { beside: true }),
  advance('1500ms'),
  ...execute('web', { Cmd: shell('cat; ps; echo $HOME; exit 5'), AttachStdin: true }),
  ...execute('web', { Cmd: ['env'], Tty: true, Env: ['X=1'] }),
  ...execute('web', { Cmd: ['no-such-program'] }),
  post('/exec/{exec}/resize?h=10&w=20'),
  put('/containers/web/archive?path=/tmp', archive),
  put('/containers/web/archive?path=/nowhere', archive),
  head('/containers/web/archive?path=/tmp/note'),
  get('/containers/web/archive?path=/tmp/folder'),
  get('/containers/web/archive?path=/tmp/note', { headers: { 'Accept-Encoding': 'gzip' } }),
  get('/containers/web/changes'),
  post('/containers/web/pause'),
  advance('5s'),
  post('/containers/web/unpause'),
  post('/containers/web/update', { Memory: 32 * 1024 * 1024, MemorySwap: -1 }),
  post('/containers/web/rename?name=shop'),
  post('/containers/shop/restart?t=2'),
  post('/containers/shop/kill?signal=USR1'),
  advance('1s'),
  get('/containers/shop/json'),
  post('/containers/shop/start'),
  post('/containers/shop/stop?t=1'),
  post('/containers/shop/kill'),
  get('/containers/shop/export'),
  remove('/containers/shop?v=1'),
  remove('/containers/shop'),
]

const supervised: Step[] = [
  create('checked', {
    Cmd: ['sleep', '100000'],
    Healthcheck: { Test: ['CMD-SHELL', 'test -e /tmp/fine'], Interval: 5e9, Timeout: 1e9, Retries: 2 },
  }),
  post('/containers/checked/start'),
  advance('5500ms'),
  get('/containers/checked/json'),
  advance('10s'),
  get('/containers/json?filters=%7B%22health%22%3A%5B%22unhealthy%22%5D%7D'),
  ...execute('checked', { Cmd: ['touch', '/tmp/fine'] }),
  advance('6s'),
  get('/containers/checked/json'),
  create('falling', {
    Cmd: shell('exit 1'),
    HostConfig: { RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 4 } },
  }),
  post('/containers/falling/start'),
  advance('300ms'),
  get('/containers/falling/json'),
  advance('20s'),
  get('/containers/falling/json'),
  remove('/containers/checked?force=1'),
]

const end: Step[] = [
  post('/containers/prune'),
  get('/containers/json?all=1'),
  get('/networks'),
  get('/networks/bridge'),
  get('/images/json?all=1'),
  remove('/images/busybox'),
  advance('600s'),
  get('/events?since=0&until=1767226100'),
]

export const script: readonly Step[] = [...system, ...images, ...lives, ...long, ...supervised, ...end]
