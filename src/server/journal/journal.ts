import type { Engine } from '../../state/engine.ts'
import type { ApiRequest } from '../request.ts'
import type { Way } from '../way.ts'
import { type Coverage, createTallies } from './coverage.ts'
import { JournalEntry, JournaledWay, keepingBody } from './entry.ts'
import { namesIn } from './names.ts'
import { type JournalRequest, readEntry } from './read.ts'
import { explain, isMeant, type JournalQuery } from './search.ts'

/** What was asked, whether it was as the API describes it, and what was answered. */
export interface Journal {
  /** Those that are kept, oldest first. */
  requests(query?: JournalQuery): readonly JournalRequest[]
  /** Why there are none: the requests that come closest. */
  explain(query: JournalQuery): string
  /** The same requests; throws an `Error` that explains when there are none. */
  expect(query: JournalQuery): readonly JournalRequest[]
  /** What was exercised of the API, whether or not it is still kept. */
  coverage(): Coverage
  /** Forgets all of it, and begins to count anew. */
  clear(): void
}

export interface JournalWriter extends Journal {
  /** Serves a request, and writes down what goes by. */
  serve<Sent>(
    request: ApiRequest,
    way: Way<Sent>,
    serve: (request: ApiRequest, way: Way<Sent>) => Sent | Promise<Sent>,
  ): Sent | Promise<Sent>
}

/** A test looks back at its last requests: more than these are not kept. */
const entriesMax = 1000
const bytesMax = 8 << 20

export const createJournal = (engine: Engine): JournalWriter => {
  let entries: JournalEntry[] = []
  let bytes = 0
  let asked = 0
  const tallies = createTallies()
  let eventsBefore: ReadonlyMap<string, number> = new Map()
  const settled = (entry: JournalEntry): void => {
    tallies.add(entry)
    bytes += entry.bytes
    if (bytes > bytesMax || entries.length > 2 * entriesMax) trim()
  }
  /** Now and then, because what is taken from the front of an array costs its length. */
  const trim = (): void => {
    let kept = entries.slice(-entriesMax)
    const sizes = kept.map(entry => entry.bytes)
    bytes = sizes.reduce((sum, size) => sum + size, 0)
    let first = 0
    for (; bytes > bytesMax / 2 && first < kept.length - 1; first++) bytes -= sizes[first] ?? 0
    kept = kept.slice(first)
    entries = kept
  }
  const read = (): JournalRequest[] =>
    entries.slice(-entriesMax).map(entry => readEntry(entry, engine.profile.apiVersion))
  const journal: JournalWriter = {
    serve(request, way, serve) {
      const entry = new JournalEntry(++asked, engine.clock.now(), request)
      entries.push(entry)
      return serve(keepingBody(request, entry), new JournaledWay(entry, way, settled))
    },
    requests(query = {}) {
      const nameOf = namesIn(engine, entries)
      return read().filter(request => isMeant(request, query, nameOf))
    },
    explain: query => explain(read(), query, namesIn(engine, entries)),
    expect(query) {
      const found = journal.requests(query)
      if (found.length === 0) throw new Error(journal.explain(query))
      return found
    },
    coverage() {
      const events = [...engine.events.counts].map(
        ([type, count]) => [type, count - (eventsBefore.get(type) ?? 0)] as const,
      )
      return tallies.coverage(new Map(events.filter(([, count]) => count > 0)))
    },
    clear() {
      entries = []
      bytes = 0
      tallies.clear()
      eventsBefore = new Map(engine.events.counts)
    },
  }
  return journal
}
