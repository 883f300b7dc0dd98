import type { OperationId } from '../../../spec/index.ts'
import type { Call, Step } from '../program/program.ts'
import type { ReachableState } from '../state.ts'
import { createContainer } from './create.ts'
import type { Pick } from './pick.ts'
import { likely, nobody, reference, type Shadow } from './shadow.ts'

type Parts = Omit<Call, 'call' | 'path'>

/** A command, in which states it means something, where it leads, and how it is asked. */
const commands: readonly (readonly [
  call: OperationId,
  from: readonly ReachableState[],
  to: ReachableState | undefined,
  parts: readonly Parts[],
])[] = [
  ['ContainerStart', ['created', 'exited'], 'running', [{}]],
  ['ContainerStart', ['paused', 'running'], undefined, [{}]],
  [
    'ContainerStop',
    ['running', 'restarting'],
    'exited',
    [{ query: { t: 0 } }, { query: { t: 1 } }, { query: { t: 1, signal: 'SIGTERM' } }],
  ],
  ['ContainerRestart', ['running', 'exited'], 'running', [{ query: { t: 0 } }]],
  ['ContainerKill', ['running', 'paused'], 'exited', [{}, { query: { signal: 'SIGKILL' } }]],
  [
    'ContainerKill',
    ['running'],
    undefined,
    [{ query: { signal: 'SIGWINCH' } }, { query: { signal: 'TERM' } }, { query: { signal: 'nonsense' } }],
  ],
  ['ContainerPause', ['running'], 'paused', [{}]],
  ['ContainerUnpause', ['paused'], 'running', [{}]],
  ['ContainerDelete', ['exited', 'created'], 'missing', [{}, { query: { v: true } }]],
  [
    'ContainerDelete',
    ['running', 'paused', 'restarting'],
    'missing',
    [{ query: { force: true } }, { query: { force: true, v: true } }],
  ],
  [
    'ContainerUpdate',
    ['created', 'running', 'exited'],
    undefined,
    [
      { body: { RestartPolicy: { Name: 'no' } } },
      { body: { RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 } } },
    ],
  ],
]

const allows = (from: readonly ReachableState[], status: ReachableState): boolean => from.includes(status)

/** A command of one of the containers, mostly one that it means something for; then often a look at what came of it. */
const command = (shadow: Shadow, pick: Pick): Step[] => {
  const [call, from, to, parts] = pick.of(commands)
  const target = likely(shadow, pick, ...from)
  if (!target) return createContainer(shadow, pick)
  const id = reference(target, pick)
  if (to !== undefined && allows(from, target.status)) target.status = to
  const look = pick.chance(40) ? [inspect(id)] : []
  return [{ call, path: { id }, ...pick.of(parts) }, ...look]
}

const inspect = (id: string): Call => ({ call: 'ContainerInspect', path: { id } })

const looks: readonly (readonly [call: OperationId, parts: readonly Parts[]])[] = [
  ['ContainerInspect', [{}]],
  ['ContainerInspect', [{}]],
  [
    'ContainerLogs',
    [
      { query: { stdout: true } },
      { query: { stdout: true, stderr: true } },
      { query: { stderr: true } },
      { query: { stdout: true, tail: '1' } },
      { query: { stdout: true, tail: '0' } },
      { query: { stdout: true, tail: 'many' } },
      { query: { stdout: true, follow: true } },
      { query: { stdout: true, since: '4102444800' } },
      { query: { stdout: true, until: '1' } },
      { query: { stdout: true, timestamps: true } },
      { query: {} },
    ],
  ],
  ['ContainerTop', [{}]],
  ['ContainerStats', [{ query: { stream: false, 'one-shot': true } }, { query: { stream: false } }]],
  ['ContainerChanges', [{}]],
  ['ContainerExport', [{}]],
  ['ContainerResize', [{ query: { h: 24, w: 80 } }, { query: { h: 'x', w: 80 } }]],
  [
    'ContainerArchive',
    [{ query: { path: '/etc/passwd' } }, { query: { path: '/mkc/missing' } }, { query: { path: '' } }],
  ],
  ['ContainerArchiveInfo', [{ query: { path: '/etc/passwd' } }, { query: { path: '/mkc/missing' } }]],
  [
    'PutContainerArchive',
    [
      { query: { path: '/tmp' }, body: { file: 'kept', text: 'words\n' } },
      { query: { path: '/mkc/missing' }, body: { file: 'lost', text: '' } },
      { query: { path: '/etc/passwd' }, body: { file: 'lost', text: '' } },
    ],
  ],
  [
    'ContainerWait',
    [
      {},
      { query: { condition: 'not-running' } },
      { query: { condition: 'next-exit' } },
      { query: { condition: 'removed' } },
      { query: { condition: 'sometime' } },
    ],
  ],
  ['ContainerWait', [{}]],
  [
    'ContainerAttach',
    [{ query: { logs: true, stdout: true } }, { query: { stream: true, stdin: true, stdout: true }, input: 'typed\n' }],
  ],
]

