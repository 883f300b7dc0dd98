import { describe, expect, test } from 'vitest'
import type { Call } from '../../../src/conformance/index.ts'
import { Breach } from '../../../src/conformance/model/breach.ts'
import { initialStates, type States } from '../../../src/conformance/model/states.ts'
import { step } from '../../../src/conformance/model/step.ts'
import { observe } from '../../../src/conformance/observation.ts'

const id = 'c0ffee'.repeat(11).slice(0, 64)

/** A call and what was answered; `cut`: the body did not end. */
type Exchange = readonly [call: Call, status: number, body?: unknown, cut?: 'cut']

const apply = (exchanges: readonly Exchange[], states: States = initialStates()): States | Breach => {
  let now = states
  for (const [call, status, body, cut] of exchanges) {
    const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
    const request = { method: 'POST', target: '/v1.45/x', headers: {} }
    const reply = { status, headers: {}, body: new TextEncoder().encode(text) }
    const after = step(now, call, observe(call.call, request, reply), cut === 'cut')
    if (after instanceof Breach) return after
    now = after
  }
  return now
}

const brokenBy = (exchanges: readonly Exchange[]): string | undefined => {
  const after = apply(exchanges)
  return after instanceof Breach ? after.requirement : undefined
}

const path = { id }
const create = (body: object): Exchange => [
  { call: 'ContainerCreate', query: { name: 'mkc-1' }, body },
  201,
  { Id: id, Warnings: [] },
]
const command = (call: Call['call'], status: number, parts: Partial<Call> = {}, body?: unknown): Exchange => [
  { call, path, ...parts },
  status,
  body,
]
const start = command('ContainerStart', 204)
const missing = { message: 'No such container: mkc-9' }
const sleeper = create({ workload: 'sleepForever' })
const list = (...rows: readonly object[]): Exchange => [
  { call: 'ContainerList', query: { all: true, filters: { status: ['exited'] } } },
  200,
  rows,
]
const all = (...rows: readonly object[]): Exchange => [{ call: 'ContainerList', query: { all: true } }, 200, rows]
const row = (State: string, Status: string) => ({
  Id: id,
  Names: ['/mkc-1'],
  Image: 'x',
  State,
  Status,
  Ports: [],
  Mounts: [],
  HostConfig: { NetworkMode: 'default' },
})

/** What whoever asks for events is told, until nobody waits any longer. */
const told = (query: object, ...actions: readonly string[]): Exchange => {
  const event = (Action: string) => ({
    Type: 'container',
    Action,
    Actor: { ID: id, Attributes: {} },
    time: 1,
    timeNano: 1e9,
  })
  const lines = actions.map(action => `${JSON.stringify(event(action))}\n`)
  return [{ call: 'SystemEvents', query: { since: '1', ...query } }, 200, lines.join(''), 'cut']
}

const volume: Exchange = [
  { call: 'VolumeCreate', body: { Name: 'mkc-v' } },
  201,
  { Name: 'mkc-v', Driver: 'local', Scope: 'local', Mountpoint: '/mkc-v/_data' },
]
const plugin = (status: number): Exchange => [
  { call: 'PluginInspect', path: { name: 'mkc-9' } },
  status,
  { message: 'plugin "mkc-9" not found' },
]

const possible = (exchanges: readonly Exchange[]): string[] => {
  const after = apply(exchanges)
  if (after instanceof Breach) throw after
  return (after.containers.get(id)?.possible ?? []).map(({ status, code }) => `${status}${code ?? ''}`).sort()
}

