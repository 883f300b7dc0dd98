import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { OperationId } from '../../../spec/index.ts'
import { type Ask, wireRequest } from '../../../src/conformance/client.ts'
import type { Target } from '../../../src/conformance/index.ts'
import { guardedTarget } from '../../../src/conformance/safety/guard.ts'
import { startFake } from '../fake.ts'

const run = '0badcafe'
const label = 'dev.mockerd.conformance.run'
const ours = `mkc-${run}-1`

describe('the guard', () => {
  let target: Target
  let asked: string[]
  let written: string[]
  let guarded: Target
  beforeEach(async () => {
    const fake = await startFake()
    asked = []
    written = []
    target = {
      ...fake,
      send(request) {
        asked.push(`${request.method} ${request.target.replace('/v1.51', '')}`)
        return fake.send(request)
      },
    }
    const record = ({ kind, name }: { kind: string; name: string }): void => {
      written.push(`${kind} ${name}, after ${asked.length}`)
    }
    guarded = guardedTarget(target, {
      mode: 'safe',
      run,
      prefix: `mkc-${run}-`,
      image: 'busybox',
      known: new Set(),
      record,
    })
    await fake.send(wireRequest('ImageCreate', { query: { fromImage: 'busybox', tag: 'latest' } }, '1.51'))
  })
  afterEach(() => target.close())

  const tell = (way: Target, operation: OperationId, ask: Ask) => way.send(wireRequest(operation, ask, '1.51'))
  const create = (way: Target, name: string, labels: object) =>
    tell(way, 'ContainerCreate', { query: { name }, body: { Image: 'busybox', Labels: labels } })

  test('writes down what is about to be made before the daemon hears of it', async () => {
    expect((await create(guarded, ours, { [label]: run })).status).toBe(201)
    expect(written).toEqual([`container ${ours}, after 0`])
  })

  test('touches nothing that is called like ours and carries no label of the run', async () => {
    await create(target, ours, {})
    for (const operation of ['ContainerKill', 'ContainerStop', 'ContainerDelete'] as const)
      await expect(tell(guarded, operation, { path: { id: ours } })).rejects.toThrow('carries no label of this run')
    await tell(target, 'VolumeCreate', { body: { Name: ours } })
    await expect(tell(guarded, 'VolumeDelete', { path: { name: ours } })).rejects.toThrow('carries no label')
  })

  test('asks for what is nowhere, so that the daemon can say so', async () => {
    expect((await tell(guarded, 'ContainerKill', { path: { id: ours } })).status).toBe(404)
  })

  test('looks once at what was made elsewhere, and not at all at what the daemon said was made here', async () => {
    await create(target, ours, { [label]: run })
    asked.length = 0
    for (let count = 0; count < 2; count++) await tell(guarded, 'ContainerStart', { path: { id: ours } })
    expect(asked).toEqual([
      `GET /containers/${ours}/json`,
      `POST /containers/${ours}/start`,
      `POST /containers/${ours}/start`,
    ])
    const name = `${ours}-other`
    await create(guarded, name, { [label]: run })
    asked.length = 0
    await tell(guarded, 'ContainerStart', { path: { id: name } })
    expect(asked).toEqual([`POST /containers/${name}/start`])
  })

  test('takes a volume that was there before for nobody’s but its owner’s', async () => {
    await tell(target, 'VolumeCreate', { body: { Name: ours } })
    await tell(guarded, 'VolumeCreate', { body: { Name: ours, Labels: { [label]: run } } })
    await expect(tell(guarded, 'VolumeDelete', { path: { name: ours } })).rejects.toThrow('carries no label')
  })

  test('fetches the image of workloads only while nobody has it', async () => {
    const pull = { query: { fromImage: 'busybox', tag: 'latest' } }
    await expect(tell(guarded, 'ImageCreate', pull)).rejects.toThrow('is there already')
    await tell(target, 'ImageDelete', { path: { name: 'busybox' } })
    expect((await tell(guarded, 'ImageCreate', pull)).status).toBe(200)
  })

  test('guards streams and conversations, too', async () => {
    const attach = wireRequest('ContainerAttach', { path: { id: 'foreign' } }, '1.51')
    await expect(guarded.open(attach)).rejects.toThrow('not an object of this run')
    await expect(guarded.upgrade(attach)).rejects.toThrow('not an object of this run')
  })
})
