import { packTar } from 'modern-tar'
import { describe, expect, test } from 'vitest'
import { createApp, createEngine, createManualClock, type EngineOptions } from '../../../src/index.ts'
import { closedRegistry } from '../../../src/state/registry/closed.ts'

type Json = Record<string, unknown>

const world = (options: EngineOptions = {}) => {
  const clock = createManualClock()
  const engine = createEngine({ clock, seed: 1, ...options })
  const app = createApp(engine)
  const send = async (
    method: string,
    path: string,
    body?: string | Uint8Array<ArrayBuffer>,
    type = 'application/json',
  ) => {
    const request = new Request(`http://docker${path}`, {
      method,
      ...(body !== undefined && { body, headers: { 'Content-Type': type } }),
    })
    const response = await app.fetch(request)
    const text = response.text()
    clock.runUntilIdle()
    return { status: response.status, text: await text, headers: response.headers }
  }
  const ask = async (method: string, path: string, body?: unknown): Promise<[status: number, body: unknown]> => {
    const { status, text } = await send(method, path, body === undefined ? undefined : JSON.stringify(body))
    return [status, text === '' ? '' : JSON.parse(text)]
  }
  const create = async (name: string, config: unknown = volumePlugin, files: readonly string[] = ['rootfs/plug']) => {
    const members = [...(config === null ? [] : [['config.json', text(config)] as const])]
    const archive = await packTar([
      ...members.map(([member, content]) => ({ header: { name: member, size: content.length }, body: content })),
      ...files.map(file => ({ header: { name: file, size: name.length }, body: name })),
    ])
    const answer = await send('POST', `/plugins/create?name=${name}`, new Uint8Array(archive), 'application/x-tar')
    return [answer.status, answer.text === '' ? '' : JSON.parse(answer.text).message]
  }
  const progress = async (path: string, body: unknown): Promise<Json[]> => {
    const { text } = await send('POST', path, JSON.stringify(body))
    return text.split('\r\n').flatMap(line => (line === '' ? [] : [JSON.parse(line)]))
  }
  const events = () => engine.events.replay(undefined, undefined).map(({ type, action }) => `${type} ${action}`)
  return { engine, ask, send, create, progress, events }
}

const text = (config: unknown): string => (typeof config === 'string' ? config : JSON.stringify(config))

/** Keys as people write them: Go does not care. */
const volumePlugin = {
  description: 'a test',
  entrypoint: ['/plug'],
  interface: { types: ['docker.volumedriver/1.0'], socket: 'p.sock' },
  env: [
    { name: 'DEBUG', value: '0', settable: ['value'] },
    { name: 'FIXED', value: '1' },
  ],
  mounts: [{ name: 'state', source: '/etc', destination: '/s', type: 'bind', settable: ['source'] }],
  linux: {
    devices: [
      { name: 'fuse', path: '/dev/fuse', settable: ['path'] },
      { name: 'none', settable: ['path'] },
    ],
  },
  args: { name: 'args', value: ['a'], settable: ['value'] },
  propagatedMount: '/mnt/volumes',
}
const networkPlugin = { entrypoint: ['/plug'], interface: { types: ['docker.networkdriver/1.0'] } }
const logPlugin = { entrypoint: ['/plug'], interface: { types: ['docker.logdriver/1.0'] } }

const sshfsPrivileges = [
  { Name: 'network', Value: ['host'] },
  { Name: 'mount', Value: ['/var/lib/docker/plugins/'] },
  { Name: 'mount', Value: [''] },
  { Name: 'device', Value: ['/dev/fuse'] },
  { Name: 'capabilities', Value: ['CAP_SYS_ADMIN'] },
]

