import { describe, expect, test } from 'vitest'
import { conflict, DockerError, notFound } from '../../../../src/state/error.ts'
import type { Daemon, Resource, ResourceKind } from '../../../../src/state/kernel/daemon.ts'
import { createBox, executable } from '../box.ts'

const files = [executable('/bin/ryuk', 'ryuk')]
const socket = { path: '/var/run/docker.sock', kind: 'socket', mode: 0o660 } as const

interface World extends Daemon {
  add(kind: ResourceKind, id: string, createdAt?: number, labels?: Readonly<Record<string, string>>): void
  /** Refuses the removal so many times. */
  refuse(id: string, error: DockerError, times: number): void
  readonly ids: () => string[]
}

/** A daemon that knows label filters only. */
const createWorld = (): World => {
  const resources = new Map<string, Resource & { kind: ResourceKind }>()
  const refusals = new Map<string, { error: DockerError; times: number }>()
  return {
    add: (kind, id, createdAt = 0, labels = { session: '1' }) => resources.set(id, { kind, id, createdAt, labels }),
    refuse: (id, error, times) => refusals.set(id, { error, times }),
    ids: () => [...resources.keys()],
    list(kind, filters) {
      const { label = [], ...others }: Record<string, string[]> = JSON.parse(filters)
      const [other] = Object.keys(others)
      if (other !== undefined) throw new DockerError('invalid', `invalid filter '${other}'`)
      return [...resources.values()].filter(
        resource =>
          resource.kind === kind &&
          label.every(text => resource.labels[text.split('=')[0] ?? ''] === text.split('=')[1]),
      )
    },
    remove(_kind, id) {
      const refusal = refusals.get(id)
      if (refusal && refusal.times-- > 0) throw refusal.error
      resources.delete(id)
    },
  }
}

const started = (environment: Record<string, string> = {}) => {
  const world = createWorld()
  const box = createBox([...files, socket], { daemon: world })
  const reaper = box.start(['ryuk'], '', environment)
  box.machine.clock.advance(1)
  const log = () => reaper.result().stdout.replace(/^time=\S+ level=/gm, '')
  return { world, box, reaper, log, tell: (lines: string) => box.run(`printf '${lines}' | nc 127.0.0.1 8080`) }
}

