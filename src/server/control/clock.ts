import type { ManualClock } from '../../state/clock.ts'
import type { Engine } from '../../state/engine.ts'
import { rfc3339Nano } from '../../state/time.ts'
import { parseDurationMilliseconds } from '../duration.ts'
import { ControlRefusal, type ControlRoute } from './route.ts'
import { objectSchema } from './schema.ts'

/** The engine's clock, when it is one that moves only when told to. */
export const manualClockOf = ({ clock }: Engine): ManualClock | undefined =>
  'advance' in clock ? (clock as ManualClock) : undefined

const manualClock = (engine: Engine): ManualClock => {
  const clock = manualClockOf(engine)
  if (clock) return clock
  throw new ControlRefusal(409, 'the clock runs by itself: start mockerd with --clock manual to move it')
}

const clockState = (engine: Engine): Readonly<Record<string, unknown>> => ({
  now: rfc3339Nano(engine.clock.now()),
  manual: manualClockOf(engine) !== undefined,
})

const clockProperties = {
  now: { type: 'string', description: 'RFC 3339' },
  manual: { type: 'boolean', description: 'whether it moves only when told to' },
} as const

const notManual = { 409: 'the clock runs by itself' }

/** A day of jumping from task to task is more than any test waits for; endless health probes would never be idle. */
export const idleLimitMilliseconds = 24 * 3_600_000

const howFar = 'say how far, such as {"by":"30s"} or {"by":"1m30s"}'

export const clockRoutes: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/clock',
    id: 'ClockRead',
    summary: 'What time it is',
    reply: objectSchema(clockProperties),
    act: ({ engine }) => clockState(engine),
  },
  {
    method: 'POST',
    path: '/clock/advance',
    id: 'ClockAdvance',
    summary: 'Move a manual clock, and run what falls due on the way',
    body: objectSchema({
      by: {
        anyOf: [
          { type: 'string', description: 'a duration as Go writes it' },
          { type: 'number', minimum: 0, description: 'milliseconds' },
        ],
        examples: ['30s', '1m30s', 250],
      },
    }),
    reply: objectSchema(clockProperties),
    refusals: notManual,
    act({ engine, body }) {
      const clock = manualClock(engine)
      const { by } = body as { by: string | number }
      const milliseconds = typeof by === 'number' ? by : parseDurationMilliseconds(by)
      if (milliseconds === undefined) throw new ControlRefusal(400, howFar)
      clock.advance(milliseconds)
      return clockState(engine)
    },
  },
  {
    method: 'POST',
    path: '/clock/idle',
    id: 'ClockIdle',
    summary: 'Jump a manual clock from task to task until none is left, a day at most',
    reply: objectSchema({ ...clockProperties, movedMilliseconds: { type: 'number' } }),
    refusals: notManual,
    act({ engine }) {
      const movedMilliseconds = manualClock(engine).runUntilIdle(idleLimitMilliseconds)
      return { ...clockState(engine), movedMilliseconds }
    },
  },
]
