import { compareVersions, type OperationId, type Reply } from '../../../spec/index.ts'
import { invalid } from '../../state/error.ts'
import { parseFilters } from '../../state/filters.ts'
import { authenticate } from '../../state/system/auth.ts'
import { diskUsage } from '../../state/system/disk-usage.ts'
import { type EventFraming, openEventStream } from '../../state/system/events.ts'
import { parseTimestamp } from '../../state/system/timestamp.ts'
import { infoView, pingHeaders, versionView } from '../../state/system/view.ts'
import { type Exchange, empty, type Handlers, json, stream, text } from '../answer.ts'

type SystemOperation = Extract<
  OperationId,
  | 'SystemAuth'
  | 'SystemInfo'
  | 'SystemVersion'
  | 'SystemPing'
  | 'SystemPingHead'
  | 'SystemEvents'
  | 'SystemOptions'
  | 'SystemDataUsage'
>

const plainText = 'text/plain; charset=utf-8'

/** The framings a client can ask for; an `Accept` with wildcards or anything else is passed over. */
const framings: Readonly<Record<string, EventFraming>> = {
  'application/jsonl': 'lines',
  'application/x-ndjson': 'lines',
  'application/json-seq': 'sequence',
}

const eventContentType = ({ header, apiVersion }: Pick<Exchange, 'header' | 'apiVersion'>): string => {
  const accepted = (header('accept') ?? '').split(',').map(entry => entry.split(';')[0]?.trim() ?? '')
  const asked = accepted.find(type => Object.hasOwn(framings, type))
  return asked ?? (compareVersions(apiVersion, '1.52') >= 0 ? 'application/jsonl' : 'application/json')
}

export const systemHandlers: Pick<Handlers, SystemOperation> = {
  SystemPing: ({ engine }) => text('OK', 200, plainText, pingHeaders(engine)),

  SystemPingHead: ({ engine }) => text('', 200, plainText, pingHeaders(engine)),

  SystemVersion: ({ engine }) => json<Reply<'SystemVersion'>>(versionView(engine)),

  SystemInfo: ({ engine, apiVersion }) => json<Reply<'SystemInfo'>>(infoView(engine, apiVersion)),

  SystemDataUsage: ({ engine, apiVersion }, { query }) =>
    json<Reply<'SystemDataUsage'>>(diskUsage(engine, apiVersion, query.type ?? [], query.verbose ?? false)),

  SystemAuth: ({ engine, signal }, { body }) =>
    authenticate(engine, body ?? {}, signal).then(json<Reply<'SystemAuth'>>),

  SystemOptions: () => empty(200),

  SystemEvents: (exchange, { query }) => {
    const since = query.since ? parseTimestamp(query.since, "'since'") : undefined
    const until = query.until ? parseTimestamp(query.until, "'until'") : undefined
    if (since !== undefined && until !== undefined && until < since)
      throw invalid(`\`since\` time (${query.since}) cannot be after \`until\` time (${query.until})`)
    const filters = parseFilters(query.filters, undefined)
    const contentType = eventContentType({ header: name => exchange.header(name), apiVersion: exchange.apiVersion })
    const framing = framings[contentType] ?? 'lines'
    const { engine, apiVersion } = exchange
    return stream({ contentType, source: openEventStream(engine, { since, until, filters, apiVersion, framing }) })
  },
}
