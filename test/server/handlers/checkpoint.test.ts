import { describe, expect, test } from 'vitest'
import { createApp, createEngine, createManualClock } from '../../../src/index.ts'

const world = async (profile: string) => {
  const clock = createManualClock()
  const engine = createEngine({ clock, seed: 1, profile })
  const app = createApp(engine)
  const ask = async (method: string, path: string, body?: unknown): Promise<[status: number, body: unknown]> => {
    const response = await app.fetch(
      new Request(`http://docker${path}`, {
        method,
        ...(body !== undefined && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
      }),
    )
    const pending = response.text()
    clock.runUntilIdle()
    const text = await pending
    return [response.status, text === '' ? '' : JSON.parse(text.split('\r\n')[0] ?? '')]
  }
  await ask('POST', '/images/create?fromImage=busybox&tag=latest')
  await ask('POST', '/containers/create?name=web', { Image: 'busybox', Cmd: ['cat'], OpenStdin: true })
  const events = () => engine.events.replay(undefined, undefined).map(({ action }) => action)
  return { ask, events }
}

describe('checkpoints', () => {
  test.each([
    ['GET', '/containers/ghost/checkpoints'],
    ['POST', '/containers/web/checkpoints'],
    ['DELETE', '/containers/web/checkpoints/one'],
  ])('are only for experimental daemons: %s %s', async (method, path) => {
    const { ask } = await world('docker-29')
    const message =
      'This experimental feature is disabled by default. Start the Docker daemon in experimental mode in order to enable it.'
    expect(await ask(method, path)).toEqual([501, { message }])
    expect(await ask('POST', '/containers/web/start?checkpoint=one')).toEqual([
      400,
      { message: 'checkpoint is only supported in experimental mode' },
    ])
  })

  test('are made, listed, started from and removed', async () => {
    const { ask, events } = await world('docker-29-experimental')
    const steps: readonly [method: string, path: string, body: unknown, status: number, answer: unknown][] = [
      ['GET', '/containers/web/checkpoints', undefined, 200, []],
      [
        'POST',
        '/containers/web/checkpoints',
        { CheckpointID: 'one' },
        409,
        { message: expect.stringMatching(/^container [0-9a-f]{64} is not running$/) },
      ],
      [
        'POST',
        '/containers/web/start?checkpoint=one',
        undefined,
        500,
        { message: 'checkpoint one does not exist for container web' },
      ],
      ['POST', '/containers/web/start', undefined, 204, ''],
      [
        'POST',
        '/containers/web/checkpoints',
        { CheckpointID: '?' },
        400,
        { message: 'invalid checkpoint ID "?", only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed' },
      ],
      ['POST', '/containers/web/checkpoints', { CheckpointID: 'one' }, 201, ''],
      [
        'POST',
        '/containers/web/checkpoints',
        { CheckpointID: 'one' },
        500,
        { message: 'cannot checkpoint container web: checkpoint with name one already exists for container web' },
      ],
      ['POST', '/containers/web/checkpoints', { CheckpointID: 'two', Exit: true }, 201, ''],
      ['GET', '/containers/web/checkpoints', undefined, 200, [{ Name: 'one' }, { Name: 'two' }]],
      [
        'GET',
        '/containers/web/json',
        undefined,
        200,
        expect.objectContaining({ State: expect.objectContaining({ Status: 'exited', ExitCode: 137 }) }),
      ],
      [
        'POST',
        '/containers/web/start?checkpoint=one&checkpoint-dir=/x',
        undefined,
        403,
        { message: 'custom checkpointdir is not supported' },
      ],
      ['POST', '/containers/web/start?checkpoint=two', undefined, 204, ''],
      ['DELETE', '/containers/web/checkpoints/one', undefined, 204, ''],
      [
        'DELETE',
        '/containers/web/checkpoints/one',
        undefined,
        500,
        { message: 'checkpoint one does not exist for container web' },
      ],
      ['POST', '/containers/web/checkpoints', { CheckpointID: 'three', CheckpointDir: '/mine' }, 201, ''],
      ['GET', '/containers/web/checkpoints?dir=/mine', undefined, 200, [{ Name: 'three' }]],
      [
        'GET',
        '/containers/web/checkpoints?dir=/nosuch',
        undefined,
        404,
        {
          message:
            'checkpoint directory "/nosuch" does not exist for container web: stat /nosuch: no such file or directory',
        },
      ],
      ['DELETE', '/containers/web/checkpoints/three?dir=mine', undefined, 204, ''],
    ]
    for (const [method, path, body, status, answer] of steps)
      expect(await ask(method, path, body), `${method} ${path}`).toEqual([status, answer])
    expect(events().filter(action => action === 'checkpoint')).toHaveLength(3)
  })
})
