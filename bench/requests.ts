import { atLeast, atMost, type Row } from './bars.ts'
import { createContainers, pullImage, removeContainers } from './containers.ts'
import { type LoadLimits, type LoadResult, load } from './load.ts'
import { realDaemon, type Server, startBare, startFake } from './servers.ts'
import { median, medianRatio } from './statistics.ts'

export interface RequestSizes {
  readonly rounds: number
  readonly seconds: number
  readonly manyContainers: number
}

interface Subject {
  readonly what: string
  readonly path: string
  readonly requests: number
  readonly bars: boolean
}

interface Round extends LoadResult {
  /** Of the server, per request. */
  readonly cpuMicroseconds: number
}

const connections = 10
/** Processor time over a bare server's, and throughput over a real daemon's (20.10). */
const cpuBar = atMost(2.5)
const realBar = atLeast(1.2)

const measure = async (server: Server, path: string, limits: LoadLimits): Promise<Round> => {
  const before = await server.usage?.()
  const result = await load(server.socketPath, path, limits)
  const after = await server.usage?.()
  const used = before && after ? after.cpuMicroseconds - before.cpuMicroseconds : Number.NaN
  return { ...result, cpuMicroseconds: used / result.requests }
}

/** A B C A B C …: so that each round's neighbours had the same machine. */
const interleave = async (
  servers: readonly Server[],
  { path, requests }: Subject,
  { rounds, seconds }: RequestSizes,
): Promise<Map<Server, Round[]>> => {
  const found = new Map<Server, Round[]>(servers.map(server => [server, []]))
  const limits = { connections, seconds, requests }
  for (const server of servers) await load(server.socketPath, path, { ...limits, seconds: Math.max(seconds, 0.5) })
  for (let round = 0; round < rounds; round++) {
    for (const server of servers) found.get(server)?.push(await measure(server, path, limits))
  }
  return found
}

const rate = ({ requests, seconds }: LoadResult): number => requests / seconds

const compareWithBare = (subject: Subject, fake: readonly Round[], bare: readonly Round[]): Row[] => {
  const cpu = (rounds: readonly Round[]) => rounds.map(({ cpuMicroseconds }) => cpuMicroseconds)
  const part = subject.what
  return [
    { part, what: 'processor time per request', value: median(cpu(fake)), unit: 'µs' },
    {
      part,
      what: 'processor time, of bare node:http',
      value: medianRatio(cpu(fake), cpu(bare)),
      unit: 'x',
      ...(subject.bars && { bar: cpuBar }),
    },
    { part, what: 'throughput', value: median(fake.map(rate)), unit: '/s' },
    { part, what: 'throughput, of bare node:http', value: medianRatio(fake.map(rate), bare.map(rate)), unit: 'x' },
  ]
}

const compareWithReal = (subject: Subject, fake: readonly Round[], real: readonly Round[]): Row[] => [
  {
    part: subject.what,
    what: "throughput, of the real daemon's",
    value: medianRatio(fake.map(rate), real.map(rate)),
    unit: 'x',
    ...(subject.bars && { bar: realBar }),
  },
]

const small = (inspected: string): Subject[] => [
  { what: '_ping', path: '/_ping', requests: 50_000, bars: true },
  { what: 'list of 10', path: '/containers/json?all=1', requests: 30_000, bars: true },
  { what: 'inspect', path: `/containers/${inspected}/json`, requests: 30_000, bars: false },
]

const measureSmall = async (fake: Server, real: Server | undefined, sizes: RequestSizes): Promise<Row[]> => {
  await createContainers(fake, 10)
  const realIds = real ? await createContainers(real, 10) : []
  const subjects = small('bench-0')
  const paths = subjects.map(({ path }) => path)
  const bare = await startBare(fake, paths)
  const rows: Row[] = []
  for (const subject of subjects) {
    const found = await interleave(real ? [fake, bare, real] : [fake, bare], subject, sizes)
    rows.push(...compareWithBare(subject, found.get(fake) ?? [], found.get(bare) ?? []))
    if (real) rows.push(...compareWithReal(subject, found.get(fake) ?? [], found.get(real) ?? []))
  }
  await bare.stop()
  if (real) await removeContainers(real, realIds)
  return rows
}

const measureMany = async (fake: Server, sizes: RequestSizes): Promise<Row[]> => {
  await createContainers(fake, sizes.manyContainers)
  const subject: Subject = {
    what: `list of ${sizes.manyContainers}`,
    path: '/containers/json?all=1',
    requests: 20,
    bars: false,
  }
  const bare = await startBare(fake, [subject.path])
  const found = await interleave([fake, bare], subject, { ...sizes, rounds: 3 })
  await bare.stop()
  return compareWithBare(subject, found.get(fake) ?? [], found.get(bare) ?? [])
}

export const measureRequests = async (sizes: RequestSizes): Promise<Row[]> => {
  const real = realDaemon()
  const few = await startFake()
  await pullImage(few)
  const rows = await measureSmall(few, real, sizes)
  await few.stop()
  const many = await startFake()
  await pullImage(many)
  rows.push(...(await measureMany(many, sizes)))
  await many.stop()
  return rows
}
