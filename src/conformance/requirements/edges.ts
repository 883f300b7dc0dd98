import { ensureRefusal, ensureStatus, jsonOf, textOf } from '../observation.ts'
import { type Requirement, requirement } from '../requirement.ts'
import { ensure, ensureEqual } from '../violation.ts'
import { print, sleepForever } from '../workload.ts'
import type { World } from '../world.ts'

const asked = 'asked of dockerd 20.10, 26.1 and 28.5'

type Settings = Readonly<Record<string, unknown>>

const host = (settings: Settings): Settings => ({ HostConfig: settings })
const mebibytes = (count: number): number => count * 1024 * 1024
const check = (settings: Settings): Settings => ({ Healthcheck: { Test: ['CMD', 'true'], ...settings } })
const restart = (Name: string, MaximumRetryCount = 0): Settings => host({ RestartPolicy: { Name, MaximumRetryCount } })

/** The last values of a setting that are taken, and the first ones beyond, with what is said of them. */
const settings: readonly (readonly [
  id: string,
  file: string,
  taken: readonly Settings[],
  refused?: readonly Settings[],
  text?: RegExp,
])[] = [
  [
    'memory',
    'daemon_unix.go',
    [host({ Memory: mebibytes(6) }), host({ Memory: 0 })],
    [host({ Memory: mebibytes(6) - 1 })],
    /Minimum memory limit allowed is 6MB/i,
  ],
  [
    'swap',
    'daemon_unix.go',
    [host({ Memory: mebibytes(16), MemorySwap: mebibytes(16) }), host({ Memory: mebibytes(16), MemorySwap: -1 })],
    [host({ Memory: mebibytes(16), MemorySwap: mebibytes(16) - 1 }), host({ MemorySwap: mebibytes(16) })],
    /memoryswap limit/i,
  ],
  [
    'reservation',
    'daemon_unix.go',
    [host({ Memory: mebibytes(16), MemoryReservation: mebibytes(16) })],
    [
      host({ Memory: mebibytes(16), MemoryReservation: mebibytes(16) + 1 }),
      host({ MemoryReservation: mebibytes(6) - 1 }),
    ],
    /memory reservation/i,
  ],
  [
    'cpu-period',
    'daemon_unix.go',
    [host({ CpuPeriod: 1000 }), host({ CpuPeriod: 1_000_000 })],
    [host({ CpuPeriod: 999 }), host({ CpuPeriod: 1_000_001 })],
    /CPU cfs period can not be less than 1ms/i,
  ],
  [
    'cpu-quota',
    'daemon_unix.go',
    [host({ CpuQuota: 1000 }), host({ CpuQuota: -1 })],
    [host({ CpuQuota: 999 })],
    /CPU cfs quota can not be less than 1ms/i,
  ],
  [
    'oom-score',
    'daemon_unix.go',
    [host({ OomScoreAdj: -1000 }), host({ OomScoreAdj: 1000 })],
    [host({ OomScoreAdj: -1001 }), host({ OomScoreAdj: 1001 })],
    /range for oom score adj is \[-1000, 1000\]/i,
  ],
  ['pids-limit', 'daemon_unix.go', [host({ PidsLimit: 0 }), host({ PidsLimit: -1 }), host({ PidsLimit: 1 })]],
  ['stop-timeout', 'container.go', [{ StopTimeout: 0 }, { StopTimeout: -1 }]],
  [
    'health-interval',
    'container.go',
    [check({ Interval: 0 }), check({ Interval: 1_000_000 })],
    [check({ Interval: 999_999 })],
    /Interval in Healthcheck cannot be less than 1ms/,
  ],
  [
    'health-start-period',
    'container.go',
    [check({ StartPeriod: 0 }), check({ StartPeriod: 1_000_000 })],
    [check({ StartPeriod: 999_999 })],
    /StartPeriod in Healthcheck cannot be less than 1ms/,
  ],
  [
    'restart-policy',
    'container.go',
    [restart(''), restart('no'), restart('always'), restart('unless-stopped'), restart('on-failure', 3)],
    [restart('Always')],
    /invalid restart policy/,
  ],
  ['ipc-mode', 'daemon_unix.go', ['none', 'private', 'shareable'].map(IpcMode => host({ IpcMode }))],
  ['log-driver', 'logger/factory.go', ['json-file', 'local', 'none'].map(Type => host({ LogConfig: { Type } }))],
  [
    'stop-signal',
    'container.go',
    ['15', 'TERM', 'sigterm', 'SIGRTMIN+1'].map(StopSignal => ({ StopSignal })),
    ['0', 'nonsense'].map(StopSignal => ({ StopSignal })),
    /invalid signal: /i,
  ],
  [
    'environment',
    'container.go',
    [{ Env: ['A'] }, { Env: ['A='] }],
    [{ Env: [''] }, { Env: ['=x'] }],
    /invalid environment variable: /,
  ],
  [
    'tmpfs',
    'daemon_unix.go',
    [host({ Tmpfs: { '/x': '' } }), host({ Tmpfs: { '/x': 'size=1m,mode=700' } })],
    [host({ Tmpfs: { x: '' } })],
    /invalid mount path: 'x' mount path must be absolute/,
  ],
  [
    'mount-target',
    'volume/mounts/validate.go',
    [host({ Mounts: [{ Type: 'tmpfs', Target: '/x' }] })],
    [host({ Mounts: [{ Type: 'tmpfs', Target: '/' }] }), host({ Mounts: [{ Type: 'tmpfs', Target: 'x' }] })],
    /invalid mount config for type "tmpfs"/,
  ],
  [
    'capability',
    'pkg/oci/caps.go',
    [host({ CapAdd: ['chown'] }), host({ CapAdd: ['CAP_CHOWN'] }), host({ CapDrop: ['ALL'] })],
    [host({ CapAdd: ['NONSENSE'] })],
    /unknown capability: "?CAP_NONSENSE/,
  ],
  [
    'extra-host',
    'opts/hosts.go',
    ['x:1.2.3.4', 'x:::1', 'x:host-gateway'].map(each => host({ ExtraHosts: [each] })),
    ['x', 'x:y'].map(each => host({ ExtraHosts: [each] })),
    /add-host/,
  ],
]

