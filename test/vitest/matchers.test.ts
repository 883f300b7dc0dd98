import { beforeEach, describe, expect, test } from 'vitest'
import { type Mockerd, startMockerd } from '../../src/index.ts'
import '../../src/vitest.ts'
import { asking, runContainer } from '../library/ask.ts'

let docker: Mockerd
beforeEach(async () => {
  docker = await startMockerd({ hosts: [], clock: 'manual' })
  return docker.close
})

/** What a failing expectation says, without colours. */
const complaint = (check: () => void): string => {
  try {
    check()
  } catch (error) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colours are made of
    return (error as Error).message.replace(/\u001b\[\d+m/g, '')
  }
  throw new Error('nothing was complained about')
}

describe('toHaveContainer', () => {
  test('compares the part that is asked for, and shows no more than that', async () => {
    await runContainer(docker, 'web', { Env: ['A=1'], Labels: { app: 'web', tier: 'front' } })
    expect(docker).toHaveContainer('web')
    expect(docker).toHaveContainer('web', { State: { Status: 'running' }, Config: { Labels: { app: 'web' } } })
    expect(docker).toHaveContainer('web', { Config: { Env: expect.arrayContaining(['A=1']) } })
    expect(docker).not.toHaveContainer('web', { State: { Status: 'exited' } })
    const said = complaint(() => expect(docker).toHaveContainer('web', { Config: { Labels: { app: 'db' } } }))
    expect(said).toMatchInlineSnapshot(`
      "the container web is not like that

      - Expected
      + Received

        {
          "Config": {
            "Labels": {
      -       "app": "db",
      +       "app": "web",
            },
          },
        }"
    `)
  })

  test('says what there is instead of what is missing', async () => {
    expect(complaint(() => expect(docker).toHaveContainer('web'))).toBe('there is no container web; there is none')
    await runContainer(docker, 'db')
    docker.clock.advance('3m')
    await runContainer(docker, 'gone')
    docker.container('gone').exit(2)
    docker.clock.advance('10s')
    expect(complaint(() => expect(docker).toHaveContainer('web'))).toBe(
      'there is no container web; there are: db (Up 3 minutes), gone (Exited (2) 10 seconds ago)',
    )
    expect(complaint(() => expect(docker).not.toHaveContainer('db'))).toBe('there is a container db')
  })
})

test('toHaveRunning says why a container does not run', async () => {
  await runContainer(docker, 'web')
  expect(docker).toHaveRunning('web')
  docker.container('web').log('cannot bind to port 80', 'stderr')
  docker.container('web').exit(1)
  docker.clock.advance('5s')
  expect(docker).not.toHaveRunning('web')
  expect(complaint(() => expect(docker).toHaveRunning('web'))).toBe(
    'the container web does not run: Exited (1) 5 seconds ago\nit said last:\ncannot bind to port 80',
  )
  expect(complaint(() => expect(docker).toHaveRunning('nobody'))).toContain(
    'there is no container nobody; there are: web',
  )
})

test('images, networks and volumes are looked at the same way', async () => {
  await runContainer(docker, 'web')
  await asking(docker)('POST /volumes/create', { Name: 'data', Labels: { keep: 'yes' } })
  expect(docker).toHaveImage('busybox', { Os: 'linux' })
  expect(docker).toHaveNetwork('bridge', { Driver: 'bridge' })
  expect(docker).toHaveVolume('data', { Labels: { keep: 'yes' } })
  expect(complaint(() => expect(docker).toHaveImage('nginx'))).toBe(
    'there is no image nginx; there are: docker.io/library/busybox:latest',
  )
  expect(complaint(() => expect(docker).toHaveVolume('other'))).toBe('there is no volume other; there are: data')
  expect(complaint(() => expect(docker).toHaveNetwork('backend'))).toContain('there are: bridge, host, none')
})

describe('toHaveRequested', () => {
  test('says what comes closest to a request that never came', async () => {
    expect(complaint(() => expect(docker).toHaveRequested({ operation: 'ContainerStart' }))).toBe(
      'nothing asked for ContainerStart; nothing was asked at all',
    )
    await runContainer(docker, 'wed')
    expect(docker).toHaveRequested({ operation: 'ContainerStart', object: 'wed' })
    expect(docker).not.toHaveRequested({ operation: 'ContainerStart', object: 'web' })
    expect(complaint(() => expect(docker).toHaveRequested({ operation: 'ContainerStart', object: 'web' }))).toMatch(
      /^nothing asked for ContainerStart of web; closest: ContainerStart of wed \(#3: 204\), /,
    )
  })

  test('compares the part of a request that is asked for with each, and shows the last', async () => {
    await runContainer(docker, 'web', { Env: ['A=1'] })
    await runContainer(docker, 'db', { Env: ['A=2'] })
    const created = { operation: 'ContainerCreate' } as const
    expect(docker).toHaveRequested(created, { body: { Env: ['A=1'] }, status: 201 })
    expect(docker).not.toHaveRequested(created, { body: { Env: ['A=3'] } })
    expect(complaint(() => expect(docker).toHaveRequested(created, { body: { Env: ['A=3'] } }))).toMatchInlineSnapshot(`
      "the request that asked for ContainerCreate, the last of 2, is not like that

      - Expected
      + Received

        {
          "body": {
            "Env": [
      -       "A=3",
      +       "A=2",
            ],
          },
        }"
    `)
    expect(
      complaint(() => expect(docker).not.toHaveRequested({ operation: 'ContainerStart', object: 'db' })),
    ).toMatchInlineSnapshot(`
      "somebody asked for ContainerStart of db:

      Object {
        "apiVersion": "1.55",
        "findings": Array [],
        "method": "POST",
        "object": "db",
        "operation": "ContainerStart",
        "path": "/containers/db/start",
        "query": Object {},
        "status": 204,
      }"
    `)
  })

  test('finds by its name what was asked by its id, whether it is there or gone', async () => {
    const ask = await runContainer(docker, 'web')
    await runContainer(docker, 'kept')
    const idOf = (name: string): string => docker.engine.containers.resolve(name).id
    const [web, kept] = [idOf('web'), idOf('kept')]
    const { Id: front } = (await ask('POST /networks/create', { Name: 'front' })).json as { Id: string }
    await ask(`DELETE /networks/${front}`)
    await ask(`DELETE /containers/${web.slice(0, 12)}?force=1`)
    expect(docker).toHaveRequested({ operation: 'NetworkDelete', object: 'front' })
    expect(docker).toHaveRequested({ operation: 'ContainerDelete', object: 'web' })
    expect(docker).toHaveRequested({ operation: 'ContainerDelete', object: web.slice(0, 12) })
    expect(docker).not.toHaveRequested({ operation: 'ContainerDelete', object: 'kept' })
    docker.journal.clear()
    await ask(`GET /containers/${kept}/json`)
    expect(docker).toHaveRequested({ operation: 'ContainerInspect', object: 'kept' })
  })
})
