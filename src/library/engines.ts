import { ControlRefusal, type ControlRoute } from '../server/control/route.ts'
import { objectSchema } from '../server/control/schema.ts'
import type { MockerdOptions } from './options.ts'
import type { Mockerd } from './start.ts'

/** Daemons beside the first one, in the same process: one for each test, whatever language it is written in. */
export interface Engines {
  readonly routes: readonly ControlRoute[]
  close(): Promise<void>
}

type Choice = Pick<MockerdOptions, 'profile' | 'seed' | 'clock' | 'ports'> & { readonly registry?: 'open' | 'closed' }

const engineSchema = objectSchema(
  {
    id: { type: 'string' },
    host: { type: 'string', description: 'for DOCKER_HOST' },
    hosts: { type: 'array', items: { type: 'string' } },
  },
  [],
)

const choiceSchema = objectSchema(
  {
    profile: { type: 'string' },
    seed: { anyOf: [{ type: 'string' }, { type: 'number' }] },
    clock: { type: 'string', examples: ['system', 'manual', 'auto', 'x60'] },
    registry: { type: 'string', enum: ['open', 'closed'] },
    ports: { type: 'string', enum: ['host', 'none'] },
  },
  ['profile', 'seed', 'clock', 'registry', 'ports'],
)

/** `start` makes a daemon that differs from the first one in what a request says. */
export const createEngines = (start: (choice: Choice) => Promise<Mockerd>): Engines => {
  const engines = new Map<string, Mockerd>()
  let next = 1
  const view = ([id, { host, hosts }]: [string, Mockerd]) => ({ id, host, hosts })
  const close = async (): Promise<void> => {
    const all = [...engines.values()]
    engines.clear()
    await Promise.all(all.map(engine => engine.close()))
  }
  const routes: ControlRoute[] = [
    {
      method: 'GET',
      path: '/engines',
      id: 'EngineList',
      summary: 'The daemons beside this one',
      reply: { type: 'array', items: engineSchema },
      act: () => [...engines].map(view),
    },
    {
      method: 'POST',
      path: '/engines',
      id: 'EngineStart',
      summary: 'A fresh daemon on sockets of its own, in the same process',
      body: choiceSchema,
      reply: engineSchema,
      status: 201,
      async act({ body }) {
        const id = String(next++)
        try {
          const engine = await start(body as Choice)
          engines.set(id, engine)
          return view([id, engine])
        } catch (error) {
          throw new ControlRefusal(400, error instanceof Error ? error.message : String(error))
        }
      },
    },
    {
      method: 'DELETE',
      path: '/engines/{id}',
      id: 'EngineEnd',
      summary: 'End one of them',
      reply: objectSchema({}),
      refusals: { 404: 'there is no such daemon' },
      async act({ path: { id = '' } }) {
        const engine = engines.get(id)
        if (!engine) throw new ControlRefusal(404, `there is no daemon ${id} beside this one`)
        engines.delete(id)
        await engine.close()
        return {}
      },
    },
    {
      method: 'DELETE',
      path: '/engines',
      id: 'EngineEndAll',
      summary: 'End all of them',
      reply: objectSchema({}),
      async act() {
        await close()
        return {}
      },
    },
  ]
  return { routes, close }
}
