import { describe, expect, test } from 'vitest'
import { createDouble } from '../double.ts'

describe('a running container', () => {
  test('ends with the code that is said', async () => {
    const { told, running } = createDouble()
    await running('web')
    expect(await told('POST /_mockerd/containers/web/exit', { code: 3 })).toEqual([200, {}])
    expect((await told('GET /containers/web/json'))[1]).toMatchObject({ State: { Status: 'exited', ExitCode: 3 } })
  })

  test('runs out of memory', async () => {
    const { told, running, actions } = createDouble()
    await running('web')
    expect(await told('POST /_mockerd/containers/web/oom')).toEqual([200, {}])
    expect((await told('GET /containers/web/json'))[1]).toMatchObject({ State: { OOMKilled: true, ExitCode: 137 } })
    expect(actions()).toContain('oom')
  })

  test('is as healthy as is said', async () => {
    const { told, running, actions } = createDouble()
    await running('web')
    await told('POST /_mockerd/containers/web/health', { status: 'unhealthy' })
    expect(actions()).toEqual(['health_status: unhealthy'])
  })

  test('says what it is made to say', async () => {
    const { told, running } = createDouble()
    await running('web', ['idle'], { Tty: true })
    await told('POST /_mockerd/containers/web/log', { text: 'ready\n' })
    await told('POST /_mockerd/containers/web/log', { text: 'oh\n', stream: 'stderr' })
    expect((await told('GET /containers/web/logs?stdout=1&stderr=1'))[1]).toBe('ready\noh\n')
  })
})

test.each([
  ['ghost/exit', {}, 404, 'No such container: ghost'],
  ['resting/exit', {}, 409, expect.stringContaining('is not running')],
  ['resting/exit', { code: 256 }, 400, 'code is 255 or less, not 256'],
  ['resting/health', { status: 'fine' }, 400, 'status is one of starting, healthy, unhealthy, not "fine"'],
  ['resting/log', {}, 400, 'text is missing'],
  ['resting/log', { text: 'x', to: 'stdout' }, 400, 'there is no to; there are text, stream'],
])('POST containers/%s with %j is refused with %i', async (path, body, status, message) => {
  const { told, create, engine } = createDouble()
  engine.containers.rename(create(['idle']), 'resting')
  expect(await told(`POST /_mockerd/containers/${path}`, body)).toEqual([status, { message }])
})