const create = (world: World, given: Settings) =>
  world.ask('ContainerCreate', {
    query: { name: world.name() },
    body: { Image: world.image, ...sleepForever, ...given },
  })

const settingEdges = settings.map(([id, file, taken, refused = [], text]) =>
  requirement({
    id: `ContainerCreate.edge-of-${id}`,
    operation: 'ContainerCreate',
    needs: ['image'],
    level: 'should',
    claim: `Of ${id}, ${taken.length} values up to the edge are taken${refused.length > 0 ? `, and ${refused.length} beyond are refused in moby's words` : ''}`,
    evidence: [`moby daemon/${file}`, asked],
    check: async world => {
      for (const given of taken) ensureStatus(await create(world, given), 201)
      for (const given of refused) ensureRefusal(await create(world, given), 400, text)
    },
  }),
)

const spellings = {
  true: ['1', 'true', 'True', 't', 'yes', 'on', 'anything'],
  false: ['0', 'false', 'False', 'no', 'none', ''],
} as const

/** Ways to spell what a query says: each must be taken as the others are. */
const queries: readonly Requirement[] = [
  requirement({
    id: 'ContainerList.edge-of-booleans',
    operation: 'ContainerList',
    needs: ['image'],
    level: 'should',
    claim: 'A flag is false when it is nothing, 0, no, false or none, in any case, and true when it is anything else',
    evidence: ['moby daemon/server/httputils/form.go, BoolValue', asked],
    check: async world => {
      const { id } = await world.create(sleepForever)
      const isShown = async (all: string): Promise<boolean> => {
        const answer = await world.ask('ContainerList', { query: { all, filters: { id: [id] } } })
        ensureStatus(answer, 200)
        return jsonOf<unknown[]>(answer).length === 1
      }
      for (const all of spellings.true) ensure(await isShown(all), `all=${all}`, 'what does not run, too', 'nothing')
      for (const all of spellings.false) ensure(!(await isShown(all)), `all=${all}`, 'only what runs', 'all')
    },
  }),
  requirement({
    id: 'ContainerList.edge-of-limit',
    operation: 'ContainerList',
    needs: ['image'],
    level: 'should',
    claim: 'A limit of 0 or less is none',
    evidence: ['moby daemon/list.go', asked],
    check: async world => {
      const label = `mkc.edge=${world.name()}`
      const Labels = { 'mkc.edge': label.split('=')[1] }
      for (let count = 0; count < 2; count++) await world.create(sleepForever, { Labels })
      for (const limit of ['0', '-1']) {
        const answer = await world.ask('ContainerList', { query: { all: true, limit, filters: { label: [label] } } })
        ensureStatus(answer, 200)
        ensureEqual(jsonOf<unknown[]>(answer).length, 2, `the rows with limit=${limit}`)
      }
    },
  }),
  requirement({
    id: 'ContainerList.edge-of-filters',
    operation: 'ContainerList',
    claim: 'Filters that are nothing, an empty object or null are none',
    evidence: ['moby api/types/filters/parse.go', asked],
    check: async world => {
      for (const filters of ['', '{}', 'null'])
        ensureStatus(await world.ask('ContainerList', { query: { filters, limit: 1 } }), 200)
    },
  }),
  requirement({
    id: 'ContainerKill.edge-of-signals',
    operation: 'ContainerKill',
    needs: ['run'],
    claim: 'A signal is a number, or a name with or without SIG, in any case',
    evidence: ['moby/sys signal/signal.go, ParseSignal', asked],
    check: async world => {
      const { id } = await world.start(sleepForever)
      for (const signal of ['URG', 'urg', 'SIGURG', 'sigurg', '23', 'SIGRTMIN+1'])
        ensureStatus(await world.ask('ContainerKill', { path: { id }, query: { signal } }), 204)
      for (const signal of ['0', 'nonsense', 'SIG'])
        ensureRefusal(await world.ask('ContainerKill', { path: { id }, query: { signal } }), 400, /invalid signal: /i)
    },
  }),
  requirement({
    id: 'ContainerLogs.edge-of-tail',
    operation: 'ContainerLogs',
    needs: ['run'],
    level: 'should',
    claim: 'A tail below 0, of nothing or of all is everything, and one of more lines than there are, too',
    evidence: ['moby daemon/logs.go', asked],
    check: async world => {
      const { id } = await world.start(print('one\\ntwo\\n'))
      await world.until('the end of a container', async () =>
        (await world.stateOf(id)) === 'exited' ? true : undefined,
      )
      for (const tail of ['-1', '', 'all', '1000']) {
        const answer = await world.ask('ContainerLogs', { path: { id }, query: { stdout: true, tail } })
        ensureStatus(answer, 200)
        ensure(/one\n.*two\n/s.test(textOf(answer)), `the log with tail=${tail}`, 'all of it', textOf(answer))
      }
    },
  }),
  requirement({
    id: 'SystemEvents.edge-of-moments',
    operation: 'SystemEvents',
    level: 'should',
    claim:
      'A moment is a number of seconds, with nine digits behind the point, fewer or none; the last is not before the first',
    evidence: ['moby daemon/events and api/types/time/timestamp.go', asked],
    check: async world => {
      // Long ago, so that nothing is waited for.
      for (const [since, until] of [
        ['1', '2'],
        ['1.000000001', '1.5'],
        ['-1', '1'],
      ])
        ensureStatus(await world.ask('SystemEvents', { query: { since, until } }), 200)
      ensureRefusal(await world.ask('SystemEvents', { query: { since: '2', until: '1' } }), 400, /cannot be after/)
    },
  }),
]

/** Values at the edges of what is taken, and the first ones beyond. */
export const edgeRequirements: readonly Requirement[] = [...settingEdges, ...queries]
