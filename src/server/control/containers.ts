import type { HealthStatus } from '../../state/container/entity.ts'
import { exhaustMemory, exitContainer, sayAs, setHealth } from '../../state/container/interventions.ts'
import { type ControlRequest, type ControlRoute, nothing } from './route.ts'
import { type ControlSchema, objectSchema } from './schema.ts'

interface Intervention {
  readonly verb: string
  readonly id: string
  readonly summary: string
  readonly body?: ControlSchema
  readonly act: (request: ControlRequest, reference: string) => void
}

const interventions: readonly Intervention[] = [
  {
    verb: 'exit',
    id: 'ContainerExit',
    summary: 'End the first process of a running container',
    body: objectSchema({ code: { type: 'integer', minimum: 0, maximum: 255, description: 'the exit code' } }, ['code']),
    act: ({ engine, body }, reference) => exitContainer(engine, reference, (body as { code?: number }).code ?? 0),
  },
  {
    verb: 'oom',
    id: 'ContainerOom',
    summary: 'Let a running container run out of memory',
    act: ({ engine }, reference) => exhaustMemory(engine, reference),
  },
  {
    verb: 'health',
    id: 'ContainerHealth',
    summary: 'Say how healthy a running container is; no probe contradicts until it is started again',
    body: objectSchema({ status: { type: 'string', enum: ['starting', 'healthy', 'unhealthy'] } }),
    act: ({ engine, body }, reference) => setHealth(engine, reference, (body as { status: HealthStatus }).status),
  },
  {
    verb: 'log',
    id: 'ContainerLog',
    summary: 'Let a running container say something, to its log and to everybody who is attached',
    body: objectSchema(
      {
        text: { type: 'string', description: 'with its newline, when it is to have one' },
        stream: { type: 'string', enum: ['stdout', 'stderr'] },
      },
      ['stream'],
    ),
    act({ engine, body }, reference) {
      const { text, stream = 'stdout' } = body as { text: string; stream?: 'stdout' | 'stderr' }
      sayAs(engine, reference, stream, text)
    },
  },
]

/** What no client of a daemon can do, but somebody who tests one wants to happen. */
export const containerRoutes: readonly ControlRoute[] = interventions.map(({ verb, act, body, ...rest }) => ({
  ...rest,
  method: 'POST',
  path: `/containers/{id}/${verb}`,
  ...(body && { body }),
  reply: nothing,
  refusals: { 404: 'there is no such container', 409: 'it does not run' },
  act(request: ControlRequest) {
    act(request, request.path.id ?? '')
    return {}
  },
}))