describe('what may be true of a container', () => {
  test.each<[string, Exchange[], string[]]>([
    ['that sleeps is that it runs', [sleeper, start], ['running']],
    ['that exits is that it has', [create({ workload: 'exit', arguments: [3] }), start], ['exited3', 'running']],
    ['that crashes is that it is restarted', [create({ workload: 'crashLoop' }), start], ['restarting1', 'running']],
    [
      'that is taken away when it ends is that it is gone',
      [create({ workload: 'exit', HostConfig: { AutoRemove: true } }), start],
      ['exited0', 'missing', 'running'],
    ],
    ['that was paused stays so', [sleeper, start, command('ContainerPause', 204)], ['paused']],
    [
      'that gets a signal which it does not hear is that it runs',
      [sleeper, start, command('ContainerKill', 204, { query: { signal: 'SIGWINCH' } })],
      ['running'],
    ],
    [
      'that listens is that it has ended with its own status, or was killed',
      [create({ workload: 'trapTerm', arguments: [7] }), start, command('ContainerStop', 204)],
      ['exited137', 'exited7'],
    ],
    [
      'that was waited for is how it ended',
      [create({ workload: 'exit', arguments: [3] }), start, command('ContainerWait', 200, {}, { StatusCode: 3 })],
      ['exited3'],
    ],
    [
      'that is refused as not running is that it has ended',
      [
        create({ workload: 'exit', arguments: [3] }),
        start,
        command('ContainerPause', 409, {}, { message: `container ${id} is not running` }),
      ],
      ['exited3'],
    ],
    [
      'that is not in the list of what has ended is that it runs',
      [create({ workload: 'exit' }), start, list()],
      ['exited0', 'running'],
    ],
    ['whose command nobody knows is anything', [create({ Cmd: ['x'] }), start], ['exited', 'running']],
  ])('%s', (_, exchanges, expected) => {
    expect(possible(exchanges)).toEqual(expected)
  })
})

