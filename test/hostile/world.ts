import { type App, createApp } from '../../src/server/app.ts'
import { handlers } from '../../src/server/handlers/index.ts'
import { type Clock, createManualClock, type ManualClock } from '../../src/state/clock.ts'
import { createEngine, type Engine } from '../../src/state/engine.ts'

/** A manual clock that knows how many timers wait. */
export interface CountingClock extends ManualClock {
  readonly waiting: number
}

const countingClock = (): CountingClock => {
  const inner = createManualClock()
  let waiting = 0
  const after: Clock['after'] = (milliseconds, task) => {
    waiting++
    let counted = true
    const uncount = () => {
      if (counted) waiting--
      counted = false
    }
    const cancel = inner.after(milliseconds, () => {
      uncount()
      task()
    })
    return () => {
      uncount()
      cancel()
    }
  }
  return {
    ...inner,
    after,
    get waiting() {
      return waiting
    },
  }
}

export interface World {
  readonly app: App
  readonly engine: Engine
  readonly clock: CountingClock
  /** What the engine reported as its own fault. */
  readonly defects: unknown[]
  /** The id of an execution that was created and not started, for `{exec}` in targets. */
  readonly execution: string
}

const sleeper = { Image: 'busybox', Cmd: ['sleep', '1000000'] }

/** What a world is made with, a request each. */
export type Furnishing = readonly (readonly [method: string, path: string, body?: unknown])[]

/** An image, a container in each of three states, and something to mount. */
const usual: Furnishing = [
  ['POST', '/images/create?fromImage=busybox&tag=latest'],
  ['POST', '/networks/create', { Name: 'lan' }],
  ['POST', '/volumes/create', { Name: 'shelf' }],
  ['POST', '/containers/create?name=busy', { ...sleeper, Labels: { a: 'b' } }],
  ['POST', '/containers/busy/start'],
  ['POST', '/containers/create?name=idle', sleeper],
  ['POST', '/containers/create?name=done', { Image: 'busybox', Cmd: ['true'] }],
  ['POST', '/containers/done/start'],
  ['POST', '/containers/done/wait'],
  ['POST', '/containers/busy/exec', { Cmd: ['echo', 'hello'], AttachStdout: true }],
]

export const furnishedWorld = async (furnishing: Furnishing = usual): Promise<World> => {
  const clock = countingClock()
  const defects: unknown[] = []
  const engine = createEngine({ seed: 1, clock, onDefect: error => defects.push(error) })
  const app = createApp(engine, handlers)
  for (const [method, path, body] of furnishing) {
    const text = body === undefined ? undefined : JSON.stringify(body)
    const init =
      text === undefined ? { method } : { method, body: text, headers: { 'Content-Type': 'application/json' } }
    const response = Promise.resolve(app.fetch(new Request(`http://docker${path}`, init))).then(each => each.text())
    let ended = false
    void response.then(() => {
      ended = true
    })
    for (let turn = 0; turn < 1000 && !ended; turn++) {
      await new Promise(resolve => setImmediate(resolve))
      if (turn % 4 === 3) clock.advance(1000)
    }
    await response
  }
  const execution = [...engine.executions.all()][0]?.id ?? ''
  return { app, engine, clock, defects, execution }
}

/** What a refused request must leave as it was. */
export const fingerprint = ({ engine }: World): string => {
  const containers = [...engine.containers.all()].map(
    ({ id, name, state, endpoints, executionIds, restartCount, hostConfig }) => [
      id,
      name,
      state,
      restartCount,
      [...endpoints.keys()],
      [...executionIds],
      hostConfig.Memory,
    ],
  )
  const networks = [...engine.networks.all()].map(({ id, name }) => [id, name])
  const volumes = [...engine.volumes.all()].map(({ name }) => name)
  const images = [...engine.images.all()].map(({ id }) => id)
  return JSON.stringify({ containers, networks, volumes, images })
}

export const eventCount = ({ engine }: World): number => engine.events.replay(undefined, undefined).length
