import { expect, test } from 'vitest'
import { createDouble } from '../double.ts'

test('an event that is emitted is seen and can be replayed', async () => {
  const { told, events } = createDouble()
  const event = { type: 'container', action: 'die', actorId: 'c0ffee', attributes: { exitCode: '1' } }
  expect(await told('POST /_mockerd/events', event)).toEqual([200, {}])
  expect(events.at(-1)).toMatchObject({ ...event, scope: 'local' })
  expect((await told('GET /events?since=0&until=1767225600'))[1]).toMatchObject({
    Type: 'container',
    Action: 'die',
    Actor: { ID: 'c0ffee', Attributes: { exitCode: '1' } },
  })
})

test.each([
  [{ action: 'die' }, 'type is missing'],
  [{ type: 'pod', action: 'die' }, expect.stringMatching(/^type is one of container, .*, not "pod"$/)],
  [{ type: 'container', action: '' }, 'action is empty'],
  [{ type: 'container', action: 'die', attributes: { a: 1 } }, 'attributes.a is a string, not 1'],
])('%j is refused', async (event, message) => {
  expect(await createDouble().told('POST /_mockerd/events', event)).toEqual([400, { message }])
})
