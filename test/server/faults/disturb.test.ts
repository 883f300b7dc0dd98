import { describe, expect, test } from 'vitest'
import type { FaultDescription } from '../../../src/server/faults/fault.ts'
import { createDouble } from '../double.ts'

const setUp = async (fault: FaultDescription) => {
  const double = createDouble()
  await double.running('web')
  return { ...double, fault: double.app.faults.add(fault) }
}

describe('before, nothing has happened', () => {
  test('another answer is given', async () => {
    const reply = { status: 418, message: 'short and stout', headers: { 'X-Pot': 'tea' } }
    const { fetch, told } = await setUp({ operation: 'ContainerKill', reply })
    const response = await fetch('POST /containers/web/kill')
    expect([response.status, response.headers.get('x-pot')]).toEqual([418, 'tea'])
    expect(await response.json()).toEqual({ message: 'short and stout' })
    expect((await told('GET /containers/web/json'))[1]).toMatchObject({ State: { Running: true } })
  })

  test.each([
    [{ status: 204 }, [204, '']],
    [{ status: 200, body: { ApiVersion: '9.9' } }, [200, { ApiVersion: '9.9' }]],
  ])('it may be any: %j', async (reply, expected) => {
    const { told } = await setUp({ operation: 'SystemVersion', reply })
    expect(await told('GET /version')).toEqual(expected)
  })

  test('a delay passes on the clock of the engine', async () => {
    const { fetch, clock, fault, settle } = await setUp({ operation: 'ContainerKill', delay: '5s' })
    let isDone = false
    const killed = fetch('POST /containers/web/kill').then(() => {
      isDone = true
    })
    await fault.reached()
    clock.advance(4999)
    settle()
    await new Promise(resolve => setTimeout(resolve, 0))
    expect(isDone).toBe(false)
    clock.advance(1)
    await killed
    expect(fault).toMatchObject({ met: 1, struck: 1 })
  })
})

describe('after, it has happened', () => {
  test.each<[string, FaultDescription]>([
    ['the answer is lost', { reset: true }],
    ['another one is given', { reply: { status: 500 } }],
  ])('%s', async (_, what) => {
    const { fetch, told } = await setUp({ operation: 'ContainerRename', when: 'after', ...what })
    await fetch('POST /containers/web/rename?name=new').catch(() => undefined)
    expect((await told('GET /containers/new/json'))[0]).toBe(200)
  })
})

test('a client that leaves while it is kept waiting is not waited for', async () => {
  const { app, fault, engine } = await setUp({ operation: 'ContainerKill', hold: true })
  const leaving = new AbortController()
  const request = new Request('http://docker/containers/web/kill', { method: 'POST', signal: leaving.signal })
  const asked = Promise.resolve(app.fetch(request))
  await fault.reached()
  leaving.abort()
  await expect(asked).rejects.toThrow()
  expect(fault.held).toEqual([])
  fault.release()
  expect(engine.containers.byName('web')?.state).toBe('running')
})

test('several faults strike one after the other, and an answer ends them', async () => {
  const { app, told, fault: last } = await setUp({ operation: 'SystemPing', reply: { status: 500, message: 'first' } })
  const never = app.faults.add({ operation: 'SystemPing', reply: { status: 501 } })
  expect((await told('GET /_ping'))[0]).toBe(500)
  expect([last.struck, never.met]).toEqual([1, 0])
})

describe('a registry with a personality', () => {
  test.each([
    ['denied', 404, "pull access denied for busybox, repository does not exist or may require 'docker login'"],
    ['missing', 404, /busybox:latest: not found$/],
    ['unauthorized', 401, /authentication required$/],
    ['toomanyrequests', 500, /You have reached your unauthenticated pull rate limit/],
    ['unreachable', 500, /no such host$/],
  ] as const)('refuses when it is %s', async (registry, status, message) => {
    const { told, fault } = await setUp({ operation: 'ImageCreate', registry, max: 1 })
    const pull = 'POST /images/create?fromImage=busybox&tag=latest'
    const [said, body] = await told(pull)
    expect([said, body]).toEqual([status, { message: expect.stringMatching(message) }])
    expect(fault.struck).toBe(1)
  })

  test('takes its time when it is slow', async () => {
    const { fetch, clock, engine } = await setUp({ operation: 'ImageCreate', registry: 'slow' })
    const pulling = (await fetch('POST /images/create?fromImage=busybox&tag=latest')).text()
    const started = engine.clock.now()
    while (engine.images.all().next().done) {
      clock.advance(1000)
      await new Promise(resolve => setTimeout(resolve, 0))
    }
    expect(engine.clock.now() - started).toBeGreaterThanOrEqual(30_000_000)
    expect(await pulling).toContain('Downloading')
  })
})

describe('while it is being said', () => {
  test('an error message ends a progress stream that began well', async () => {
    const errorFrame = { message: 'disk full', after: 1 }
    const { fetch, clock } = await setUp({ operation: 'ImageCreate', errorFrame })
    const response = await fetch('POST /images/create?fromImage=busybox&tag=latest')
    const text = response.text()
    clock.advance(60_000)
    const lines = (await text).trimEnd().split('\r\n')
    expect([response.status, lines.length]).toEqual([200, 2])
    expect(JSON.parse(lines[1] ?? '')).toEqual({ errorDetail: { message: 'disk full' }, error: 'disk full' })
  })

  test('a stream ends early, as if that were all', async () => {
    const { told } = await setUp({ operation: 'SystemPing', end: true, at: { bytes: 1 } })
    expect(await told('GET /_ping')).toEqual([200, 'O'])
  })

  test('bytes drip on the clock of the engine', async () => {
    const { fetch, clock } = await setUp({ operation: 'SystemPing', drip: { bytes: 1, every: '2s' } })
    const reader = (await fetch('GET /_ping')).body?.getReader()
    const text = async () => new TextDecoder().decode((await reader?.read())?.value)
    expect(await text()).toBe('O')
    const second = text()
    clock.advance(2000)
    expect(await second).toBe('K')
  })

  test('a body is held where it is, and goes on', async () => {
    const { fetch, fault } = await setUp({ operation: 'SystemPing', hold: true, when: 'during', at: { bytes: 1 } })
    const text = (await fetch('GET /_ping')).text()
    await fault.reached()
    expect(fault.held.map(({ what }) => what)).toEqual(['GET /_ping'])
    fault.release()
    expect(await text).toBe('OK')
  })
})
