import type { ImageDefinition } from '../../state/image/catalogue/defined.ts'
import { defineImage } from '../../state/image/define.ts'
import type { ControlRoute } from './route.ts'
import { type ControlSchema, objectSchema } from './schema.ts'

const text: ControlSchema = { type: 'string' }

const properties: { readonly [Name in keyof ImageDefinition]-?: ControlSchema } = {
  from: { type: 'string', description: 'the built-in image that it stands on' },
  program: { type: 'string', description: 'the built-in program that it runs' },
  config: { type: 'object', description: 'what inspect shows as Config' },
  ports: { type: 'array', items: { anyOf: [{ type: 'integer', minimum: 1, maximum: 65_535 }, text] } },
  files: { type: 'object', additionalProperties: text, description: 'texts by absolute path' },
  local: { type: 'boolean', description: 'whether it is here without a pull' },
  exit: { type: 'integer', minimum: 0, maximum: 255 },
  exitAfter: { type: 'string', description: 'a duration such as 5s' },
  stdout: text,
  stderr: text,
  oomAfter: { type: 'string', description: 'a duration such as 5s' },
  health: { type: 'string', examples: ['healthy', 'unhealthy', 'unhealthy-after:3', 'flapping:2'] },
  ignoreSignals: { type: 'string', examples: ['TERM,INT'] },
  startError: text,
  listen: { anyOf: [text, { type: 'array', items: text }], examples: ['8080:http:200:hello', '5432:tcp'] },
  pull: { type: 'string', examples: ['slow', 'denied', 'missing', '429'] },
}

export const imageRoutes: readonly ControlRoute[] = [
  {
    method: 'PUT',
    path: '/images/{ref*}',
    id: 'ImageDefine',
    summary: 'Define an image: what it stands on and runs, and how its containers and pulls of it behave',
    body: objectSchema(properties, Object.keys(properties)),
    reply: objectSchema({ reference: text, digest: text }),
    act: ({ engine, path, body }) => defineImage(engine, path.ref ?? '', body as ImageDefinition),
  },
]
