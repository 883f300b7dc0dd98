import type { ControlRoute } from './route.ts'
import type { ControlSchema } from './schema.ts'

export const controlPrefix = '/_mockerd'

const refusal: ControlSchema = { type: 'object', properties: { message: { type: 'string' } }, required: ['message'] }

const jsonBody = (schema: ControlSchema) => ({ 'application/json': { schema } })

/** `{ref*}` takes slashes, which OpenAPI has no word for. */
const publicPath = (path: string): string => `${controlPrefix}${path.replaceAll('*}', '}')}`

const parameters = ({ path, query = {} }: ControlRoute) => [
  ...[...path.matchAll(/\{(\w+)\*?\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  })),
  ...Object.entries(query).map(([name, schema]) => ({ name, in: 'query', schema })),
]

const operation = (route: ControlRoute) => {
  const refusals = { ...(route.body && { 400: 'the body is not what it should be' }), ...route.refusals }
  return {
    operationId: route.id,
    summary: route.summary,
    parameters: parameters(route),
    ...(route.body && { requestBody: { content: jsonBody(route.body) } }),
    responses: {
      [route.status ?? 200]: { description: 'done', content: jsonBody(route.reply) },
      ...Object.fromEntries(
        Object.entries(refusals).map(([status, description]) => [status, { description, content: jsonBody(refusal) }]),
      ),
    },
  }
}

/** The control plane's own description, written from the rows that also route. */
export const openApiDocument = (routes: readonly ControlRoute[]) => {
  const paths: Record<string, Record<string, ReturnType<typeof operation>>> = {}
  for (const route of routes) {
    const path = publicPath(route.path)
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'mockerd control plane',
      version: '1',
      description:
        'What a test may ask of the fake beside the Engine API. Refusals are JSON with one line in `message`.',
    },
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    security: [{}, { token: [] }],
    paths,
  }
}
