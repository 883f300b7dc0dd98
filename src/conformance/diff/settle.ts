import { fieldsOf } from '../fields.ts'
import { type Call, isPass, type Step } from '../program/program.ts'
import type { Entry } from '../program/transcript.ts'
import type { Inspected, World } from '../world.ts'

/** A container as far as it says when it has come to rest. */
interface Watched {
  readonly workload: string
  readonly isTerminal: boolean
  /** How often it has begun to run. */
  starts: number
  /** How many lines of what was typed into it will be in its log. */
  echoes: number
}

/** Waits until nothing happens by itself any more, so that two daemons can be asked the same at any speed. */
export interface Settling {
  /** Hears of every step that was made. */
  see(entry: Entry): void
  rest(world: World): Promise<void>
}

const begins: readonly string[] = ['ContainerStart', 'ContainerRestart']
/** After whose answer a container may end, go on to its end, or still be removed by itself. */
const disturbs: readonly string[] = [
  ...begins,
  'ContainerKill',
  'ContainerStop',
  'ContainerWait',
  'ContainerUnpause',
  'ContainerAttach',
  'ContainerUpdate',
]
const endsBySelf: readonly string[] = ['exit', 'print', 'crashLoop']
const readies: readonly string[] = ['trapTerm', 'ignoreTerm']
const checked: readonly string[] = ['healthy', 'unhealthy']

const patienceSeconds = 15
const lookSeconds = 0.1

const symbolIn = (text: unknown): string | undefined => /^\{([ce]\d+)/.exec(String(text))?.[1]

/** What a program says in its own words comes to an end as well. */
const workloadOf = (step: Step): string => {
  const body = isPass(step) ? {} : fieldsOf(step.body)
  if ('Cmd' in body || 'Entrypoint' in body) return 'exit'
  return typeof body.workload === 'string' ? body.workload : ''
}

const loggedCount = async (world: World, id: string, text: string): Promise<number> => {
  const { body } = await world.ask('ContainerLogs', { path: { id }, query: { stdout: true } })
  return new TextDecoder().decode(body).split(text).length - 1
}

/** A terminal shows what is typed, and then what is made of it. */
const echoesOf = ({ input = '' }: Call, isTerminal: boolean): number =>
  (input.split('\n').length - 1) * (isTerminal ? 2 : 1)

/** Whether this container will stay as it is until somebody asks something of it. */
const isAtRest = async (
  world: World,
  { workload, starts, echoes }: Watched,
  id: string,
  isSignalled: boolean,
): Promise<boolean> => {
  const answer = await world.ask('ContainerInspect', { path: { id } })
  if (answer.status !== 200) return true
  const { State, HostConfig } = JSON.parse(new TextDecoder().decode(answer.body)) as Inspected
  if (HostConfig.AutoRemove === true && State.Status === 'exited') return false
  if (State.Restarting || State.Status === 'removing') return false
  if (!State.Running || State.Paused) return true
  if (endsBySelf.includes(workload)) return false
  if (workload === 'trapTerm' && isSignalled) return false
  if (readies.includes(workload)) return (await loggedCount(world, id, 'ready')) >= starts
  if (echoes > 0 && (await loggedCount(world, id, '\n')) < echoes) return false
  // Pausing has made it unhealthy, until it is checked again.
  return !checked.includes(workload) || State.Health === undefined || State.Health.Status === workload
}

const isTerm = ({ query }: { readonly query?: Readonly<Record<string, unknown>> }): boolean =>
  /^(SIG)?TERM$/i.test(String(query?.signal))

/** For one run of a program. */
export const createSettling = (): Settling => {
  const containers = new Map<string, Watched>()
  const names = new Map<string, string>()
  /** Symbols of what was disturbed, and whether it was told to end. */
  let due = new Map<string, { readonly id: string; readonly isSignalled: boolean }>()
  let execution: string | undefined
  return {
    see({ step, call, observation }) {
      if (isPass(step) || !call || !observation || observation.status >= 400) return
      if (step.call === 'ContainerCreate' && step.makes) {
        const isTerminal = fieldsOf(step.body).Tty === true
        containers.set(step.makes, { workload: workloadOf(step), isTerminal, starts: 0, echoes: 0 })
        return
      }
      const id = call.path?.id ?? ''
      if (step.call === 'ExecStart') execution = id
      const named = symbolIn(step.path?.id)
      const symbol = named && (names.get(named) ?? named)
      const watched = symbol && containers.get(symbol)
      if (!symbol || !watched) return
      const renamed = step.call === 'ContainerRename' && symbolIn(step.query?.name)
      if (renamed) names.set(renamed, symbol)
      if (begins.includes(step.call) && observation.status === 204) watched.starts++
      if (step.call === 'ContainerAttach' && watched.workload === 'catStdin')
        watched.echoes += echoesOf(step, watched.isTerminal)
      if (disturbs.includes(step.call))
        due.set(symbol, { id, isSignalled: step.call === 'ContainerKill' && isTerm(step) })
    },
    async rest(world) {
      const disturbed = due
      due = new Map()
      for (const [symbol, { id, isSignalled }] of disturbed) {
        const watched = containers.get(symbol)
        if (!watched) continue
        for (let passed = 0; passed < patienceSeconds; passed += lookSeconds) {
          if (await isAtRest(world, watched, id, isSignalled)) break
          await world.sleep(lookSeconds)
        }
      }
      const executed = execution
      execution = undefined
      for (let passed = 0; executed !== undefined && passed < patienceSeconds; passed += lookSeconds) {
        const answer = await world.ask('ExecInspect', { path: { id: executed } })
        if (answer.status !== 200 || !JSON.parse(new TextDecoder().decode(answer.body)).Running) break
        await world.sleep(lookSeconds)
      }
    },
  }
}
