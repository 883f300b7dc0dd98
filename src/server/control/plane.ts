import { TrieRouter } from 'hono/router/trie-router'
import { DockerError } from '../../state/error.ts'
import type { App } from '../app.ts'
import { createEncoder, type Encoder, statuses } from '../encode.ts'
import type { ApiRequest } from '../request.ts'
import type { Way } from '../way.ts'
import { type AccessRules, checkAccess } from './access.ts'
import { clockRoutes } from './clock.ts'
import { containerRoutes } from './containers.ts'
import { eventRoutes } from './events.ts'
import { faultRoutes } from './faults.ts'
import { healthRoutes } from './health.ts'
import { imageRoutes } from './images.ts'
import { journalRoutes } from './journal.ts'
import { controlPrefix, openApiDocument } from './openapi.ts'
import { ControlRefusal, type ControlRoute, type Double } from './route.ts'
import { faultOf } from './schema.ts'

export interface ControlOptions extends AccessRules {
  /** Rows of whoever made the app, beside our own. */
  readonly routes?: readonly ControlRoute[]
}

/** Paths of our own, beside the Engine's: under `/_mockerd`, never under an Engine path. */
export interface ControlPlane {
  serves(path: string): boolean
  serve<Sent>(encoder: Encoder, path: string, request: ApiRequest, way: Way<Sent>): Promise<Sent>
}

const ownRoutes: readonly ControlRoute[] = [
  ...healthRoutes,
  ...clockRoutes,
  ...containerRoutes,
  ...eventRoutes,
  ...faultRoutes,
  ...imageRoutes,
  ...journalRoutes,
]

const describing = (routes: readonly ControlRoute[]): ControlRoute[] => {
  const description: ControlRoute = {
    method: 'GET',
    path: '/openapi.json',
    id: 'Describe',
    summary: 'This description',
    reply: { type: 'object' },
    act: () => openApiDocument(all),
  }
  const all = [...routes, description]
  return all
}

/** In Hono's notation. */
const pattern = (path: string): string =>
  path.replace(/\{(\w+)(\*?)\}/g, (_, name, many) => `:${name}${many ? '{.+}' : '{[^/]+}'}`)

const bodyLimitDefaultBytes = 16 << 20

const readBody = async (
  { body: schema, bodyLimitBytes = bodyLimitDefaultBytes }: ControlRoute,
  request: ApiRequest,
): Promise<unknown> => {
  if (!schema) return undefined
  const text = new TextDecoder().decode(await request.bytes(bodyLimitBytes))
  let body: unknown = {}
  try {
    if (text !== '') body = JSON.parse(text)
  } catch {
    throw new ControlRefusal(400, 'the body is not JSON')
  }
  const fault = faultOf(schema, body)
  if (fault !== undefined) throw new ControlRefusal(400, fault)
  return body
}

const queryOf = ({ query: known = {}, method, path }: ControlRoute, target: string): URLSearchParams => {
  const query = new URLSearchParams(target.split('?', 2)[1] ?? '')
  const unknown = query.keys().find(name => !Object.hasOwn(known, name))
  if (unknown === undefined) return query
  const names = Object.keys(known).join(', ') || 'none'
  throw new ControlRefusal(400, `${method} ${controlPrefix}${path} has no parameter ${unknown}; it has ${names}`)
}

const statusOf = (error: unknown): number => {
  if (error instanceof ControlRefusal) return error.status
  return error instanceof DockerError ? statuses[error.kind] : 500
}

const createTable = (options: ControlOptions) => {
  const routes = describing([...ownRoutes, ...(options.routes ?? [])])
  const router = new TrieRouter<ControlRoute>()
  for (const route of routes) router.add(route.method, pattern(route.path), route)
  return { routes, router }
}

export const createControlPlane = (double: Double, options: ControlOptions = {}): ControlPlane => {
  // Most daemons are never controlled, and some start many.
  let table: ReturnType<typeof createTable> | undefined

  const answer = async (path: string, request: ApiRequest): Promise<{ status: number; body: unknown }> => {
    checkAccess(request, options)
    table ??= createTable(options)
    const { router, routes } = table
    const [[[route, parameters = {}] = []]] = router.match(request.method, path)
    if (!route) {
      const known = routes.map(each => `${each.method} ${controlPrefix}${each.path}`).join(', ')
      throw new ControlRefusal(404, `there is no ${request.method} ${controlPrefix}${path}; there is ${known}`)
    }
    const query = queryOf(route, request.target)
    const body = await readBody(route, request)
    return {
      status: route.status ?? 200,
      body: await route.act({ ...double, path: parameters as Record<string, string>, query, body }),
    }
  }
  return {
    serves: path => path.startsWith(`${controlPrefix}/`),
    async serve(encoder, path, request, way) {
      try {
        const { status, body } = await answer(path.slice(controlPrefix.length), request)
        return way.send(encoder.plain(status, body))
      } catch (error) {
        if (!(error instanceof ControlRefusal || error instanceof DockerError)) double.engine.defect(error)
        return way.send(
          encoder.plain(statusOf(error), { message: error instanceof Error ? error.message : String(error) }),
        )
      }
    },
  }
}

/** The control plane alone, for a listener of its own. */
export const createControlApp = (double: Double, options: ControlOptions = {}): Pick<App, 'serve'> => {
  const encoder = createEncoder(double.engine)
  const plane = createControlPlane(double, options)
  return {
    serve(request, way) {
      const [path = ''] = request.target.split('?', 1)
      if (plane.serves(path)) return plane.serve(encoder, path, request, way)
      return way.send(encoder.plain(404, { message: `here is only ${controlPrefix}` }))
    },
  }
}
