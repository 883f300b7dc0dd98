import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Mockerd, type MockerdOptions, startMockerd } from '../../src/index.ts'
import { openStateFile } from '../../src/library/state-file.ts'
import { kinds as allKinds } from '../../src/state/snapshot/snapshot.ts'
import { asking, inspect, runContainer } from './ask.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mockerd-state-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const start = (options: MockerdOptions = {}): Promise<Mockerd> =>
  startMockerd({ hosts: [], clock: 'manual', state: join(folder, 'world'), ...options })

/** As it would be without the next life's doing: nobody ends the first daemon before the second one reads. */
const nextLife = async (first: Mockerd, options: MockerdOptions = {}): Promise<Mockerd> => {
  const copy = join(folder, 'copy')
  writeFileSync(copy, readFileSync(join(folder, 'world')))
  await first.close()
  return start({ state: copy, ...options })
}

describe('a daemon that was killed', () => {
  test('finds everything that it had told anybody of', async () => {
    const first = await start()
    const ask = await runContainer(first, 'web', { Labels: { app: 'web' } })
    await ask('POST /volumes/create', { Name: 'data' })
    await ask('POST /networks/create', { Name: 'backend' })
    await ask('POST /containers/web/rename?name=site')
    await ask('DELETE /volumes/data')
    await using second = await nextLife(first)
    const again = asking(second)
    expect((await inspect(second, 'site')).Id).toBe((await inspect(first, 'site')).Id)
    expect((await again('GET /networks/backend')).status).toBe(200)
    expect((await again('GET /volumes/data')).status).toBe(404)
    expect((await again('GET /images/busybox/json')).status).toBe(200)
    expect((await again('POST /containers/create', { Image: 'busybox' })).status).toBe(201)
  })

  test('finds every line of a log that somebody has read, though nothing else has happened since', async () => {
    const first = await start()
    const ask = await runContainer(first, 'web', { Cmd: ['sh', '-c', 'while sleep 1; do echo line; done'] })
    const logs = 'GET /containers/web/logs?stdout=1'
    await ask('POST /volumes/create', { Name: 'before' })
    first.clock.advance('10s')
    const { text: read } = await ask(logs)
    expect(read.match(/line/g)?.length).toBeGreaterThan(8)
    const following = await first.fetch(new Request('http://docker/containers/web/logs?stdout=1&follow=1&tail=0'))
    const reader = following.body?.getReader()
    const next = reader?.read()
    first.clock.advance('1s')
    expect(new TextDecoder().decode((await next)?.value)).toContain('line')
    await reader?.cancel()
    await using second = await nextLife(first)
    const { text } = await asking(second)(logs)
    expect(text.startsWith(read)).toBe(true)
    expect(text.match(/line/g)).toHaveLength((read.match(/line/g)?.length ?? 0) + 1)
  })

  test('writes no line of a log twice', async () => {
    const first = await start()
    const ask = await runContainer(first, 'web', { Cmd: ['sh', '-c', 'while sleep 1; do echo a-line-of-it; done'] })
    for (let second = 0; second < 20; second++) {
      first.clock.advance('1s')
      await ask('GET /containers/web/logs?stdout=1')
    }
    expect(readFileSync(join(folder, 'world'), 'utf8').match(/,"a-line-of-it/g)).toHaveLength(20)
    await first.close()
  })

  test('knows nothing of what was executed in it', async () => {
    const first = await start()
    const ask = await runContainer(first, 'web')
    const { Id } = (await ask('POST /containers/web/exec', { Cmd: ['true'] })).json as { Id: string }
    await using second = await nextLife(first)
    expect((await asking(second)(`GET /exec/${Id}/json`)).status).toBe(404)
  })

  test('finds its containers as a machine that lost power leaves them, and starts what the policies want', async () => {
    const first = await start()
    const ask = await runContainer(first, 'plain')
    const policies = { always: 'always', unless: 'unless-stopped', failed: 'on-failure', stopped: 'unless-stopped' }
    for (const [name, Name] of Object.entries(policies))
      await runContainer(first, name, { HostConfig: { RestartPolicy: { Name } } })
    await ask('POST /containers/stopped/kill')
    await runContainer(first, 'temporary', { HostConfig: { AutoRemove: true } })
    await ask('POST /containers/create?name=fresh', { Image: 'busybox' })
    await runContainer(first, 'paused')
    await ask('POST /containers/paused/pause')
    await using second = await nextLife(first)
    const found: Record<string, string> = {}
    for (const name of ['plain', ...Object.keys(policies), 'fresh', 'paused']) {
      const { State } = await inspect(second, name)
      found[name] = `${State.Status} ${State.ExitCode}`
    }
    expect(found).toEqual({
      plain: 'exited 255',
      always: 'running 0',
      unless: 'running 0',
      failed: 'running 0',
      stopped: 'exited 137',
      fresh: 'created 0',
      paused: 'exited 255',
    })
    expect((await asking(second)('GET /containers/temporary/json')).status).toBe(404)
    expect((await asking(second)('POST /containers/plain/start')).status).toBe(204)
  })

  test('keeps its time, its seed and its profile', async () => {
    const first = await start({ seed: 77, profile: 'docker-28' })
    first.clock.advance('5h')
    await asking(first)('POST /volumes/create', { Name: 'data' })
    await using second = await nextLife(first)
    expect([second.engine.seed, second.engine.profile.name]).toEqual([77, 'docker-28'])
    expect(second.clock.now()).toBe(first.clock.now())
  })

  test('is told before its client of an end that the client hears of by waiting', async () => {
    const first = await start()
    const ask = await runContainer(first, 'job', { Cmd: ['sh', '-c', 'sleep 5; exit 9'] })
    const waiting = ask('POST /containers/job/wait')
    first.clock.advance('6s')
    expect((await waiting).json).toEqual({ StatusCode: 9 })
    await using second = await nextLife(first)
    expect((await inspect(second, 'job')).State).toMatchObject({ Status: 'exited', ExitCode: 9 })
  })
})

test('a reset and a restored snapshot are remembered, too', async () => {
  const first = await start()
  await runContainer(first, 'web')
  const snapshot = first.snapshot()
  first.reset()
  expect((await asking(first)('GET /containers/json?all=1')).json).toEqual([])
  expect(openStateFile(join(folder, 'world')).found?.kinds.containers).toEqual({})
  first.restore(snapshot)
  await inspect(first, 'web')
  await using second = await nextLife(first)
  expect((await inspect(second, 'web')).State.Status).toBe('exited')
})

test('whatever byte the file ends at, it has the world of some commit before, never half of one', () => {
  const path = join(folder, 'cut')
  const world = (volumes: number) => {
    const kinds = Object.fromEntries(allKinds.map(kind => [kind, {} as Record<string, unknown>]))
    for (let index = 0; index < volumes; index++)
      Object.assign(kinds.volumes ?? {}, { [`v${index}`]: { text: 'é\n"\\'.repeat(index) } })
    Object.assign(kinds.world ?? {}, { world: { volumes } })
    return { format: 'mockerd-world-1', kinds } as never
  }
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 6 }), fc.nat(), (sizes, at) => {
      rmSync(path, { force: true })
      const file = openStateFile(path)
      for (const size of sizes) file.save(world(size))
      file.close()
      truncateSync(path, at % (statSync(path).size + 1))
      const { found } = openStateFile(path)
      if (!found) return
      const { volumes } = (found.kinds.world as Record<string, { volumes: number }>).world ?? { volumes: -1 }
      expect(sizes).toContain(volumes)
      expect(found).toEqual(world(volumes))
    }),
    { numRuns: 300 },
  )
})