describe("testcontainers' reaper", () => {
  test('says what it runs with and that it has started', () => {
    const { reaper, log } = started({ RYUK_RECONNECTION_TIMEOUT: '90s' })
    expect(reaper.result().stdout).toMatch(/^time=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z level=INFO msg=starting /)
    expect(log()).toBe(
      'INFO msg=starting connection_timeout=1m0s reconnection_timeout=1m30s request_timeout=10s shutdown_timeout=10m0s ' +
        'remove_retries=10 retry_offset=-1s changes_retry_interval=1s port=8080 verbose=false\n' +
        'INFO msg=Started address=[::]:8080\nINFO msg="client processing started"\n',
    )
  })

  test('acknowledges every line, and logs what it has understood', () => {
    const { tell, log } = started()
    expect(tell('label=a=1&label=b\\r\\n\\n%%zz\\nname=x').stdout).toBe('ACK\nACK\nACK\n')
    expect(log()).toContain('INFO msg="adding filter" type=label values="[a=1 b]"\n')
    expect(log()).toMatch(/WARN msg="empty filter received" address=127\.0\.0\.1:\d+\n/)
    expect(log()).toContain('error="parse query: invalid URL escape \\"%zz\\""')
    expect(log()).toContain('INFO msg="adding filter" type=name values=[x]\n')
    expect(log()).toMatch(/INFO msg="client disconnected" address=127\.0\.0\.1:\d+ clients=0\n$/)
  })

  test('removes what matches ten seconds after the last client left, and ends', () => {
    const { world, box, reaper, tell, log } = started()
    for (const kind of ['image', 'volume', 'network', 'container'] as const) world.add(kind, kind)
    world.add('container', 'other', 0, { session: '2' })
    world.add('container', 'reaper', 0, { session: '1', 'org.testcontainers.ryuk': 'true' })
    tell('label=session=1\\n')
    box.machine.clock.advance(9000)
    expect(world.ids()).toHaveLength(6)
    box.machine.clock.advance(1500)
    expect(world.ids()).toEqual(['other', 'reaper'])
    expect(log()).toContain(
      'INFO msg="prune check" clients=0\nINFO msg="client processing stopped"\n' +
        'INFO msg=removed containers=1 networks=1 volumes=1 images=1\nINFO msg=done\n',
    )
    expect(reaper.result().status).toBe(0)
  })

  test('waits for a client that comes back, and for what is being made', () => {
    const { world, box, reaper, tell, log } = started()
    world.add('container', 'old')
    tell('label=session=1\\n')
    box.machine.clock.advance(9000)
    tell('label=session=1\\n')
    box.machine.clock.advance(9000)
    expect(world.ids()).toEqual(['old'])
    world.add('container', 'young', box.machine.clock.now())
    box.machine.clock.advance(1500)
    expect(log()).toContain(
      'WARN msg="change detected, waiting again" error="affected containers: container young: changes detected"\n',
    )
    box.machine.clock.advance(2000)
    expect(world.ids()).toEqual([])
    expect(reaper.result().status).toBe(0)
  })

  test('ends after a minute without any client, having removed nothing', () => {
    const { world, box, reaper, log } = started()
    world.add('container', 'c')
    box.machine.clock.advance(60_000)
    expect(reaper.result().status).toBe(0)
    expect(log()).toContain('INFO msg=removed containers=0 networks=0 volumes=0 images=0\n')
    expect(world.ids()).toEqual(['c'])
  })

  test('tries again what is refused, and ends with 1 when something is left', () => {
    const { world, box, reaper, tell, log } = started({ RYUK_REMOVE_RETRIES: '3' })
    world.add('network', 'busy')
    world.add('volume', 'used')
    world.add('image', 'gone')
    world.refuse('busy', conflict('network busy has active endpoints'), 2)
    world.refuse('used', conflict('volume is in use'), 9)
    world.refuse('gone', notFound('No such image: gone'), 9)
    tell('label=session=1\\n')
    box.machine.clock.advance(20_000)
    expect(world.ids()).toEqual(['used', 'gone'])
    expect(log()).toContain(
      'ERROR msg=remove resource=network id=busy attempt=2 error="Error response from daemon: network busy has active endpoints"\n',
    )
    expect(log()).toContain('INFO msg=removed containers=0 networks=1 volumes=0 images=0\n')
    expect(reaper.result()).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/ ERROR run error="run: prune: volume left 1 items"\n$/),
    })
  })

  test('removes what it can when a filter is refused', () => {
    const { world, box, reaper, tell } = started()
    world.add('container', 'c')
    tell('odd=1\\nlabel=session=1\\n')
    box.machine.clock.advance(11_000)
    expect(world.ids()).toEqual([])
    expect(reaper.result().stderr).toContain(
      "run: prune wait: resources: affected containers: container list: Error response from daemon: invalid filter 'odd'",
    )
  })

  test('is done at once when it is told to stop and nobody is connected', () => {
    const { world, box, reaper, tell, log } = started()
    world.add('container', 'c')
    tell('label=session=1\\n')
    box.machine.clock.advance(2000)
    box.machine.kernel.kill(reaper.process.pid, 'TERM')
    box.machine.clock.advance(1)
    expect(reaper.result().status).toBe(0)
    expect(log()).toContain('INFO msg="signal received" clients=0 shutdown_timeout=10m0s\n')
    expect(world.ids()).toEqual([])
  })

  test('waits for its clients when it is told to stop, but not for ever', () => {
    const { box, reaper, log } = started({ RYUK_SHUTDOWN_TIMEOUT: '30s' })
    box.start(['sh', '-c', 'sleep 1000 | nc 127.0.0.1 8080'])
    box.machine.clock.advance(100)
    box.machine.kernel.kill(reaper.process.pid, 'INT')
    box.machine.clock.advance(29_000)
    expect(reaper.process.exit).toBeUndefined()
    box.machine.clock.advance(2000)
    expect(reaper.result().status).toBe(0)
    expect(log()).toContain('WARN msg="prune check" clients=1\n')
  })

  const refusals: readonly (readonly [what: string, Record<string, string>, mounted: boolean, message: string])[] = [
    [
      'without the socket',
      {},
      false,
      'new reaper: ping: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
    ],
    [
      'with a daemon elsewhere',
      { DOCKER_HOST: 'tcp://far:2375' },
      true,
      'new reaper: ping: Cannot connect to the Docker daemon at tcp://far:2375. Is the docker daemon running?',
    ],
    [
      'with a duration that is none',
      { RYUK_CONNECTION_TIMEOUT: 'soon' },
      true,
      'new reaper: load config: parse env: env: parse error on field \\"ConnectionTimeout\\" of type \\"time.Duration\\": ' +
        'unable to parse duration: time: invalid duration \\"soon\\"',
    ],
    [
      'with a port that is none',
      { RYUK_PORT: '70000' },
      true,
      'new reaper: load config: parse env: env: parse error on field \\"Port\\" of type \\"uint16\\": ' +
        'strconv.ParseUint: parsing \\"70000\\": value out of range',
    ],
  ]
  test.each(refusals)('does not start %s', (_, environment, mounted, message) => {
    const box = createBox([...files, ...(mounted ? [socket] : [])], { daemon: createWorld() })
    const reaper = box.start(['ryuk'], '', environment)
    box.machine.clock.advance(1)
    const { status, stderr } = reaper.result()
    expect(status).toBe(1)
    expect(stderr.slice('2026/11/26 11:00:00 '.length)).toBe(`ERROR run error="${message}"\n`)
  })
})