describe('a plugin from an archive', () => {
  test('is shown as Go shows its configuration, lists that were left out included', async () => {
    const { ask, create, events } = world()
    expect(await create('me/plug', { entrypoint: ['/plug'], interface: { types: ['volumedriver'] } })).toEqual([
      204,
      '',
    ])
    const [, plugin] = await ask('GET', '/plugins/me/plug/json')
    expect(plugin).toEqual({
      Config: {
        Args: { Description: '', Name: '', Settable: null, Value: null },
        Description: '',
        Documentation: '',
        Entrypoint: ['/plug'],
        Env: null,
        Interface: { Socket: '', Types: ['.volumedriver/'] },
        IpcHost: false,
        Linux: { AllowAllDevices: false, Capabilities: null, Devices: null },
        Mounts: null,
        Network: { Type: '' },
        PidHost: false,
        PropagatedMount: '',
        User: {},
        WorkDir: '',
        rootfs: { diff_ids: [expect.stringMatching(/^sha256:[0-9a-f]{64}$/)], type: 'layers' },
      },
      Enabled: false,
      Id: expect.stringMatching(/^[0-9a-f]{64}$/),
      Name: 'me/plug:latest',
      PluginReference: 'me/plug:latest',
      Settings: { Args: [], Devices: [], Env: [], Mounts: [] },
    })
    expect(events()).toEqual(['plugin create'])
    expect(await ask('GET', `/plugins/${(plugin as { Id: string }).Id.slice(0, 9)}/json`)).toEqual([200, plugin])
  })

  const refused: readonly [what: string, name: string, config: unknown, status: number, message: string][] = [
    ['a digest', `a@sha256:${'0'.repeat(64)}`, {}, 500, 'canonical references are not permitted'],
    [
      'a bad name',
      'A%20B',
      {},
      500,
      'failed to parse reference A B: invalid reference format: repository name (library/A B) must be lowercase',
    ],
    ['a name that is taken', 'me/plug', {}, 409, 'plugin me/plug:latest already exists'],
    ['no configuration', 'x', null, 500, 'config not found'],
    [
      'bad JSON',
      'x',
      '{bad',
      500,
      "failed to parse config: invalid character 'b' looking for beginning of object key string",
    ],
    [
      'a wrong type',
      'x',
      { description: 1 },
      500,
      'failed to parse config: json: cannot unmarshal number into Go struct field Config.Description of type string',
    ],
  ]
  test.each(refused)('with %s is refused', async (_, name, config, status, message) => {
    const { create, engine } = world()
    await create('me/plug')
    expect(await create(name, config)).toEqual([status, message])
    expect(engine.plugins.size).toBe(1)
  })

  test('keeps its layer to itself, and is refused when it is cut off', async () => {
    const { create, send } = world()
    await create('me/plug')
    const [status, message] = await create('me/plug:v2')
    expect([status, message]).toEqual([204, ''])
    const cut = await send('POST', '/plugins/create?name=x', 'garbage', 'application/x-tar')
    expect([cut.status, JSON.parse(cut.text).message]).toEqual([500, 'failed to read from tar: unexpected EOF'])
  })
})

describe('setting a plugin', () => {
  const accepted: readonly [setting: string, place: string, value: unknown][] = [
    ['DEBUG=1', 'Env', ['DEBUG=1', 'FIXED=1']],
    ['DEBUG', 'Env', ['DEBUG=', 'FIXED=1']],
    ['DEBUG.value=2', 'Env', ['DEBUG=2', 'FIXED=1']],
    ['state.source=/x', 'Mounts', [expect.objectContaining({ Source: '/x' })]],
    ['fuse=/dev/zero', 'Devices', [expect.objectContaining({ Path: '/dev/zero' }), expect.anything()]],
    ['args="x" y', 'Args', ['"x"', 'y']],
  ]
  test.each(accepted)('with %s changes %s', async (setting, place, value) => {
    const { ask, create } = world()
    await create('me/plug')
    expect(await ask('POST', '/plugins/me/plug/set', [setting])).toEqual([204, ''])
    const [, plugin] = await ask('GET', '/plugins/me/plug/json')
    expect((plugin as { Settings: Json }).Settings[place]).toEqual(value)
  })

  const refused: readonly [setting: string, message: string][] = [
    ['=3', 'invalid format, must be <name>[.<field>][=<value>]'],
    ['FIXED=3', '"FIXED" is not settable'],
    ['DEBUG.foo=1', '"DEBUG.foo" is not settable'],
    ['a.b.c=1', 'setting "a.b" not found in the plugin configuration'],
    ['', 'setting "" not found in the plugin configuration'],
    ['none=1', 'plugin config has no device path'],
  ]
  test('with anything but a list of texts is refused', async () => {
    const { ask, create } = world()
    await create('me/plug')
    expect(await ask('POST', '/plugins/me/plug/set', {})).toEqual([
      400,
      { message: 'invalid JSON: json: cannot unmarshal object into Go value of type []string' },
    ])
  })

  test.each(refused)('with "%s" is refused', async (setting, message) => {
    const { ask, create } = world()
    await create('me/plug')
    expect(await ask('POST', '/plugins/me/plug/set', [setting])).toEqual([500, { message }])
  })
})