/** A question about a container. */
const look = (shadow: Shadow, pick: Pick): Step[] => {
  const [call, parts] = pick.of(looks)
  const target = likely(shadow, pick, 'running', 'exited')
  return target ? [{ call, path: { id: reference(target, pick) }, ...pick.of(parts) }] : createContainer(shadow, pick)
}

/** The log of what writes, when it has written. */
const readLog = (shadow: Shadow, pick: Pick): Step[] => {
  const writers = shadow.containers.filter(({ workload, status }) => workload === 'print' && status !== 'missing')
  if (writers.length === 0) return createContainer(shadow, pick)
  const id = reference(pick.of(writers), pick)
  const [, parts] = looks.find(([call]) => call === 'ContainerLogs') ?? ['', []]
  const read: Step = pick.chance(25)
    ? { call: 'ContainerAttach', path: { id }, query: { logs: true, stdout: true } }
    : { call: 'ContainerLogs', path: { id }, ...pick.of(parts) }
  return [{ call: 'ContainerWait', path: { id } }, read]
}

/** Something is typed into what reads, and comes back. */
const type = (shadow: Shadow, pick: Pick): Step[] => {
  const readers = shadow.containers.filter(({ workload, status }) => workload === 'catStdin' && status === 'running')
  if (readers.length === 0) return createContainer(shadow, pick)
  const target = pick.of(readers)
  target.status = 'exited'
  return [
    {
      call: 'ContainerAttach',
      path: { id: reference(target, pick) },
      query: { stream: true, stdin: true, stdout: true },
      input: 'typed\n',
    },
  ]
}

/** What checks its health is looked at when it has been checked. */
const seeHealth = (shadow: Shadow, pick: Pick): Step[] => {
  const checked = shadow.containers.filter(
    ({ workload, status }) => status === 'running' && ['healthy', 'unhealthy'].includes(workload),
  )
  if (checked.length === 0) return createContainer(shadow, pick)
  const target = pick.of(checked)
  const list: Step = { call: 'ContainerList', query: { filters: { id: [`{${target.symbol}.id}`] } } }
  return [{ pass: 3 }, inspect(reference(target, pick)), list]
}

/** Everything may be asked of what was never there. */
const askNobody = (_: Shadow, pick: Pick): Step[] => {
  const container = nobody('c')
  const asked = [...commands.map(([call, , , parts]) => [call, parts] as const), ...looks]
  const [call, parts] = pick.of(asked)
  return [{ call, path: { id: container }, ...pick.of(parts) }]
}

const rename = (shadow: Shadow, pick: Pick): Step[] => {
  const target = likely(shadow, pick, 'created', 'running', 'exited')
  if (!target) return createContainer(shadow, pick)
  const id = reference(target, pick)
  if (pick.chance(20)) return [{ call: 'ContainerRename', path: { id }, query: { name: `{${target.name}}` } }]
  const [other] = shadow.containers.filter(({ name }) => name !== target.name)
  if (other && pick.chance(25)) return [{ call: 'ContainerRename', path: { id }, query: { name: `{${other.name}}` } }]
  const symbol = shadow.fresh('c')
  if (target.status !== 'missing') target.name = symbol
  return [{ call: 'ContainerRename', path: { id }, query: { name: `{${symbol}}` } }, inspect(`{${symbol}}`)]
}

/** What a prune may be limited to besides, of containers and of networks. */
export const prunes: readonly Parts['query'][] = [{}, {}, { until: ['1'] }, { 'label!': ['{m0}'] }, { nonsense: ['x'] }]

const prune = (_: Shadow, pick: Pick): Step[] => [
  {
    call: 'ContainerPrune',
    query: {
      filters: {
        label: ['{run}', '{m0}'],
        ...pick.of(prunes),
      },
    },
  },
]

export const containerMoves = [
  [26, command],
  [16, look],
  [7, readLog],
  [4, seeHealth],
  [2, type],
  [6, askNobody],
  [3, rename],
  [3, prune],
] as const
