/** Images: archives come and go, names are given and taken, and what others stand on is removed. */
import { createHash } from 'node:crypto'
import { create, get, post, remove, type Scenario, type Step } from './step.ts'
import { archive } from './tar-bytes.ts'

const layer = archive([{ name: 'hello', data: 'hi\n' }])
const diffId = `sha256:${createHash('sha256').update(layer).digest('hex')}`

const configuration = (changes: object = {}): string =>
  JSON.stringify({
    architecture: 'amd64',
    os: 'linux',
    created: '2020-01-01T00:00:00Z',
    config: { Cmd: ['/hello'], Labels: { maker: 'us', a: '1' } },
    rootfs: { type: 'layers', diff_ids: [diffId] },
    history: [{ created: '2020-01-01T00:00:00Z', created_by: 'x' }],
    ...changes,
  })

interface Parts {
  readonly item?: object
  readonly config?: string
  readonly without?: string
  readonly manifest?: string
}

const bundle = ({ item = {}, config = configuration(), without, manifest }: Parts = {}): Uint8Array => {
  const list = [{ Config: 'c.json', RepoTags: ['probe:1'], Layers: ['l.tar'], ...item }]
  const files = [
    { name: 'manifest.json', data: manifest ?? JSON.stringify(list) },
    { name: 'c.json', data: config },
    { name: 'l.tar', data: layer.toString('latin1') },
  ]
  return archive(files.filter(({ name }) => name !== without))
}

const send = (path: string, body: Uint8Array, label: string, more: Step = {}): Step => ({
  method: 'POST',
  path,
  headers: { 'Content-Type': 'application/x-tar' },
  body,
  label: `POST ${path} ${label}`,
  ...more,
})

const load = (parts: Parts = {}, more: Step = {}): Step =>
  send('/images/load?quiet=1', bundle(parts), JSON.stringify(parts).slice(0, 80), more)

const filters = (wanted: object): string => `filters=${encodeURIComponent(JSON.stringify(wanted))}`
/** Only what these scenarios made. */
const list = (wanted: object, more = ''): Step =>
  get(`/images/json?${filters({ label: ['maker=us'], ...wanted })}${more}`)

const tag = (from: string, repository: string, name = ''): Step =>
  post(`/images/${from}/tag?repo=${repository}&tag=${name}`)

const platform = (value: object): string => `platform=${encodeURIComponent(JSON.stringify(value))}`
const arm = { os: 'linux', architecture: 'arm64' }

/** Takes away what a scenario may have left. */
const tidy: readonly Step[] = ['probe', 'probe:1', 'probe:2', 'other:x', 'child:1', 'flat:1', 'replaced:1'].map(name =>
  remove(`/images/${name}?force=1`, { quiet: true }),
)

const scenario = (name: string, steps: readonly Step[]): Scenario => ({
  name: `images: ${name}`,
  steps: [...steps, ...tidy],
})

const damaged: readonly Parts[] = [
  { manifest: 'null' },
  { manifest: '{' },
  { manifest: '[]' },
  { item: { Layers: ['l.tar', 'l.tar'] } },
  { item: { RepoTags: ['Bad Name'] } },
  { item: { RepoTags: ['probe'] } },
  { item: { RepoTags: null } },
  { config: 'xyz' },
  { config: configuration({ os: 'windows' }) },
  { config: configuration({ rootfs: undefined }) },
  { config: configuration({ rootfs: { type: 'layers', diff_ids: [`sha256:${'a'.repeat(64)}`] } }) },
]

export const imageScenarios: readonly Scenario[] = [
  scenario('names', [
    load(),
    tag('probe:1', 'probe', '2'),
    tag('probe:1', 'other', 'x'),
    tag('probe:1', 'Bad'),
    tag('probe:1', 'sha256', 'x'),
    tag('probe:1', 'probe', 'a%20b'),
    tag('nosuch', 'probe'),
    get('/images/probe:1/json'),
    get('/images/other:x/history'),
    get('/images/other/json'),
    get(`/images/probe:1/json?${platform(arm)}`),
    get('/images/probe:1/json?platform=x'),
    get(`/images/probe:1/history?${platform(arm)}`),
    remove('/images/probe:2'),
    remove('/images/probe:2'),
    remove('/images/other:x'),
    remove('/images/probe:1'),
  ]),
  scenario('lists', [
    load(),
    tag('probe:1', 'probe', '2'),
    tag('probe:1', 'other', 'x'),
    list({}),
    list({}, '&all=1&shared-size=1'),
    list({ label: ['a'] }),
    list({ label: ['a=2'] }),
    list({ reference: ['probe'] }),
    list({ reference: ['probe:[^1]'] }),
    list({ reference: ['probe:['] }),
    list({ dangling: ['true'] }),
    list({ dangling: ['x'] }),
    list({ before: ['probe:1'] }),
    list({ since: ['nosuch'] }),
    list({ until: ['1h'] }),
    list({ colour: ['red'] }),
  ]),
  scenario('removal', [
    load({}, { keep: 'probe' }),
    create('c', { Image: 'probe:1' }),
    remove('/images/probe:1'),
    post('/commit?container=c&repo=child&tag=1&comment=why&author=who', undefined),
    get('/images/child:1/history'),
    remove('/images/probe:1?force=1'),
    remove('/containers/c?force=1'),
    list({}),
    list({ dangling: ['true'] }),
    list({}, '&all=1'),
    remove('/images/child:1?noprune=1'),
    list({}),
    post(`/images/prune?${filters({ label: ['maker=us'], dangling: ['x'] })}`),
    post(`/images/prune?${filters({ label: ['maker=us'] })}`),
    remove('/images/%20'),
    remove(`/images/probe:1?platforms=${encodeURIComponent(JSON.stringify(arm))}`),
  ]),
  scenario(
    'damaged archives',
    damaged.map(parts => load(parts)),
  ),
  scenario('names that are taken', [
    load(),
    load({ config: configuration({ author: 'me' }) }),
    list({ dangling: ['true'] }),
  ]),
  scenario('save', [
    get('/images/nosuch/get'),
    get('/images/busybox:nope/get'),
    get('/images/Bad/get'),
    get(`/images/busybox/get?${platform(arm)}`),
    get('/images/busybox/get?platform=x'),
    get(`/images/busybox/get?${platform({ os: 'linux' })}`),
  ]),
  scenario('import', [
    send(
      '/images/create?fromSrc=-&repo=flat&tag=1&message=by%20hand&changes=CMD%20x&changes=LABEL%20maker=us',
      layer,
      '',
    ),
    get('/images/flat:1/json'),
    get('/images/flat:1/history'),
    send('/images/create?fromSrc=-&repo=Bad', layer, ''),
    send('/images/create?fromSrc=-&repo=flat&changes=RUN%20x', layer, ''),
    send('/images/create?fromSrc=-&repo=flat&platform=a/b/c/d', layer, ''),
    send('/images/create?fromSrc=-&repo=flat', new Uint8Array(2000).fill(65), 'junk'),
    post('/images/create?repo=flat'),
  ]),
  scenario('commit', [
    create('c', { Cmd: ['sh', '-c', 'true'], Labels: { maker: 'us' } }),
    post('/commit?container=c&repo=child&tag=1&changes=ENV%20A=1&changes=CMD%20x', { User: 'me' }),
    get('/images/child:1/json'),
    post('/commit?container=c&repo=Bad'),
    post('/commit?container=c&changes=FROM%20x'),
    post('/commit?container=ghost'),
  ]),
]
