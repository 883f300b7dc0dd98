import { tryDecodeURIComponent } from 'hono/utils/url'
import { compareVersions, type OperationId } from '../../spec/index.ts'
import type { Engine } from '../state/engine.ts'
import { DockerError, internal, invalid } from '../state/error.ts'
import { absenceOf } from '../state/profile/podman/absent.ts'
import { does } from '../state/profile/podman/quirks.ts'
import { asSaidBy } from '../state/profile/wordings.ts'
import { type Answer, type Handler, type Handlers, refuseHijack } from './answer.ts'
import { createDecoder, type DecodedInput } from './decode.ts'
import type { Depth, Encoded, Encoder } from './encode.ts'
import { RequestExchange } from './exchange.ts'
import { disturb } from './faults/disturb.ts'
import type { FaultTable } from './faults/faults.ts'
import { occasionOf } from './faults/match.ts'
import {
  type createNegotiation,
  errorsArePlainText,
  requestedVersion,
  servedVersion,
  withoutVersion,
} from './negotiate.ts'
import { type ApiRequest, BrokenBody } from './request.ts'
import type { Route } from './routes.ts'
import type { Way } from './way.ts'

/** What all routes share. */
export interface Surroundings {
  readonly engine: Engine
  readonly faults: FaultTable
  readonly encoder: Encoder
  readonly negotiate: ReturnType<typeof createNegotiation>
}

export type Parameters = Readonly<Record<string, string>>
export type Respond = <Sent>(request: ApiRequest, way: Way<Sent>, parameters: Parameters) => Sent | Promise<Sent>

/** As Go's router sees it: without the query, and decoded. */
export const pathOf = (target: string): string => {
  const query = target.indexOf('?')
  const path = query < 0 ? target : target.slice(0, query)
  return path.includes('%') ? tryDecodeURIComponent(path) : path
}

/** Refusals that moby writes after it has taken the connection away from HTTP. */
const refusedRaw: readonly OperationId[] = ['ContainerAttach']

/** Below the version that a route asks for, moby refuses (daemon/server/router/local.go). */
const gate = ({ operation, template }: Route, version: string): DockerError | undefined => {
  const { routeGate } = operation
  if (routeGate === undefined || compareVersions(version, routeGate) >= 0) return undefined
  return invalid(`${operation.method} ${template} requires minimum API version ${routeGate}`)
}

/** Runs a handler and sends what it answers, or throws. */
type Call = <Sent>(exchange: RequestExchange, input: DecodedInput, way: Pick<Way<Sent>, 'send'>) => Sent | Promise<Sent>

const callOf = ({ engine, encoder }: Surroundings, handlers: Handlers, id: OperationId): Call => {
  // The one cast of the server: the decoder made the input that the description of this very operation promises.
  const handler = handlers[id] as unknown as Handler<OperationId> as (
    exchange: RequestExchange,
    input: DecodedInput,
  ) => Answer | Promise<Answer>
  return (exchange, input, way) => {
    const send = (answer: Answer) => way.send(encoder.answer(answer, exchange))
    const fail = (error: unknown) => {
      const refusal = asRefusal(engine, exchange, error)
      if (refusedRaw.includes(id) && !does(engine.profile, 'refusesAttachInHttp')) return send(refuseHijack(refusal))
      return way.send(encoder.refusal(refusal, 'routed', exchange.errorsArePlainText))
    }
    try {
      const answer = handler(exchange, input)
      return answer instanceof Promise ? answer.then(send).catch(fail) : send(answer)
    } catch (error) {
      return fail(error)
    }
  }
}

/** Gives an answer back instead of sending it. */
const keep: Pick<Way<Encoded>, 'send'> = { send: encoded => encoded }

/** The same, for requests that something may happen to. */
const disturbing = ({ engine, encoder, faults }: Surroundings, call: Call) => {
  return <Sent>(exchange: RequestExchange, input: DecodedInput, way: Way<Sent>): Sent | Promise<Sent> => {
    way.received?.()
    if (faults.isEmpty) return call(exchange, input, way)
    const path = withoutVersion(pathOf(exchange.target))
    const met = faults.meeting(occasionOf(exchange, path, input))
    if (met.length === 0) return call(exchange, input, way)
    const run = async (its: Engine) => call(its === engine ? exchange : exchange.on(its), input, keep)
    return disturb({ faults: met, exchange, what: `${exchange.operation.method} ${path}`, encoder, run }, way)
  }
}

export const respondTo = (surroundings: Surroundings, handlers: Handlers, route: Route): Respond => {
  const { engine, encoder, negotiate } = surroundings
  const { operation } = route
  const absence = absenceOf(engine.profile, operation.id as OperationId)
  if (absence) return (request, way) => way.send(encoder.absence(absence, pathOf(request.target)))
  const call = disturbing(surroundings, callOf(surroundings, handlers, operation.id as OperationId))
  let decode: ReturnType<typeof createDecoder> | undefined
  return (request, way, parameters) => {
    way.asked?.(operation)
    const version = requestedVersion(request.target)
    const plainText = errorsArePlainText(engine.profile, version)
    const refuse = (error: DockerError, depth: Depth) => way.send(encoder.refusal(error, depth, plainText))
    const tooOldOrNew = version === undefined ? undefined : negotiate(version)
    if (tooOldOrNew) return refuse(tooOldOrNew, 'unversioned')
    const apiVersion = servedVersion(engine.profile, version)
    const tooOld = gate(route, apiVersion)
    if (tooOld) return refuse(tooOld, 'routed')

    const exchange = new RequestExchange(engine, operation, apiVersion, request)
    const fail = (error: unknown) => refuse(asRefusal(engine, exchange, error), 'routed')
    try {
      decode ??= createDecoder(operation, engine.profile)
      const input = decode(request, parameters, apiVersion)
      if (!(input instanceof Promise)) return call(exchange, input, way)
      return input.then(arrived => call(exchange, arrived, way), fail)
    } catch (error) {
      return fail(error)
    }
  }
}

/** Whatever was thrown, as the daemon would say it. What is no DockerError is our defect, unless it is the client's. */
const asRefusal = (engine: Engine, exchange: RequestExchange, error: unknown): DockerError => {
  if (error instanceof DockerError)
    return asSaidBy(engine.profile, error, exchange.operation.id as OperationId, exchange.target)
  if (!exchange.abandoned && !(error instanceof BrokenBody)) {
    const where = `${exchange.operation.id} failed (API ${exchange.apiVersion}, seed ${engine.seed})`
    engine.defect(new Error(where, { cause: error }))
  }
  return internal(error instanceof Error ? error.message : String(error))
}