describe('a plugin that is enabled', () => {
  test('refuses what only a disabled one allows, and the other way round', async () => {
    const { ask, create, events } = world()
    await create('me/plug')
    const lines: readonly [method: string, path: string, body: unknown, status: number, message: string][] = [
      ['POST', 'disable', undefined, 409, 'plugin is already disabled: plugin me/plug:latest found but disabled'],
      ['POST', 'enable', undefined, 400, 'strconv.Atoi: parsing "": invalid syntax'],
      ['POST', 'enable?timeout=x', undefined, 400, 'strconv.Atoi: parsing "x": invalid syntax'],
      ['POST', 'enable?timeout=0', undefined, 200, ''],
      ['POST', 'enable?timeout=0', undefined, 409, 'plugin already enabled: plugin me/plug:latest is enabled'],
      ['POST', 'set', ['DEBUG=1'], 500, 'cannot set on an active plugin, disable plugin before setting'],
      [
        'POST',
        'upgrade?remote=vieux/sshfs',
        [],
        409,
        'plugin must be disabled before upgrading: plugin me/plug:latest is enabled',
      ],
      ['POST', 'disable', undefined, 200, ''],
    ]
    for (const [method, path, body, status, message] of lines)
      expect(await ask(method, `/plugins/me/plug/${path}`, body), path).toEqual([
        status,
        message === '' ? '' : { message },
      ])
    expect(events()).toEqual(['plugin create', 'plugin enable', 'plugin disable'])
  })

  test.each<[what: string, config: unknown, message: string]>([
    ['an entrypoint', {}, 'args must not be empty'],
    ['its program', { entrypoint: ['/nosuch'] }, 'exec: "/nosuch": stat /nosuch: no such file or directory'],
    [
      'a source to mount',
      { ...volumePlugin, mounts: [{ source: '/nosuch' }] },
      'failed to fulfil mount request: open /nosuch: no such file or directory',
    ],
  ])('cannot be one without %s', async (_, config, message) => {
    const { ask, create } = world()
    await create('me/plug', config)
    const [status, answer] = await ask('POST', '/plugins/me/plug/enable?timeout=0')
    expect([status, (answer as Json).message]).toEqual([
      500,
      expect.stringMatching(new RegExp(`runc create failed: .*${message}$`)),
    ])
    expect(await ask('DELETE', '/plugins/me/plug')).toEqual([200, ''])
  })

  test('is listed by state and by what it drives', async () => {
    const { ask, create } = world()
    await create('me/volume')
    await create('me/network', networkPlugin)
    await ask('POST', '/plugins/me/volume/enable?timeout=0')
    const names = async (filters: object) => {
      const [, found] = await ask('GET', `/plugins?filters=${encodeURIComponent(JSON.stringify(filters))}`)
      return (found as { Name: string }[]).map(({ Name }) => Name)
    }
    expect(await names({})).toEqual(['me/volume:latest', 'me/network:latest'])
    expect(await names({ enabled: ['true'] })).toEqual(['me/volume:latest'])
    expect(await names({ enabled: ['false'], capability: ['network'] })).toEqual(['me/network:latest'])
    expect(await ask('GET', '/plugins?filters={"colour":["red"]}')).toEqual([
      400,
      { message: "invalid filter 'colour'" },
    ])
  })
})

