import { expect, test } from 'vitest'
import { createDouble } from '../double.ts'

test('an image is defined, and can be used', async () => {
  const { told } = createDouble()
  const [status, defined] = await told('PUT /_mockerd/images/ghcr.io/acme/job:2', { exit: 3, ports: [80] })
  expect([status, defined]).toEqual([
    200,
    { reference: 'ghcr.io/acme/job:2', digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) },
  ])
  expect((await told('GET /images/ghcr.io/acme/job:2/json'))[1]).toMatchObject({
    Config: { Labels: { 'dev.mockerd.exit': '3' }, ExposedPorts: { '80/tcp': {} } },
  })
})

test.each([
  [{ exit: 300 }, 'exit is 255 or less, not 300'],
  [{ exits: 3 }, expect.stringMatching(/^there is no exits; there are from, program, /)],
  [{ program: 'ghost' }, 'there is no built-in program ghost'],
  [{ health: 'fine' }, expect.stringContaining('not "fine"')],
])('%j is refused', async (definition, message) => {
  expect(await createDouble().told('PUT /_mockerd/images/job', definition)).toEqual([400, { message }])
})
