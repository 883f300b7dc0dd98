/**
 * A real daemon's world in the fake: makes some objects on the daemon at HOST, saves its world, and begins a fake with it.
 * Both must list the same, and the daemon must have noticed nothing: `node scripts/export-world.ts HOST`.
 */
import { isDeepStrictEqual } from 'node:util'
import { openTarget } from '../src/conformance/index.ts'
import { startMockerd } from '../src/index.ts'
import { exportWorld } from '../src/library/export-world.ts'

type Json = Readonly<Record<string, unknown>>
type Ask = (method: string, path: string, body?: object) => Promise<unknown>

const [host = ''] = process.argv.slice(2)
const target = await openTarget(host)
const label = { 'mockerd.exported': 'yes' }

const textOf = async (method: string, path: string, body?: object): Promise<string> => {
  const bytes = body && new TextEncoder().encode(JSON.stringify(body))
  const headers = body ? { 'Content-Type': 'application/json' } : {}
  const reply = await target.send({ method, target: path, headers, ...(bytes && { body: bytes }) })
  const text = new TextDecoder().decode(reply.body)
  if (reply.status >= 400) throw new Error(`${method} ${path} answers ${reply.status}: ${text}`)
  return text
}

const ask: Ask = async (method, path, body) => {
  const text = await textOf(method, path, body)
  return text === '' ? undefined : JSON.parse(text)
}

const containers: readonly (readonly [name: string, body: Json, then: readonly string[]])[] = [
  [
    'exported-web',
    {
      Image: 'busybox',
      Cmd: ['sleep', '100000'],
      Env: ['DB_PASSWORD=geheim'],
      ExposedPorts: { '80/tcp': {} },
      HostConfig: {
        NetworkMode: 'exported-back',
        Binds: ['exported-data:/data'],
        PortBindings: { '80/tcp': [{ HostPort: '' }] },
      },
    },
    ['start'],
  ],
  [
    'exported-odd',
    { Image: 'busybox', Cmd: ['sh', '-c', 'while :; do sleep 1; done'], User: '1000' },
    ['start', 'pause'],
  ],
  ['exported-job', { Image: 'busybox', Cmd: ['sh', '-c', 'exit 3'] }, ['start', 'wait']],
  ['exported-later', { Image: 'busybox', Cmd: ['no-such-program'] }, []],
]

const make = async (): Promise<void> => {
  await ask('POST', '/networks/create', {
    Name: 'exported-back',
    Labels: label,
    IPAM: { Config: [{ Subnet: '10.211.7.0/24' }] },
  })
  await ask('POST', '/volumes/create', { Name: 'exported-data', Labels: label })
  for (const [name, body, steps] of containers) {
    await ask('POST', `/containers/create?name=${name}`, { ...body, Labels: label })
    for (const step of steps) await ask('POST', `/containers/${name}/${step}`)
  }
}

const remove = async (): Promise<void> => {
  const gone = [
    ...containers.map(([name]) => `/containers/${name}?force=1&v=1`),
    '/networks/exported-back',
    '/volumes/exported-data',
  ]
  for (const path of gone) await ask('DELETE', path).catch(() => undefined)
}

const pick = (row: Json, names: readonly string[]): Json => Object.fromEntries(names.map(name => [name, row[name]]))

/** In an order of our own: what has no order on one of them need not have that of the other. */
const sorted = (rows: readonly Json[], key: 'Id' | 'Name'): readonly Json[] =>
  rows.toSorted((one, other) => (String(one[key]) < String(other[key]) ? -1 : 1))

/** What both have to list alike: all but times and places on their own disks. */
const listsOf = async (asking: Ask): Promise<Json> => {
  const rows = async (path: string, names: readonly string[]): Promise<Json[]> => {
    const answer = (await asking('GET', path)) as Json[] | { readonly Volumes: Json[] }
    return (Array.isArray(answer) ? answer : answer.Volumes).map(row => pick(row, names))
  }
  return {
    containers: await rows('/containers/json?all=1', [
      'Id',
      'Names',
      'Image',
      'ImageID',
      'Command',
      'State',
      'Ports',
      'Labels',
    ]),
    networks: sorted(await rows('/networks', ['Id', 'Name', 'Driver', 'Scope', 'IPAM', 'Labels']), 'Id'),
    volumes: sorted(await rows('/volumes', ['Name', 'Driver', 'Labels']), 'Name'),
    images: sorted(await rows('/images/json', ['Id', 'RepoTags', 'RepoDigests', 'Size']), 'Id'),
    inspected: await Promise.all(
      containers.map(async ([name]) => {
        const shown = (await asking('GET', `/containers/${name}/json`)) as Record<string, Json>
        return {
          ...pick(shown, ['Id', 'Name', 'Path', 'Args', 'Image', 'RestartCount']),
          state: pick(shown.State ?? {}, ['Status', 'ExitCode', 'Running', 'Paused']),
          config: pick(shown.Config ?? {}, ['Hostname', 'User', 'Cmd', 'Entrypoint', 'ExposedPorts', 'Labels']),
          host: pick(shown.HostConfig ?? {}, ['Binds', 'NetworkMode', 'PortBindings', 'RestartPolicy', 'Memory']),
          ports: shown.NetworkSettings?.Ports,
        }
      }),
    ),
  }
}

const secondOf = async (): Promise<number> => {
  const { SystemTime } = (await ask('GET', '/info')) as { readonly SystemTime: string }
  return Math.floor(Date.parse(SystemTime) / 1000)
}

/** Whatever the daemon has noted in the meantime: its containers do nothing that it would note by itself. */
const eventsBetween = (since: number, until: number): Promise<string> =>
  textOf('GET', `/events?since=${since}&until=${until}`)

const passSecond = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 1100))

let failed = false
const claim = (what: string, holds: boolean, but: unknown): void => {
  process.stdout.write(`${holds ? 'ok' : 'FAILED'}: ${what}\n`)
  if (holds) return
  failed = true
  process.stdout.write(`${JSON.stringify(but, undefined, 2)}\n`)
}

try {
  await remove()
  await make()
  await passSecond()
  const since = await secondOf()
  const world = await exportWorld(target)
  await passSecond()
  const events = await eventsBetween(since, await secondOf())
  claim('the daemon has noticed nothing', events === '', events)
  claim('no secret is in it', !JSON.stringify(world).includes('geheim'), world.containers)
  await using fake = await startMockerd({ world, profile: 'docker-28', hosts: [] })
  const askFake: Ask = async (method, path) =>
    (await fake.fetch(new Request(`http://docker${path}`, { method }))).json()
  const [was, is] = [await listsOf(ask), await listsOf(askFake)]
  for (const kind of Object.keys(was))
    claim(`${kind} are the same`, isDeepStrictEqual(is[kind], was[kind]), { was: was[kind], is: is[kind] })
} finally {
  await remove()
  await target.close()
}
process.exitCode = failed ? 1 : 0