describe('a volume plugin', () => {
  const enabled = async () => {
    const made = world()
    await made.create('me/vol')
    await made.ask('POST', '/plugins/me/vol/enable?timeout=0')
    await made.ask('POST', '/volumes/create', { Name: 'data', Driver: 'me/vol', DriverOpts: { a: 'b' } })
    return made
  }

  test('makes volumes by its name, and is in use as long as there are any', async () => {
    const { ask } = await enabled()
    const [, volume] = await ask('GET', '/volumes/data')
    expect(volume).toMatchObject({
      CreatedAt: '0001-01-01T00:00:00Z',
      Driver: 'me/vol:latest',
      Mountpoint: '/mnt/volumes/data',
      Options: { a: 'b' },
    })
    const [, list] = await ask('GET', '/volumes')
    expect(list).toMatchObject({
      Volumes: [
        { Mountpoint: expect.stringMatching(/^\/var\/lib\/docker\/plugins\/[0-9a-f]{64}\/propagated-mount\/data$/) },
      ],
    })
    const inUse = { message: 'plugin me/vol:latest is in use' }
    expect(await ask('POST', '/plugins/me/vol/disable')).toEqual([409, inUse])
    expect(await ask('DELETE', '/plugins/me/vol')).toEqual([409, inUse])
    expect(await ask('DELETE', '/volumes/data')).toEqual([204, ''])
    expect(await ask('POST', '/plugins/me/vol/disable')).toEqual([200, ''])
    expect(await ask('DELETE', '/plugins/me/vol')).toEqual([200, ''])
  })

  test('that is disabled by force takes its volumes out of sight', async () => {
    const { ask } = await enabled()
    const looking = 'error looking up volume plugin me/vol:latest: plugin me/vol:latest found but disabled'
    const checking = `error while checking if volume "data" exists in driver "me/vol:latest": ${looking}`
    await ask('POST', '/plugins/me/vol/disable?force=1')
    expect(await ask('GET', '/volumes')).toEqual([200, { Volumes: [], Warnings: null }])
    expect(await ask('GET', '/volumes/data')).toEqual([409, { message: `get data: ${checking}` }])
    expect(await ask('DELETE', '/volumes/data?force=1')).toEqual([409, { message: `get data: ${checking}` }])
    expect(await ask('POST', '/volumes/create', { Name: 'data', Driver: 'local' })).toEqual([
      409,
      {
        message: `create data: found reference to volume 'data' in driver 'me/vol:latest', but got an error while checking the driver: ${checking}: volume name must be unique`,
      },
    ])
    expect(await ask('POST', '/volumes/create', { Name: 'more', Driver: 'me/vol' })).toEqual([
      409,
      { message: 'create more: error looking up volume plugin me/vol: plugin me/vol found but disabled' },
    ])
    await ask('POST', '/plugins/me/vol/enable?timeout=0')
    expect(await ask('GET', '/volumes/data')).toMatchObject([200, { Name: 'data' }])
  })

  test('that comes anew knows nothing of the volumes of the one before', async () => {
    const { ask, create } = await enabled()
    await ask('DELETE', '/plugins/me/vol?force=1')
    expect(await ask('GET', '/volumes/data')).toMatchObject([
      404,
      { message: expect.stringContaining('plugin "me/vol:latest" not found') },
    ])
    await create('me/vol')
    await ask('POST', '/plugins/me/vol/enable?timeout=0')
    expect(await ask('GET', '/volumes/data')).toEqual([404, { message: 'get data: no such volume' }])
    expect(await ask('POST', '/volumes/create', { Name: 'data' })).toMatchObject([201, { Driver: 'local' }])
  })
})

