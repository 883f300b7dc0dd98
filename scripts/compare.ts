/**
 * Sends the same requests to two daemons and prints where they differ: `node scripts/compare.ts <host A> <host B>
 * [--only text] [--known]`. Hosts are unix sockets, and both need an image `busybox:latest`; whatever containers,
 * networks and images without a name they have are removed. What is known and meant stands in `compare/known.ts`, and is shown only when asked for. Exits 1
 * when anything else differs.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { known } from './compare/known.ts'
import { answerDifferences, type Difference, eventLines, lineDifferences, normalise } from './compare/normalise.ts'
import { scenarios } from './compare/requests.ts'
import { type Exchange, play, sendRequest } from './compare/send.ts'
import type { Scenario, Step } from './compare/step.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string' }, known: { type: 'boolean' } },
})
const sockets = positionals.map(host => host.replace(/^unix:\/\//, ''))
const [left = '', right = ''] = sockets
if (sockets.length !== 2) {
  process.stderr.write('usage: node scripts/compare.ts unix:///a.sock unix:///b.sock [--only text] [--known]\n')
  process.exit(2)
}

const clean = async (socket: string): Promise<void> => {
  const { body } = await sendRequest(socket, { path: '/containers/json?all=1' })
  for (const { Id } of JSON.parse(body.toString()))
    await sendRequest(socket, { method: 'DELETE', path: `/containers/${Id}?force=1&v=1` })
  const networks = await sendRequest(socket, { path: '/networks?filters={"type":["custom"]}' })
  for (const { Id } of JSON.parse(networks.body.toString()))
    await sendRequest(socket, { method: 'DELETE', path: `/networks/${Id}` })
  // What builds have left behind would be the next one's cache.
  await sendRequest(socket, { method: 'POST', path: '/images/prune' })
}

const provideImage = async (socket: string): Promise<void> => {
  const { status } = await sendRequest(socket, { path: '/images/busybox:latest/json' })
  if (status === 404) await sendRequest(socket, { method: 'POST', path: '/images/create?fromImage=busybox&tag=latest' })
}

interface Played {
  readonly exchanges: readonly Exchange[]
  readonly events: readonly string[]
}

/** A little later than now, because milliseconds cut off what happened within this one. */
const seconds = (): string => ((Date.now() + 1) / 1000).toFixed(3)

const playWithEvents = async (socket: string, scenario: Scenario): Promise<Played> => {
  const since = seconds()
  await sleep(5)
  const exchanges = await play(socket, scenario)
  await sleep(20)
  const { body } = await sendRequest(socket, { path: `/events?since=${since}&until=${seconds()}` })
  await clean(socket)
  return { exchanges, events: eventLines(body) }
}

const stepName = ({ label, method, path }: Step): string => label ?? `${method} ${path}`

const count = { requests: 0, differences: 0, known: 0 }

const show = (value: unknown): string => (value === undefined ? 'absent' : JSON.stringify(value))

const report = (scenario: Scenario, step: string, found: readonly Difference[]): void => {
  for (const { where, left: ours, right: theirs } of found) {
    const place = `${scenario.name} | ${step} | ${where}`
    const excuse = known.find(
      ({ where: pattern, what }) => pattern.test(place) && (!what || what.test(`${show(ours)}\n${show(theirs)}`)),
    )
    if (excuse) {
      count.known++
      if (!values.known) continue
    } else count.differences++
    process.stdout.write(`${excuse ? 'known ' : ''}${place}\n  A ${show(ours)}\n  B ${show(theirs)}\n`)
    if (excuse) process.stdout.write(`  ${excuse.why}\n`)
  }
}

const compare = (scenario: Scenario, ours: Played, theirs: Played): void => {
  for (const [index, { step, answer }] of ours.exchanges.entries()) {
    const other = theirs.exchanges[index]
    if (!other) continue
    count.requests++
    report(
      scenario,
      `${index + 1} ${stepName(step)}`,
      answerDifferences(normalise(answer, step.sorted), normalise(other.answer, step.sorted)),
    )
  }
  report(scenario, 'events', lineDifferences(ours.events, theirs.events))
}

await Promise.all(sockets.map(async socket => Promise.all([clean(socket), provideImage(socket)])))
for (const scenario of scenarios) {
  if (values.only !== undefined && !scenario.name.includes(values.only)) continue
  const [ours, theirs] = await Promise.all([playWithEvents(left, scenario), playWithEvents(right, scenario)])
  compare(scenario, ours, theirs)
}
process.stdout.write(`${count.requests} answers compared, ${count.differences} differences, ${count.known} known\n`)
process.exitCode = count.differences === 0 ? 0 : 1
