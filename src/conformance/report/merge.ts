import { joinCoverage } from '../coverage.ts'
import { badness } from '../verdict.ts'
import { ReportError } from './read.ts'
import { judgementOf, type Report, type ReportedRequirement } from './report.ts'

/** What must be the same in all parts of one run over a profile. */
const shared = ['product', 'version', 'apiVersion', 'profile', 'mode'] as const

const numbersOf = (shard: string): readonly [index: number, of: number] => {
  const [index = 0, of = 0] = shard.split('/').map(Number)
  return [index, of]
}

/** The parts that were merged, in order; undefined when they are all there are. */
const shardsOf = (reports: readonly Report[]): string[] | undefined => {
  const shards = reports.flatMap(({ shards: some = [] }) => some)
  if (shards.length < reports.length) throw new ReportError('one of them is no part, but whole: see --shard')
  const sizes = new Set(shards.map(shard => numbersOf(shard)[1]))
  if (sizes.size > 1) throw new ReportError(`they are parts of different divisions: ${shards.join(', ')}`)
  const [of = 0] = sizes
  if (new Set(shards).size < shards.length) throw new ReportError(`a part is there twice: ${shards.join(', ')}`)
  return shards.length === of ? undefined : shards.toSorted((a, b) => numbersOf(a)[0] - numbersOf(b)[0])
}

/** What is watched for is found out in each part: the worst of it counts. */
const worst = (found: readonly ReportedRequirement[]): ReportedRequirement[] => {
  const byId = new Map<string, ReportedRequirement>()
  for (const each of found) {
    const known = byId.get(each.id)
    if (!known || badness(each.verdict) > badness(known.verdict)) byId.set(each.id, each)
  }
  return [...byId.values()]
}

/** Parts are made by dealing out in turn: so they are put together again. */
const dealt = (reports: readonly Report[]): ReportedRequirement[] => {
  const longest = Math.max(...reports.map(({ requirements }) => requirements.length))
  return Array.from({ length: longest }, (_, row) =>
    reports.flatMap(({ requirements }) => requirements[row] ?? []),
  ).flat()
}

/** One report of the parts that `--shard` made. A part that is missing makes a pass partial. Throws `ReportError`. */
export const mergeReports = (parts: readonly Report[]): Report => {
  const reports = parts.toSorted((a, b) => numbersOf(a.shards?.[0] ?? '')[0] - numbersOf(b.shards?.[0] ?? '')[0])
  const [first] = reports
  if (!first) throw new ReportError('there is nothing to merge')
  const odd = shared.find(key => reports.some(report => report[key] !== first[key]))
  if (odd)
    throw new ReportError(`they differ in ${odd}: ${[...new Set(reports.map(report => report[odd]))].join(', ')}`)
  const { shards: _, ...rest } = first
  const left = reports.length === 1 && !first.shards ? undefined : shardsOf(reports)
  const requirements = worst(dealt(reports))
  const damage = reports.flatMap(each => each.damage)
  const judgement = judgementOf(requirements, damage)
  return {
    ...rest,
    ...(left === undefined ? {} : { shards: left }),
    run: reports.map(({ run }) => run).join(' '),
    startedAt: reports.map(({ startedAt }) => startedAt).toSorted()[0] ?? rest.startedAt,
    milliseconds: Math.max(...reports.map(({ milliseconds }) => milliseconds)),
    ...judgement,
    damage,
    result: left !== undefined && judgement.result === 'pass' ? 'partial' : judgement.result,
    coverage: joinCoverage(reports.map(each => each.coverage)),
    requirements,
  }
}
