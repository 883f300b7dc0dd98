import type { ManualClock } from '../state/clock.ts'
import type { Engine } from '../state/engine.ts'
import { rfc3339Nano } from '../state/time.ts'
import type { ControlPlane } from './app.ts'

interface ControlAnswer {
  readonly status: number
  readonly body: unknown
}

type Action = (engine: Engine, body: unknown) => ControlAnswer

const refuse = (status: number, message: string): ControlAnswer => ({ status, body: { message } })

const unitMilliseconds: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
}

/** `90s`, `1m30s`, `250ms`, as Go writes durations; a bare number is milliseconds. Undefined: it is neither. */
export const parseDurationMilliseconds = (text: string): number | undefined => {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text)
  if (!/^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/.test(text)) return undefined
  const parts = text.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g)
  return [...parts].reduce((sum, [, amount, unit = '']) => sum + Number(amount) * (unitMilliseconds[unit] ?? 0), 0)
}

/** The engine's clock, when it is one that moves only when told to. */
export const manualClockOf = ({ clock }: Engine): ManualClock | undefined =>
  'advance' in clock ? (clock as ManualClock) : undefined

const clockState = (engine: Engine): Readonly<Record<string, unknown>> => ({
  now: rfc3339Nano(engine.clock.now()),
  manual: manualClockOf(engine) !== undefined,
})

const notManual = refuse(409, 'the clock runs by itself: start mockerd with --clock manual to move it')

/** A day of jumping from task to task is more than any test waits for; endless health probes would never be idle. */
const idleLimitMilliseconds = 24 * 3_600_000

const actions: Readonly<Record<string, Action>> = {
  'GET /health': engine => ({ status: 200, body: { status: 'ok', profile: engine.profile.name, seed: engine.seed } }),
  'GET /clock': engine => ({ status: 200, body: clockState(engine) }),
  'POST /clock/advance': (engine, body) => {
    const clock = manualClockOf(engine)
    if (!clock) return notManual
    const by = typeof body === 'object' && body !== null && 'by' in body ? body.by : undefined
    const milliseconds = typeof by === 'number' ? by : parseDurationMilliseconds(String(by))
    if (milliseconds === undefined || milliseconds < 0)
      return refuse(400, 'say how far, such as {"by":"30s"} or {"by":"1m30s"}')
    clock.advance(milliseconds)
    return { status: 200, body: clockState(engine) }
  },
  'POST /clock/idle': engine => {
    const clock = manualClockOf(engine)
    if (!clock) return notManual
    const movedMilliseconds = clock.runUntilIdle(idleLimitMilliseconds)
    return { status: 200, body: { ...clockState(engine), movedMilliseconds } }
  },
}

/** What a test may ask of the fake beside the Engine's API: under `/_mockerd`, never under an Engine path. */
export const createControlPlane =
  (engine: Engine): ControlPlane =>
  async (method, path, readBody) => {
    const action = actions[`${method} ${path}`]
    if (!action) return refuse(404, `there is no ${method} /_mockerd${path}: ${Object.keys(actions).join(', ')}`)
    let body: unknown
    try {
      body = method === 'POST' ? await readBody() : undefined
    } catch {
      return refuse(400, 'the body is not JSON')
    }
    return action(engine, body)
  }