describe('a requirement is broken by', () => {
  test.each<[string, string, Exchange[]]>([
    ['a start that starts what runs', 'ContainerStart.when-running', [sleeper, start, start]],
    [
      'a paused container that is started',
      'ContainerStart.when-paused',
      [sleeper, start, command('ContainerPause', 204), start],
    ],
    ['what is missing and is found', 'ContainerStart.when-missing', [start]],
    [
      'a refusal without a message',
      'ContainerStart.when-missing',
      [command('ContainerStart', 404, {}, { error: 'x' })],
    ],
    ['other words', 'ContainerStart.when-missing.text', [command('ContainerStart', 404, {}, { message: 'not found' })]],
    [
      'a stop that does nothing',
      'ContainerStop.when-running',
      [sleeper, start, command('ContainerStop', 204), all(row('running', 'Up 2 seconds'))],
    ],
    [
      'a removed container that can be renamed',
      'ContainerRename.of-nothing',
      [sleeper, command('ContainerDelete', 204), command('ContainerRename', 204, { query: { name: 'mkc-2' } })],
    ],
    [
      'a container between two runs that cannot be renamed',
      'ContainerRename.when-restarting',
      [
        create({ workload: 'crashLoop' }),
        start,
        command('ContainerRename', 404, { query: { name: 'mkc-2' } }, { message: 'sandbox x not found' }),
      ],
    ],
    [
      'the end of what does not end',
      'ContainerWait.blocks-until-not-running',
      [create({ workload: 'ignoreTerm' }), start, command('ContainerWait', 200, {}, { StatusCode: 0 })],
    ],
    [
      'another status than the process had',
      'ContainerWait.status-of-failure',
      [create({ workload: 'exit', arguments: [3] }), start, command('ContainerWait', 200, {}, { StatusCode: 0 })],
    ],
    [
      'a wait that does not end for what has',
      'ContainerWait.status-of-kill',
      [sleeper, start, command('ContainerKill', 204), [{ call: 'ContainerWait', path }, 200, undefined, 'cut']],
    ],
    ['a name given twice', 'ContainerCreate.refuses-taken-name', [sleeper, sleeper]],
    ['a list that is null', 'ContainerList.empty', [[{ call: 'ContainerList' }, 200, null]]],
    ['a row that a filter excludes', 'ContainerList.filters-by-status', [sleeper, list(row('created', 'Created'))]],
    [
      'a row that says otherwise',
      'ContainerCreate.answers-id-and-warnings',
      [sleeper, list(row('exited', 'Exited (0) 1 second ago'))],
    ],
    [
      'a network that goes while somebody is on it',
      'NetworkDelete.refuses-in-use',
      [
        [{ call: 'NetworkCreate', body: { Name: 'mkc-n' } }, 201, { Id: id }],
        create({ workload: 'sleepForever', HostConfig: { NetworkMode: 'mkc-n' } }),
        start,
        [{ call: 'NetworkDelete', path: { id: 'mkc-n' } }, 204],
      ],
    ],
    [
      'a volume that goes while somebody has it',
      'VolumeDelete.refuses-in-use',
      [
        volume,
        create({ workload: 'sleepForever', HostConfig: { Binds: ['mkc-v:/data'] } }),
        [{ call: 'VolumeDelete', path: { name: 'mkc-v' } }, 204],
      ],
    ],
    [
      'an event that was not told',
      'SystemEvents.of-pause',
      [sleeper, start, command('ContainerPause', 204), told({}, 'create', 'start')],
    ],
    [
      'an event that was not told to who asks for a part of them, though older ones were',
      'SystemEvents.of-pause',
      [sleeper, start, command('ContainerPause', 204), told({ filters: { container: [id] } }, 'create', 'start')],
    ],
    ['a volume that is made and told by no name', 'SystemEvents.of-volume-create', [volume, told({})]],
    ['a question for what nobody has that is answered', 'PluginInspect.of-nothing', [plugin(200)]],
    [
      'an execution that is inspected with other settings',
      'ExecInspect.of-created',
      [
        sleeper,
        start,
        command('ContainerExec', 201, { body: { Cmd: ['true'], Tty: true } }, { Id: id }),
        [
          { call: 'ExecInspect', path },
          200,
          { ID: id, ContainerID: id, ProcessConfig: { entrypoint: 'true', arguments: [], tty: false } },
        ],
      ],
    ],
  ])('%s', (_, requirement, exchanges) => {
    expect(brokenBy(exchanges)).toBe(requirement)
  })

  test.each([
    [[], 'SystemEvents.of-health'],
    [[command('ContainerPause', 204), command('ContainerUnpause', 204)], undefined],
  ])('ill health of who is well, after %j: %s', (before, requirement) => {
    const at = '2026-01-01T00:00:00.5Z'
    const State = {
      ...{ Status: 'running', Running: true, Paused: false, Restarting: false, Pid: 7, ExitCode: 0, Error: '' },
      ...{ StartedAt: at, FinishedAt: '0001-01-01T00:00:00Z', Health: { Status: 'unhealthy' } },
    }
    const HostConfig = {
      ...{ NetworkMode: 'bridge', ShmSize: 67108864, LogConfig: { Type: 'json-file' } },
      ...{ IpcMode: 'private', PidMode: '', UTSMode: '' },
      MaskedPaths: ['/proc/kcore', '/proc/keys', '/sys/firmware'],
      ReadonlyPaths: ['/proc/bus', '/proc/irq', '/proc/sys'],
    }
    const shown = {
      ...{ Id: id, Name: '/mkc-1', Created: at, RestartCount: 0, State, Mounts: [], ExecIDs: null, Config: {} },
      ...{
        HostConfig: { ...HostConfig, RestartPolicy: { Name: 'no', MaximumRetryCount: 0 } },
        NetworkSettings: { SandboxID: id, Networks: { bridge: { EndpointID: id } } },
      },
    }
    const healthy = create({ workload: 'healthy' })
    expect(brokenBy([healthy, start, ...before, command('ContainerInspect', 200, {}, shown)])).toBe(requirement)
  })

  test('nothing that a daemon may have forgotten, or that it answers as it must', () => {
    expect(brokenBy([sleeper, start, told({ filters: { container: [id], event: ['start'] } })])).toBeUndefined()
    expect(brokenBy([volume, told({ filters: { type: ['volume'] } })])).toBeUndefined()
    expect(brokenBy([plugin(404)])).toBeUndefined()
  })

  test('nothing that somebody does to objects of which the model has not heard', () => {
    const after = apply(
      [command('ContainerStart', 204), command('ContainerWait', 404, {}, missing)],
      initialStates(false),
    )
    expect(after).not.toBeInstanceOf(Breach)
  })
})