test('the file is written anew when most of it is history, and stays whole beside the new one', async () => {
  const path = join(folder, 'world')
  const first = await start()
  const ask = await runContainer(first, 'web')
  const size = (): number => statSync(path).size
  for (let index = 0; index < 40; index++) {
    await ask('POST /volumes/create', { Name: 'big', Labels: { text: 'x'.repeat(300_000) } })
    await ask('DELETE /volumes/big')
  }
  expect(size()).toBeLessThan(10_000_000)
  expect(existsSync(`${path}.new`)).toBe(false)
  await using second = await nextLife(first)
  expect((await inspect(second, 'web')).State.Status).toBe('exited')
})

test.each([
  ['not a state', 'is no state of mockerd'],
  ['{"format":"mockerd-state-1"}\nnonsense\n', 'is damaged in line 2: move it away to begin anew'],
])('a file of %j is refused in one line', async (text, message) => {
  writeFileSync(join(folder, 'world'), `${text}\n`)
  await expect(start()).rejects.toThrow(message)
})

test('a folder that is not there is said', async () => {
  const docker = await start({ state: join(folder, 'nowhere', 'world'), onDefect: () => {} })
  const { status } = await asking(docker)('POST /volumes/create', { Name: 'data' })
  expect(status).toBe(500)
})

test('what was written in part is no commit, and is not in the way of the next', async () => {
  const path = join(folder, 'world')
  const first = await start()
  await asking(first)('POST /volumes/create', { Name: 'one' })
  await first.close()
  appendFileSync(path, '[["volumes","half",{"name":')
  const second = await start()
  await asking(second)('POST /volumes/create', { Name: 'two' })
  await using third = await nextLife(second)
  const { json } = await asking(third)('GET /volumes')
  expect((json as { Volumes: { Name: string }[] }).Volumes.map(({ Name }) => Name)).toEqual(['one', 'two'])
})
