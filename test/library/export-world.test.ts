import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Mockerd, type Seed, startMockerd } from '../../src/index.ts'
import { CannotExport, exportWorld } from '../../src/library/export-world.ts'
import { asking, runContainer } from './ask.ts'

/** A daemon as an export asks it. */
const asTarget = (docker: Pick<Mockerd, 'fetch'>) => ({
  async send({ method, target }: { method: string; target: string }) {
    const response = await docker.fetch(new Request(`http://docker${target}`, { method }))
    return { status: response.status, headers: {}, body: new Uint8Array(await response.arrayBuffer()) }
  },
})

type Row = Readonly<Record<string, unknown>>

const lists = ['/containers/json?all=1', '/networks', '/volumes', '/images/json']

/** What `docker ps -a`, `network ls`, `volume ls` and `images` are made from. */
const seenOf = async (docker: Mockerd): Promise<unknown> => {
  const ask = asking(docker)
  return await Promise.all(lists.map(async path => (await ask(`GET ${path}`)).json))
}

const inspected = async (docker: Mockerd, path: string): Promise<Row> =>
  (await asking(docker)(`GET ${path}`)).json as Row

const nameOf = fc.constantFrom('a', 'b', 'c', 'd')

/** What somebody may have done with a daemon. */
const step = fc.oneof(
  fc.record({
    line: fc.constant('POST /volumes/create'),
    body: fc.record({ Name: nameOf.map(name => `v-${name}`), Labels: fc.dictionary(nameOf, nameOf) }),
  }),
  fc.record({
    line: fc.constant('POST /networks/create'),
    body: fc.record({
      Name: nameOf.map(name => `n-${name}`),
      Internal: fc.boolean(),
      EnableIPv6: fc.boolean(),
      Labels: fc.dictionary(nameOf, nameOf),
    }),
  }),
  fc.record({
    line: nameOf.map(name => `POST /containers/create?name=${name}`),
    body: fc.record({
      Image: fc.constant('busybox'),
      Cmd: fc.constantFrom(['sleep', '1000000'], ['sh', '-c', 'exit 3'], ['true']),
      Labels: fc.dictionary(nameOf, nameOf),
      HostConfig: fc.record({
        NetworkMode: fc.oneof(
          fc.constant('bridge'),
          fc.constant('none'),
          nameOf.map(name => `n-${name}`),
        ),
        Binds: fc.uniqueArray(
          nameOf.map(name => `v-${name}:/${name}`),
          { maxLength: 2 },
        ),
        PortBindings: fc.constantFrom({}, { '80/tcp': [{ HostPort: '' }] }),
      }),
    }),
  }),
  fc.record({
    line: fc
      .tuple(nameOf, fc.constantFrom('start', 'stop?t=0', 'kill', 'pause'))
      .map(([name, verb]) => `POST /containers/${name}/${verb}`),
    body: fc.constant(undefined),
  }),
  fc.record({
    line: fc.tuple(nameOf, nameOf).map(([name, network]) => `POST /networks/n-${network}/connect#${name}`),
    body: fc.constant(undefined),
  }),
  fc.record({
    line: nameOf.map(name => `POST /images/busybox/tag?repo=shop/${name}&tag=1`),
    body: fc.constant(undefined),
  }),
)

const perform = async (docker: Mockerd, { line, body }: { readonly line: string; readonly body: unknown }) => {
  const [path = '', connected] = line.split('#')
  await asking(docker)(path, connected === undefined ? body : { Container: connected })
  docker.clock.advance(1000)
}

describe('the world of a daemon', () => {
  test.each(['docker-29', 'docker-28', 'docker-20.10'])('of %s is the same in another one', async profile => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async steps => {
        await using first = await startMockerd({ profile, hosts: [], clock: 'manual' })
        await runContainer(first, 'web', { HostConfig: { PortBindings: { '80/tcp': [{ HostPort: '8080' }] } } })
        for (const each of steps) await perform(first, each)
        const world = JSON.parse(JSON.stringify(await exportWorld(asTarget(first)))) as Seed
        await using second = await startMockerd({ profile, hosts: [], clock: first.engine.clock, world })
        expect(await seenOf(second)).toEqual(await seenOf(first))
      }),
      { numRuns: 15 },
    )
  })

  test('is only looked at', async () => {
    await using docker = await startMockerd({ hosts: [], clock: 'manual' })
    await runContainer(docker, 'web')
    const before = docker.snapshot()
    docker.journal.clear()
    await exportWorld(asTarget(docker))
    const asked = docker.journal.requests()
    expect(asked.length).toBeGreaterThan(4)
    expect(
      asked.filter(({ method, status, findings }) => method !== 'GET' || status !== 200 || findings.length > 0),
    ).toEqual([])
    expect(docker.snapshot()).toEqual(before)
  })

  test('goes without secrets', async () => {
    await using docker = await startMockerd({ hosts: [], clock: 'manual' })
    await runContainer(docker, 'web', {
      Cmd: ['sleep', '1000000', '--api-key', 'geheim', '--password=geheim'],
      Env: ['DB_PASSWORD=two words geheim', 'MODE=live', 'URL=postgres://me:geheim@db/x'],
      Labels: { 'deploy.token': 'geheim', authors: 'me' },
    })
    await asking(docker)('POST /volumes/create', {
      Name: 'data',
      DriverOpts: { type: 'tmpfs', device: 'x', o: 'size=1m,password=geheim' },
    })
    const world = await exportWorld(asTarget(docker))
    expect(JSON.stringify(world)).not.toContain('geheim')
    expect(world.containers).toMatchObject([
      {
        Args: ['1000000', '--api-key', '[redacted]', '--password=[redacted]'],
        Config: {
          Env: expect.arrayContaining(['DB_PASSWORD=[redacted]', 'MODE=live', 'URL=postgres://[redacted]@db/x']),
          Labels: { 'deploy.token': '[redacted]', authors: 'me' },
        },
      },
    ])
  })

  test('has what goes away meanwhile no more', async () => {
    await using docker = await startMockerd({ hosts: [], clock: 'manual' })
    await runContainer(docker, 'web')
    const { send } = asTarget(docker)
    const world = await exportWorld({
      async send(request) {
        if (/^\/containers\/[0-9a-f]+/.test(request.target)) await asking(docker)('DELETE /containers/web?force=1')
        return send(request)
      },
    })
    expect(world).toMatchObject({ containers: [], images: [{ RepoTags: ['busybox:latest'] }] })
  })

  test.each([
    [403, 'no', 'GET /images/json answers 403: no'],
    [200, '<html>', 'GET /images/json answers no JSON'],
    [200, '"x"', 'GET /images/json answers no list'],
  ])('is none when somebody answers %i %s', async (status, text, message) => {
    const world = exportWorld({ send: async () => ({ status, headers: {}, body: new TextEncoder().encode(text) }) })
    await expect(world).rejects.toThrow(new CannotExport(message))
  })

  test('has a container as it was', async () => {
    await using first = await startMockerd({ hosts: [], clock: 'manual' })
    await runContainer(first, 'web', {
      Env: ['A=1'],
      HostConfig: { Memory: 64 << 20, RestartPolicy: { Name: 'always' } },
    })
    await using second = await startMockerd({
      hosts: [],
      clock: first.engine.clock,
      world: await exportWorld(asTarget(first)),
    })
    const [was, is] = await Promise.all([first, second].map(docker => inspected(docker, '/containers/web/json')))
    expect({ ...is, State: { ...(is?.State as Row), Pid: 0 } }).toEqual({
      ...was,
      State: { ...(was?.State as Row), Pid: 0 },
    })
  })
})
