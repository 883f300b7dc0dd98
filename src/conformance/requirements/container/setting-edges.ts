import type { Fields } from '../../fields.ts'
import { ensureRefusal, ensureStatus } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { sleepForever } from '../../workload.ts'
import type { World } from '../../world.ts'
import { asked } from '../evidence.ts'

const host = (settings: Fields): Fields => ({ HostConfig: settings })
const mebibytes = (count: number): number => count * 1024 * 1024
const check = (settings: Fields): Fields => ({ Healthcheck: { Test: ['CMD', 'true'], ...settings } })
const restart = (Name: string, MaximumRetryCount = 0): Fields => host({ RestartPolicy: { Name, MaximumRetryCount } })

/** The last values of a setting that are taken, and the first ones beyond, with what is said of them. */
const settings: readonly (readonly [
  id: string,
  file: string,
  taken: readonly Fields[],
  refused?: readonly Fields[],
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

const create = (world: World, given: Fields) =>
  world.ask('ContainerCreate', {
    query: { name: world.name() },
    body: { Image: world.image, ...sleepForever, ...given },
  })

/** Values of settings at the edges of what is taken, and the first ones beyond. */
export const settingEdgeRequirements: readonly Requirement[] = settings.map(([id, file, taken, refused = [], text]) =>
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
