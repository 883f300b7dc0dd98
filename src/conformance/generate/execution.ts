import { tells } from '../model/execution.ts'
import type { Call, Step } from '../program/program.ts'
import { createContainer } from './create.ts'
import type { Pick } from './pick.ts'
import { likely, nobody, reference, type Shadow } from './shadow.ts'

type Settings = Readonly<Record<string, unknown>>

const outputs = { AttachStdout: true, AttachStderr: true }

/** What is executed, and what is typed into it. */
const executed: readonly (readonly [body: Settings, input?: string])[] = [
  [{ workload: 'exit', arguments: [0], ...outputs }],
  [{ workload: 'exit', arguments: [3], ...outputs }],
  [{ workload: 'print', arguments: ['out\\n', 'err\\n'], ...outputs }],
  [{ workload: 'print', arguments: ['out\\n', 'err\\n'], AttachStdout: true }],
  [{ Cmd: [...tells], ...outputs }],
  [{ Cmd: [...tells], ...outputs, Env: ['A=b'], WorkingDir: '/tmp', User: '1000' }],
  [{ Cmd: [...tells], ...outputs, Env: ['A=b'] }],
  [{ Cmd: [...tells], ...outputs, WorkingDir: '/tmp' }],
  [{ Cmd: [...tells], ...outputs, User: '1000' }],
  [{ Cmd: ['cat'], ...outputs, AttachStdin: true }, 'typed\n'],
  [{ Cmd: ['mkc-missing'], ...outputs }],
  [{ Cmd: ['true'], ...outputs, Tty: true }],
]

const inspect = (symbol: string): Call => ({ call: 'ExecInspect', path: { id: `{${symbol}.id}` } })

const start = (symbol: string, pick: Pick, body: Settings, input: string | undefined): Call => ({
  call: 'ExecStart',
  path: { id: `{${symbol}.id}` },
  ...(pick.chance(20) && input === undefined
    ? { body: { Detach: true } }
    : { body: { Tty: body.Tty === true }, ...(input !== undefined && { input }) }),
})

/** A command in what runs, from its making to its end, or a part of that. */
const execute = (shadow: Shadow, pick: Pick): Step[] => {
  const target = likely(shadow, pick, 'running')
  if (!target) return createContainer(shadow, pick)
  const path = { id: reference(target, pick) }
  if (pick.chance(8)) return [{ call: 'ContainerExec', path, body: { Cmd: [] } }]
  const [body, input] = pick.of(executed)
  const symbol = shadow.fresh('e')
  const isStarted = pick.chance(75)
  shadow.executions.push({ symbol, isStarted })
  const create: Step = { call: 'ContainerExec', path, body, makes: symbol }
  if (!isStarted) return [create, pick.chance(50) ? inspect(symbol) : { call: 'ContainerInspect', path }]
  return [create, start(symbol, pick, body, input), inspect(symbol)]
}

/** One that was made before, or that never was. */
const again = (shadow: Shadow, pick: Pick): Step[] => {
  const id = nobody('e')
  if (shadow.executions.length === 0 || pick.chance(40))
    return [
      pick.of<Step>([
        { call: 'ExecInspect', path: { id } },
        { call: 'ExecStart', path: { id }, body: {} },
        { call: 'ExecResize', path: { id }, query: { h: 1, w: 1 } },
      ]),
    ]
  const { symbol } = pick.of(shadow.executions)
  return [
    pick.of<Step>([{ call: 'ExecStart', path: { id: `{${symbol}.id}` }, body: { Detach: true } }, inspect(symbol)]),
  ]
}

export const executionMoves = [
  [10, execute],
  [4, again],
] as const
