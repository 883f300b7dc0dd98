import { compareVersions, type OperationId, type Reply } from '../../../spec/index.ts'
import { invalid } from '../../state/error.ts'
import { parseFilters } from '../../state/filters.ts'
import { isBefore29 } from '../../state/profile/profile.ts'
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

/** The framings a client can ask for, the one that is preferred first. */
const framings: Readonly<Record<string, EventFraming>> = {
  'application/jsonl': 'lines',
  'application/x-ndjson': 'lines',
  'application/json-seq': 'sequence',
}

/** Daemons before 29 have one type for everybody (seen with 28.5.2). */
const eventContentType = ({ engine, header, apiVersion }: Exchange): string => {
  if (isBefore29(engine.profile)) return 'application/json'
  return (
    askedFraming(header('accept') ?? '') ??
    (compareVersions(apiVersion, '1.52') >= 0 ? 'application/jsonl' : 'application/json')
  )
}

/** What an `Accept` wants most; wildcards and what is not offered are passed over (moby contenttype.MatchAcceptStrict). */
const askedFraming = (accept: string): string | undefined => {
  const qualities = new Map(
    accept.split(',').map(entry => {
      const [type = '', ...parameters] = entry.split(';').map(part => part.trim())
      const quality = parameters.find(parameter => parameter.startsWith('q='))?.slice('q='.length)
      return [type, quality === undefined ? 1 : Number(quality)]
    }),
  )
  const quality = (type: string): number => qualities.get(type) ?? 0
  const [best = ''] = Object.keys(framings).toSorted((left, right) => quality(right) - quality(left))
  return quality(best) > 0 ? best : undefined
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
    const contentType = eventContentType(exchange)
    const framing = framings[contentType] ?? 'lines'
    const { engine, apiVersion } = exchange
    return stream({ contentType, source: openEventStream(engine, { since, until, filters, apiVersion, framing }) })
  },
}