describe('network and log plugins', () => {
  test('are found by name, a network plugin only by its whole name', async () => {
    const { ask, create } = world()
    await create('me/net', networkPlugin)
    await create('me/log', logPlugin)
    const network = (Name: string, Driver: string) => ask('POST', '/networks/create', { Name, Driver })
    expect(await network('n', 'me/net')).toEqual([409, { message: 'plugin me/net found but disabled' }])
    for (const kind of ['net', 'log']) await ask('POST', `/plugins/me/${kind}/enable?timeout=0`)
    expect(await network('n', 'me/log')).toEqual([
      500,
      { message: 'plugin does not provide "networkdriver" capability' },
    ])
    expect(await network('n', 'me/net')).toEqual([500, { message: 'could not resolve driver me/net in registry' }])
    expect(await network('n', 'me/net:latest')).toMatchObject([201, { Warning: '' }])
    expect(await ask('GET', '/networks/n')).toMatchObject([200, { Driver: 'me/net:latest', Scope: 'local' }])
    expect(await ask('POST', '/plugins/me/net/disable')).toEqual([409, { message: 'plugin me/net:latest is in use' }])
    expect(await ask('GET', '/info')).toMatchObject([
      200,
      { Plugins: { Network: expect.arrayContaining(['me/net:latest']) } },
    ])
    await ask('DELETE', '/networks/n')
    expect(await ask('POST', '/plugins/me/net/disable')).toEqual([200, ''])
  })

  test('are used by containers that run, and keep them from starting when they are not there', async () => {
    const { ask, create, progress } = world()
    await progress('/images/create?fromImage=busybox&tag=latest', {})
    await create('me/log', logPlugin)
    const container = (name: string, Type = 'me/log') =>
      ask('POST', `/containers/create?name=${name}`, {
        Image: 'busybox',
        Cmd: ['cat'],
        OpenStdin: true,
        HostConfig: { LogConfig: { Type, Config: { any: 'thing' } } },
      })
    const looking = 'error looking up logging plugin me/log: plugin me/log found but disabled'
    expect(await container('logger')).toEqual([400, { message: looking }])
    await ask('POST', '/plugins/me/log/enable?timeout=0')
    expect(await container('logger')).toMatchObject([201, {}])
    await ask('POST', '/containers/logger/start')
    expect(await ask('POST', '/plugins/me/log/disable')).toEqual([409, { message: 'plugin me/log:latest is in use' }])
    await ask('POST', '/containers/logger/kill')
    expect(await ask('POST', '/plugins/me/log/disable')).toEqual([200, ''])
    expect(await ask('POST', '/containers/logger/start')).toMatchObject([
      500,
      { message: expect.stringContaining(looking) },
    ])
  })
})

