import { createApp, createEngine } from '../src/index.ts'
import type { App } from '../src/server/app.ts'
import { containerConfig } from './containers.ts'
import { median, medianRatio } from './statistics.ts'

/** Started by `world.ts`: a world of so many containers, filled in process, and how long lookups in it take. */
export interface WorldReport {
  readonly rssBytes: number
  readonly createMicroseconds: number
  readonly lookups: readonly LookupReport[]
}

interface LookupReport {
  readonly what: string
  readonly microseconds: number
  /** Over the same lookup in a world of 100. */
  readonly ratio: number
}

interface World {
  readonly app: App
  readonly ids: readonly string[]
}

const call = async (app: App, method: string, path: string, body?: unknown): Promise<unknown> => {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body), headers: jsonHeaders }
  const response = await app.fetch(new Request(`http://docker${path}`, init))
  const text = await response.text()
  if (response.status >= 400) throw new Error(`${method} ${path}: ${response.status} ${text}`)
  return text === '' || path.startsWith('/images/create') ? undefined : JSON.parse(text)
}

const jsonHeaders = { 'Content-Type': 'application/json' }

/** So many run in a world of any size: what the filter on the status finds. */
const runningCount = 3

const fill = async (count: number): Promise<World> => {
  const app = createApp(createEngine({ seed: 1 }))
  await call(app, 'POST', '/images/create?fromImage=busybox&tag=latest')
  const ids: string[] = []
  for (let index = 0; index < count; index++) {
    const config =
      index < runningCount ? { ...containerConfig(index), Cmd: ['sleep', '1000000'] } : containerConfig(index)
    const { Id } = (await call(app, 'POST', `/containers/create?name=bench-${index}`, config)) as { Id: string }
    ids.push(Id)
  }
  for (const id of ids.slice(0, runningCount)) await call(app, 'POST', `/containers/${id}/start`)
  return { app, ids }
}

const listBy = (filters: Readonly<Record<string, readonly string[]>>): string =>
  `/containers/json?all=1&filters=${encodeURIComponent(JSON.stringify(filters))}`

/** What is looked up, by the place of a container in its world. Each finds as many in every world. */
const lookups: readonly { what: string; path: (id: string, index: number) => string }[] = [
  { what: 'inspect', path: id => `/containers/${id}/json` },
  { what: 'list by label', path: (_, index) => listBy({ label: [`index=${index}`] }) },
  { what: 'list by id', path: id => listBy({ id: [id.slice(0, 12)] }) },
  { what: 'list by name', path: (_, index) => listBy({ name: [`^/bench-${index}$`] }) },
  { what: 'list by status', path: () => listBy({ status: ['running'] }) },
]

const sampleSize = 100

const timeLookups = async ({ app, ids }: World, path: (id: string, index: number) => string): Promise<number> => {
  const step = Math.max(1, Math.floor(ids.length / sampleSize))
  const requests: Request[] = []
  for (let index = 0; index < ids.length && requests.length < sampleSize; index += step)
    requests.push(new Request(`http://docker${path(ids[index] ?? '', index)}`))
  const begin = performance.now()
  for (const request of requests) await (await app.fetch(request)).text()
  return ((performance.now() - begin) * 1000) / requests.length
}

const rounds = 15

/** Both worlds in one process and by turns: the collector and the neighbours meet both. */
const compare = async (large: World, small: World): Promise<LookupReport[]> => {
  const reports: LookupReport[] = []
  for (const { what, path } of lookups) {
    const largeTimes: number[] = []
    const smallTimes: number[] = []
    for (let round = -3; round < rounds; round++) {
      const [inLarge, inSmall] = [await timeLookups(large, path), await timeLookups(small, path)]
      if (round < 0) continue
      largeTimes.push(inLarge)
      smallTimes.push(inSmall)
    }
    reports.push({ what, microseconds: median(largeTimes), ratio: medianRatio(largeTimes, smallTimes) })
  }
  return reports
}

const count = Number(process.argv[2])
const compareWith = Number(process.argv[3])
const begin = performance.now()
const world = await fill(count)
const createMicroseconds = ((performance.now() - begin) * 1000) / Math.max(1, count)
const rssBytes = process.memoryUsage.rss()
const found = compareWith > 0 ? await compare(world, await fill(compareWith)) : []
process.send?.({ rssBytes, createMicroseconds, lookups: found } satisfies WorldReport, () => process.exit(0))
