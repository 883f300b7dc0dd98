import type { FaultDescription } from '../faults/fault.ts'
import { faultSchema } from '../faults/fault.ts'
import type { Fault } from '../faults/faults.ts'
import { ControlRefusal, type ControlRequest, type ControlRoute, nothing } from './route.ts'
import { objectSchema } from './schema.ts'

const view = ({ id, description, met, struck, held }: Fault) => ({
  id,
  fault: description,
  met,
  struck,
  held: held.map(({ what }) => what),
})

const viewSchema = objectSchema({
  id: { type: 'string' },
  fault: { type: 'object', description: 'as it was described' },
  met: { type: 'integer', description: 'requests that it is for' },
  struck: { type: 'integer', description: 'those of them that it struck' },
  held: { type: 'array', items: { type: 'string' }, description: 'who waits at it, in order of arrival' },
})

const find = ({ faults, path }: ControlRequest): Fault => {
  const fault = faults.get(path.id ?? '')
  if (fault) return fault
  throw new ControlRefusal(404, `there is no fault ${path.id} in force`)
}

const unknown = { 404: 'there is no such fault' }

export const faultRoutes: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/faults',
    id: 'FaultList',
    summary: 'The faults that are in force',
    reply: { type: 'array', items: viewSchema },
    act: ({ faults }) => faults.list().map(view),
  },
  {
    method: 'POST',
    path: '/faults',
    id: 'FaultAdd',
    summary: 'Let something go wrong',
    body: faultSchema,
    reply: viewSchema,
    status: 201,
    act: ({ faults, body }) => view(faults.add(body as FaultDescription)),
  },
  {
    method: 'DELETE',
    path: '/faults',
    id: 'FaultClear',
    summary: 'Let nothing go wrong any more, and hold nobody',
    reply: nothing,
    act({ faults }) {
      faults.clear()
      return {}
    },
  },
  {
    method: 'GET',
    path: '/faults/{id}',
    id: 'FaultRead',
    summary: 'How often a fault was met and struck, and who waits at it',
    reply: viewSchema,
    refusals: unknown,
    act: request => view(find(request)),
  },
  {
    method: 'POST',
    path: '/faults/{id}/release',
    id: 'FaultRelease',
    summary: 'Let those go who wait at a hold: so many and go on holding, or all and hold no longer',
    body: objectSchema({ count: { type: 'integer', minimum: 1 } }, ['count']),
    reply: nothing,
    refusals: unknown,
    act(request) {
      find(request).release((request.body as { count?: number }).count)
      return {}
    },
  },
  {
    method: 'DELETE',
    path: '/faults/{id}',
    id: 'FaultRemove',
    summary: 'Let this go wrong no longer',
    reply: nothing,
    refusals: unknown,
    act(request) {
      find(request).remove()
      return {}
    },
  },
]
