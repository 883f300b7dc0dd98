import { TrieRouter } from 'hono/router/trie-router'
import { tryDecodeURIComponent } from 'hono/utils/url'
import { compareVersions, type OperationId } from '../../spec/index.ts'
import type { Engine } from '../state/engine.ts'
import { DockerError, internal, invalid, notFound } from '../state/error.ts'
import { asSaidBy } from '../state/profile/wordings.ts'
import { type Answer, type Handler, type Handlers, refuseHijack } from './answer.ts'
import { type ControlOptions, createControlPlane } from './control/plane.ts'
import { createDecoder, type DecodedInput } from './decode.ts'
import { createEncoder, type Depth, type Encoder } from './encode.ts'
import { RequestExchange } from './exchange.ts'
import { fetchWay, headWay } from './fetch-way.ts'
import { createNegotiation, errorsArePlainText, requestedVersion, withoutVersion } from './negotiate.ts'
import { isUnreadable, uncleanPath } from './redirect.ts'
import { type ApiRequest, BrokenBody, FetchRequest } from './request.ts'
import { type Route, routes } from './routes.ts'
import type { Way } from './way.ts'

export interface AppOptions {
  /** What a test may ask of the fake beside the Engine's API. Default: everything; false: nothing. */
  readonly control?: ControlOptions | false
}

export interface App {
  readonly engine: Engine
  /** The whole daemon as a function: no socket, no particular runtime. */
  fetch(request: Request, env?: unknown): Response | Promise<Response>
  /** The same for whoever has another way back than a web `Response`. */
  serve<Sent>(request: ApiRequest, way: Way<Sent>): Sent | Promise<Sent>
}

/** What all routes share. */
interface Daemon {
  readonly engine: Engine
  readonly encoder: Encoder
  readonly negotiate: ReturnType<typeof createNegotiation>
}

type Parameters = Readonly<Record<string, string>>
type Respond = <Sent>(request: ApiRequest, way: Way<Sent>, parameters: Parameters) => Sent | Promise<Sent>

/** Refusals that moby writes after it has taken the connection away from HTTP. */
const refusedRaw: readonly OperationId[] = ['ContainerAttach']

export const createApp = (engine: Engine, handlers: Handlers, { control: wanted = {} }: AppOptions = {}): App => {
  const encoder = createEncoder(engine)
  const control = wanted ? createControlPlane({ engine }, wanted) : undefined
  const daemon: Daemon = { engine, encoder, negotiate: createNegotiation(engine.profile) }
  // The faster routers of Hono refuse names with slashes in mid-path, or forgive slashes at the end.
  const router = new TrieRouter<Respond>()
  for (const route of routes) router.add(route.operation.method, route.pattern, respondTo(daemon, handlers, route))
  const methods = new Set(routes.map(({ operation }) => operation.method as string))
  const routed = <Sent>(request: ApiRequest, way: Way<Sent>): Sent | Promise<Sent> => {
    const path = withoutVersion(pathOf(request.target))
    if (control?.serves(path)) return control.serve(encoder, path, request, way)
    // The router knows its methods by plain objects, where `constructor` is one, too.
    if (!methods.has(request.method)) return notRouted(encoder, request, way)
    const [[[respond, parameters] = []]] = router.match(request.method, path)
    return respond ? respond(request, way, parameters as Parameters) : notRouted(encoder, request, way)
  }
  const serve = <Sent>(request: ApiRequest, way: Way<Sent>): Sent | Promise<Sent> => {
    // Only an answer that could not be sent comes here.
    const lost = (error: unknown): Sent => {
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
  return { engine, serve, fetch: request => fetchFrom({ serve }, request) }
}

/** A web `Request` as a request of the app, and its answer as a web `Response`. */
export const fetchFrom = ({ serve }: Pick<App, 'serve'>, request: Request): Response | Promise<Response> =>
  serve(new FetchRequest(request), request.method === 'HEAD' ? headWay : fetchWay)

/** As Go's router sees it: without the query, and decoded. */
const pathOf = (target: string): string => {
  const query = target.indexOf('?')
  const path = query < 0 ? target : target.slice(0, query)
  return path.includes('%') ? tryDecodeURIComponent(path) : path
}

const notRouted = <Sent>(encoder: Encoder, request: ApiRequest, way: Way<Sent>): Sent => {
  const plainText = errorsArePlainText(requestedVersion(request.target))
  return way.send(encoder.refusal(notFound('page not found'), 'unrouted', plainText))
}

/** Below the version that a route asks for, moby refuses (daemon/server/router/local.go). */
const gate = ({ operation, template }: Route, version: string): DockerError | undefined => {
  const { routeGate } = operation
  if (routeGate === undefined || compareVersions(version, routeGate) >= 0) return undefined
  return invalid(`${operation.method} ${template} requires minimum API version ${routeGate}`)
}

const respondTo = (daemon: Daemon, handlers: Handlers, route: Route): Respond => {
  const { engine, encoder, negotiate } = daemon
  const { operation } = route
  const id = operation.id as OperationId
  // The one cast of the server: the decoder made the input that the description of this very operation promises.
  const handler = handlers[id] as unknown as Handler<OperationId> as (
    exchange: RequestExchange,
    input: DecodedInput,
  ) => Answer | Promise<Answer>
  let decode: ReturnType<typeof createDecoder> | undefined
  return (request, way, parameters) => {
    const version = requestedVersion(request.target)
    const plainText = errorsArePlainText(version)
    const refuse = (error: DockerError, depth: Depth) => way.send(encoder.refusal(error, depth, plainText))
    const tooOldOrNew = version === undefined ? undefined : negotiate(version)
    if (tooOldOrNew) return refuse(tooOldOrNew, 'unversioned')
    const apiVersion = version ?? engine.profile.apiVersion
    const tooOld = gate(route, apiVersion)
    if (tooOld) return refuse(tooOld, 'routed')

    const exchange = new RequestExchange(engine, operation, apiVersion, request)
    const send = (answer: Answer) => way.send(encoder.answer(answer, exchange))
    const fail = (error: unknown) => refuse(asRefusal(engine, exchange, error), 'routed')
    const failHandler = (error: unknown) =>
      refusedRaw.includes(id) ? send(refuseHijack(asRefusal(engine, exchange, error))) : fail(error)
    const handle = (input: DecodedInput) => {
      way.received?.()
      try {
        const answer = handler(exchange, input)
        return answer instanceof Promise ? answer.then(send).catch(failHandler) : send(answer)
      } catch (error) {
        return failHandler(error)
      }
    }
    try {
      decode ??= createDecoder(operation, engine.profile)
      const input = decode(request, parameters, apiVersion)
      return input instanceof Promise ? input.then(handle, fail) : handle(input)
    } catch (error) {
      return fail(error)
    }
  }
}

/** Whatever was thrown, as the daemon would say it. What is no DockerError is our defect, unless it is the client's. */
const asRefusal = (engine: Engine, exchange: RequestExchange, error: unknown): DockerError => {
  if (error instanceof DockerError) return asSaidBy(engine.profile, error, exchange.operation.id as OperationId)
  if (!exchange.abandoned && !(error instanceof BrokenBody)) {
    const where = `${exchange.operation.id} failed (API ${exchange.apiVersion}, seed ${engine.seed})`
    engine.defect(new Error(where, { cause: error }))
  }
  return internal(error instanceof Error ? error.message : String(error))
}
