import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createApp } from '../../../src/server/app.ts'
import { handlers } from '../../../src/server/handlers/index.ts'
import { createManualClock } from '../../../src/state/clock.ts'
import { listContainers } from '../../../src/state/container/list.ts'
import { createEngine } from '../../../src/state/engine.ts'

const createWorld = async () => {
  const clock = createManualClock()
  const engine = createEngine({ seed: 1, clock })
  const app = createApp(engine, handlers)
  const ask = async (method: string, path: string, body?: unknown): Promise<string> => {
    const init = { method, body: JSON.stringify(body ?? {}), headers: { 'Content-Type': 'application/json' } }
    const answer = app.fetch(new Request(`http://docker${path}`, method === 'GET' ? { method } : init))
    const text = Promise.resolve(answer).then(response => response.text())
    for (let turn = 0; turn < 6; turn++) await new Promise(resolve => setImmediate(resolve))
    clock.advance(method === 'GET' ? 0 : 50)
    return text
  }
  const image = ask('POST', '/images/create?fromImage=busybox&tag=latest')
  for (let turn = 0; turn < 20; turn++) {
    await new Promise(resolve => setImmediate(resolve))
    clock.advance(1000)
  }
  await image
  return { clock, engine, ask }
}

const create = (name: string, more: object = {}) =>
  ['POST', `/containers/create?name=${name}`, { Image: 'busybox', Cmd: ['sleep', '9'], ...more }] as const

/** Whatever changes a row, and some that do not. */
const deeds: readonly (readonly [method: string, path: string, body?: object])[] = [
  create('one', { Healthcheck: { Test: ['CMD', 'false'], Interval: 1e9, Retries: 1 } }),
  create('two', { ExposedPorts: { '80/tcp': {} }, HostConfig: { PortBindings: { '80/tcp': [{ HostPort: '' }] } } }),
  create('three', { HostConfig: { Links: ['one:alias'] } }),
  ['POST', '/containers/one/start'],
  ['POST', '/containers/two/start'],
  ['POST', '/containers/three/start'],
  ['POST', '/containers/two/pause'],
  ['POST', '/containers/two/unpause'],
  ['POST', '/containers/one/kill'],
  ['POST', '/containers/two/rename?name=four'],
  ['POST', '/containers/one/update', { Memory: 64 << 20 }],
  ['POST', '/networks/bridge/disconnect', { Container: 'two' }],
  ['POST', '/networks/none/connect', { Container: 'two' }],
  ['POST', '/images/busybox/tag?repo=other&tag=1'],
  ['DELETE', '/images/busybox:latest?force=1'],
  ['DELETE', '/containers/three?force=1'],
  ['DELETE', '/containers/one?force=1'],
]

describe('the list of containers', () => {
  test('shows what is true now, whatever it remembers of the last time', async () => {
    const deed = fc.record({
      deed: fc.constantFrom(...deeds),
      passes: fc.constantFrom(0, 0, 700, 70_000),
      apiVersion: fc.constantFrom('1.55', '1.55', '1.55', '1.44'),
    })
    const law = async (all: readonly { deed: (typeof deeds)[number]; passes: number; apiVersion: string }[]) => {
      const { clock, engine, ask } = await createWorld()
      for (const first of deeds.slice(0, 6)) await ask(...first)
      for (const {
        deed: [method, path, body],
        passes,
        apiVersion,
      } of all) {
        await ask(method, path, body)
        clock.advance(passes)
        const fresh = `${JSON.stringify(listContainers(engine, { all: true, apiVersion }))}\n`
        expect(await ask('GET', `/v${apiVersion}/containers/json?all=1`)).toBe(fresh)
      }
    }
    const sequences = fc.array(deed, { maxLength: 14, size: 'max' })
    await fc.assert(fc.asyncProperty(sequences, law), { numRuns: 60 })
  }, 60_000)

  test('shows sizes as they are, which are never remembered', async () => {
    const { engine, ask } = await createWorld()
    await ask(...create('one'))
    const path = '/v1.55/containers/json?all=1&size=1'
    const before = await ask('GET', path)
    expect(before).toContain('"SizeRootFs"')
    engine.containers.byName('one')?.tree.apply([
      {
        path: '/new',
        kind: 'file',
        mode: 0o644,
        uid: 0,
        gid: 0,
        modifiedAt: 0,
        content: new TextEncoder().encode('four'),
      },
    ])
    expect(await ask('GET', path)).not.toBe(before)
  })
})
