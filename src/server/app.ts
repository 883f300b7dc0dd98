import { TrieRouter } from 'hono/router/trie-router'
import { compareVersions } from '../../spec/index.ts'
import type { Engine } from '../state/engine.ts'
import { notFound } from '../state/error.ts'
import type { Profile } from '../state/profile/profile.ts'
import type { Handlers } from './answer.ts'
import { controlPrefix } from './control/openapi.ts'
import { type ControlOptions, createControlPlane } from './control/plane.ts'
import { createEncoder } from './encode.ts'
import { createFaults, type Faults } from './faults/faults.ts'
import { fetchWay, headWay, LostAnswer } from './fetch-way.ts'
import { createJournal, type Journal } from './journal/journal.ts'
import { createNegotiation, errorsArePlainText, requestedVersion, withoutVersion } from './negotiate.ts'
import { isUnreadable, uncleanPath } from './redirect.ts'
import { type ApiRequest, FetchRequest } from './request.ts'
import { type Parameters, pathOf, type Respond, respondTo, type Surroundings } from './respond.ts'
import { type Route, routes } from './routes.ts'
import type { Way } from './way.ts'

export interface AppOptions {
  /** What a test may ask of the fake beside the Engine's API. Default: everything; false: nothing. */
  readonly control?: ControlOptions | false
}

/** A daemon without any socket, as `createApp` makes it. */
export interface App {
  /** The world that it serves. */
  readonly engine: Engine
  /** What goes wrong on purpose. */
  readonly faults: Faults
  /** What was asked, and answered. */
  readonly journal: Journal
  /** The whole daemon as a function: no socket, no particular runtime. */
  fetch(request: Request, env?: unknown): Response | Promise<Response>
  /** The same for whoever has another way back than a web `Response`. */
  serve<Sent>(request: ApiRequest, way: Way<Sent>): Sent | Promise<Sent>
}

export const createApp = (engine: Engine, handlers: Handlers, { control: wanted = {} }: AppOptions = {}): App => {
  const encoder = createEncoder(engine)
  const faults = createFaults(engine)
  const journal = createJournal(engine)
  const control = wanted ? createControlPlane({ engine, faults, journal }, wanted) : undefined
  const surroundings: Surroundings = { engine, faults, encoder, negotiate: createNegotiation(engine.profile) }
  // The faster routers of Hono refuse names with slashes in mid-path, or forgive slashes at the end.
  const router = new TrieRouter<Respond>()
  for (const route of routes.filter(route => isServed(engine.profile, route)))
    router.add(route.operation.method, route.pattern, respondTo(surroundings, handlers, route))
  const methods = new Set(routes.map(({ operation }) => operation.method as string))
  const unserved = <Sent>(request: ApiRequest, path: string, way: Way<Sent>): Sent => {
    if (!engine.profile.podman) return notRouted(surroundings, request, way)
    const others = [...methods].filter(method => method !== 'OPTIONS')
    const isPath = others.some(method => router.match(method, path)[0].length > 0)
    return way.send(encoder.absence(isPath ? 'method' : 'path', path))
  }
  const routed = <Sent>(request: ApiRequest, way: Way<Sent>): Sent | Promise<Sent> => {
    const path = withoutVersion(pathOf(request.target))
    if (control?.serves(path)) return control.serve(encoder, path, request, way)
    // The router knows its methods by plain objects, where `constructor` is one, too.
    if (!methods.has(request.method)) return unserved(request, path, way)
    const [[[respond, parameters] = []]] = router.match(request.method, path)
    return respond ? respond(request, way, parameters as Parameters) : unserved(request, path, way)
  }
  const answer = <Sent>(request: ApiRequest, way: Way<Sent>): Sent | Promise<Sent> => {
    // Only an answer that could not be sent comes here.
    const lost = (error: unknown): Sent => {
      if (error instanceof LostAnswer) throw error
      engine.defect(error)
      return way.fail()
    }
    if (isUnreadable(request.target)) return way.send(encoder.unreadable())
    const clean = uncleanPath(request.target)
    if (clean !== undefined) return way.send(encoder.redirect(clean))
    try {
      const sent = routed(request, way)
      return sent instanceof Promise ? sent.catch(lost) : sent
    } catch (error) {
      return lost(error)
    }
  }
  // Who controls the fake is no client of it.
  const serve = <Sent>(request: ApiRequest, way: Way<Sent>): Sent | Promise<Sent> =>
    request.target.startsWith(controlPrefix) ? answer(request, way) : journal.serve(request, way, answer)
  return { engine, faults, journal, serve, fetch: request => fetchFrom({ serve }, request) }
}

/** A web `Request` as a request of the app, and its answer as a web `Response`. */
export const fetchFrom = ({ serve }: Pick<App, 'serve'>, request: Request): Response | Promise<Response> =>
  serve(new FetchRequest(request), request.method === 'HEAD' ? headWay : fetchWay)

/** A daemon that speaks no version as new as a route asks for has no such route. */
const isServed = ({ apiVersion }: Profile, { operation: { routeGate } }: Route): boolean =>
  routeGate === undefined || compareVersions(apiVersion, routeGate) >= 0

const notRouted = <Sent>({ encoder, engine: { profile } }: Surroundings, request: ApiRequest, way: Way<Sent>): Sent => {
  const plainText = errorsArePlainText(profile, requestedVersion(request.target))
  return way.send(encoder.refusal(notFound('page not found'), 'unrouted', plainText))
}
