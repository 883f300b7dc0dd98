import type { Answer, Handlers } from '../../src/server/answer.ts'
import { createApp } from '../../src/server/app.ts'
import { systemHandlers } from '../../src/server/handlers/system.ts'
import { unimplementedHandlers } from '../../src/server/handlers/unimplemented.ts'
import { type Clock, createManualClock } from '../../src/state/clock.ts'
import type { Engine } from '../../src/state/engine.ts'
import { createEventLog } from '../../src/state/events.ts'
import { createPoints } from '../../src/state/points.ts'
import { profileNamed } from '../../src/state/profile/profile.ts'

/** As much of an engine as the server itself looks at; handlers that look at more are replaced. */
export const smallWorld = (clock: Clock = createManualClock()) => {
  const defects: unknown[] = []
  const world: Partial<Engine> = {
    id: 'f00d',
    name: 'mockerd',
    seed: 7,
    profile: profileNamed('docker-29'),
    clock,
    events: createEventLog(clock),
    points: createPoints(),
    defect: error => defects.push(error),
  }
  return { engine: world as Engine, defects }
}

/** The server's own handlers; those that need a whole engine are left out, and asking for them is a defect. */
export const ownHandlers = { ...unimplementedHandlers, ...systemHandlers } as Partial<Handlers> as Handlers

export const smallApp = (replaced: Partial<Handlers> = {}, clock?: Clock) => {
  const { engine, defects } = smallWorld(clock)
  const app = createApp(engine, { ...ownHandlers, ...replaced })
  const ask = async (line: string, init: RequestInit = {}): Promise<Response> => {
    const [method = 'GET', path = '/'] = line.split(' ')
    return app.fetch(new Request(`http://docker${path}`, { method, ...init }))
  }
  return { app, ask, engine, defects }
}

/** Sends a JSON body and answers what its handler was given, or the refusal. */
export const recorder = () => {
  const inputs: unknown[] = []
  const record = (_: unknown, input: unknown): Answer => {
    inputs.push(input)
    return { kind: 'json', status: 200, body: null }
  }
  return { inputs, record }
}