describe('a plugin from a registry', () => {
  test('says what it needs, and comes with exactly that', async () => {
    const { ask, engine, progress, events } = world()
    const [, asked] = await ask('GET', '/plugins/privileges?remote=vieux/sshfs')
    expect((asked as { Name: string }[]).map(({ Name }) => Name)).toEqual(sshfsPrivileges.map(({ Name }) => Name))
    const refused = await progress('/plugins/pull?remote=vieux/sshfs', [])
    expect(refused.at(-1)).toEqual({ error: 'incorrect privileges', errorDetail: { message: 'incorrect privileges' } })
    expect(engine.plugins.size).toBe(0)
    const pulled = await progress('/plugins/pull?remote=vieux/sshfs&name=ssh', sshfsPrivileges)
    expect(pulled.map(({ status }) => status)).toEqual([
      'Pulling from vieux/sshfs',
      expect.stringMatching(/^Digest: sha256:/),
      'Waiting',
      'Pulling fs layer',
      'Downloading',
      'Downloading',
      'Download complete',
      'Extracting',
      'Extracting',
      'Complete',
    ])
    expect(await ask('GET', '/plugins/ssh/json')).toMatchObject([
      200,
      {
        Name: 'ssh:latest',
        PluginReference: 'docker.io/vieux/sshfs:latest',
        Enabled: false,
        Settings: { Env: ['DEBUG=0'] },
      },
    ])
    expect(events()).toEqual(['plugin pull', 'plugin pull'])
  })

  const refused: readonly [method: string, path: string, status: number, message: string][] = [
    [
      'GET',
      '/plugins/privileges?remote=A%20B',
      400,
      'invalid reference format: repository name (library/A B) must be lowercase',
    ],
    [
      'POST',
      '/plugins/pull?remote=A%20B',
      400,
      'invalid reference format: repository name (library/A B) must be lowercase',
    ],
    ['POST', '/plugins/pull?remote=vieux/sshfs&name=me/plug', 400, 'plugin me/plug:latest already exists'],
    [
      'POST',
      `/plugins/pull?remote=vieux/sshfs&name=x@sha256:${'0'.repeat(64)}`,
      500,
      'cannot use digest in plugin tag',
    ],
    [
      'POST',
      '/plugins/pull?remote=vieux/sshfs:nosuch',
      404,
      'error resolving plugin reference: docker.io/vieux/sshfs:nosuch: not found',
    ],
    [
      'POST',
      '/plugins/pull?remote=no/such',
      500,
      'error resolving plugin reference: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
    ],
    ['POST', '/plugins/ghost/upgrade?remote=vieux/sshfs', 404, 'plugin "ghost:latest" not found'],
    ['POST', '/plugins/ghost/push', 404, 'plugin "ghost" not found'],
    ['GET', '/plugins/a%20b/json', 404, 'plugin "a b" not found'],
  ]
  test.each(refused)('%s %s is refused with %i', async (method, path, status, message) => {
    const { ask, create } = world()
    await create('me/plug')
    expect(await ask(method, path)).toEqual([status, { message }])
  })

  test('that cannot be asked needs nothing that is known', async () => {
    const { ask } = world()
    expect(await ask('GET', '/plugins/privileges?remote=no/such')).toEqual([200, []])
    expect(await ask('GET', '/plugins/privileges?remote=tiborvass/sample-volume-plugin')).toEqual([200, null])
  })

  test('is out of reach without a network, and never comes from a real registry', async () => {
    const closed = world({ registry: 'closed' })
    expect(await closed.ask('POST', '/plugins/pull?remote=vieux/sshfs', [])).toEqual([
      500,
      {
        message:
          'error resolving plugin reference: failed to do request: Head "https://registry-1.docker.io/v2/vieux/sshfs/manifests/latest": dial tcp: lookup registry-1.docker.io: no such host',
      },
    ])
    const real = world({ registry: { ...closedRegistry, isSimulated: domain => domain === 'docker.io' } })
    expect(await real.ask('POST', '/plugins/pull?remote=127.0.0.1:5000/me/plug', [])).toEqual([
      501,
      { message: 'mockerd does not exchange plugins with real registries such as 127.0.0.1:5000' },
    ])
  })

  test('can be pushed to any registry but the hub, and pulled and upgraded from there', async () => {
    const { ask, create, progress, send } = world()
    await create('127.0.0.1:5000/me/plug:v1', networkPlugin)
    await create('me/plug')
    const pushed = await progress('/plugins/127.0.0.1:5000/me/plug:v1/push', undefined)
    expect(pushed[0]).toEqual({ status: 'The push refers to repository [127.0.0.1:5000/me/plug]' })
    expect(pushed.at(-1)).toEqual({
      progressDetail: {},
      aux: { Tag: 'v1', Digest: expect.stringMatching(/^sha256:/), Size: expect.any(Number) },
    })
    expect((await progress('/plugins/me/plug/push', undefined)).at(-1)).toMatchObject({
      error: expect.stringContaining('error pushing plugin: push access denied'),
    })
    await ask('DELETE', '/plugins/127.0.0.1:5000/me/plug:v1')
    const pull = await send('POST', '/plugins/pull?remote=127.0.0.1:5000/me/plug:v1&name=mine', '[]')
    expect(pull.headers.get('docker-plugin-name')).toBe('mine:latest')
    expect(await ask('GET', '/plugins/mine/json')).toMatchObject([
      200,
      { PluginReference: '127.0.0.1:5000/me/plug:v1' },
    ])
    await progress('/plugins/mine/upgrade?remote=vieux/sshfs:next', sshfsPrivileges)
    expect(await ask('GET', '/plugins/mine/json')).toMatchObject([
      200,
      {
        Name: 'mine:latest',
        PluginReference: 'docker.io/vieux/sshfs:next',
        Config: { Entrypoint: ['/docker-volume-sshfs'] },
      },
    ])
  })
})

test('daemons before 29 say who packed a plugin, and take the blame for bad names', async () => {
  const { ask, create } = world({ profile: 'docker-28' })
  await create('me/plug')
  expect(await ask('GET', '/plugins/me/plug/json')).toMatchObject([200, { Config: { DockerVersion: '28.5.2' } }])
  expect(await ask('GET', '/plugins/privileges?remote=A')).toMatchObject([500, {}])
})
