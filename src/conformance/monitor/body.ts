import {
  type ApiVersion,
  apiVersions,
  corrections,
  existsIn,
  type OperationId,
  operations,
  type Schema,
} from '../../../spec/index.ts'
import { contentTypeOf } from '../exchange.ts'
import { Violation } from '../violation.ts'
import { decodeText } from '../wire.ts'
import type { Known, Monitor } from './monitor.ts'
import { type Misfit, misfitsOf, type Versions } from './schema.ts'

/** Values of JSON that stand one after the other; what was cut off at the end is left out. */
const valuesOf = (text: string): unknown[] =>
  text.split('\n').flatMap(line => {
    try {
      // What begins a record of application/json-seq.
      const value = line.replace('\u001e', '').trim()
      return value === '' ? [] : [JSON.parse(value)]
    } catch {
      return []
    }
  })

/** What a good reply is to look like: one value, or a stream of them. */
interface Shape {
  readonly schema: Schema
  readonly isStream: boolean
}

const shapeOf = (operation: OperationId, status: number): Shape | undefined => {
  const { replies, stream } = operations[operation]
  const { schema, item } = (status < 300 ? replies[status] : undefined) ?? {}
  if (item) return { schema: item, isStream: true }
  if (!schema || schema.type === 'string') return undefined
  return { schema, isStream: stream === 'body' && schema.type !== 'array' }
}

const described = (Object.keys(operations) as OperationId[]).filter(
  id =>
    operations[id].tag !== 'Debug' &&
    Object.keys(operations[id].replies).some(status => shapeOf(id, Number(status)) !== undefined),
)

const isKnown = (version: string | undefined): version is ApiVersion =>
  version !== undefined && apiVersions.includes(version)

/** The versions by which a reply is to be judged; without a prefix the daemon answers with its newest. */
const versionsOf = ({ route, reply }: Known): Versions | undefined => {
  const newest = reply.headers['api-version'] ?? route.version
  const asked = route.version ?? newest
  return isKnown(asked) && isKnown(newest) ? { asked, newest } : undefined
}

/** Places of bodies where a correction says that the description is wrong. */
const isCorrected = (operation: OperationId, version: ApiVersion, path: string): boolean =>
  corrections.some(
    each =>
      each.fields?.includes(path.replace(/^\./, '')) &&
      each.operation === operation &&
      existsIn(version, each.since, each.until),
  )

/** Lists that are never null, however empty: clients break on null (moby#16406, podman#9293). */
const pinned: readonly OperationId[] = ['ContainerList', 'ImageList', 'NetworkList']

/** Three monitors look at the same reply. */
let last: { exchange: Known; misfits: readonly Misfit[] | undefined } | undefined

const lookAt = (exchange: Known): readonly Misfit[] | undefined => {
  const { operation } = exchange.route
  const versions = versionsOf(exchange)
  const { status, body } = exchange.reply
  const reply = shapeOf(operation, status)
  if (!reply || versions === undefined || !/json/.test(contentTypeOf(exchange) ?? '')) return undefined
  if (!reply.isStream && !exchange.isWhole) return undefined
  const text = decodeText(body)
  const values = valuesOf(text)
  if (!reply.isStream && values.length !== 1)
    return [{ kind: 'wrong', path: '', expected: 'one value of JSON', got: text.slice(0, 200) }]
  if (pinned.includes(operation) && values[0] === null)
    return [{ kind: 'wrong', path: '', expected: 'a list, never null', got: null }]
  return values
    .flatMap(value => misfitsOf(value, reply.schema, versions))
    .filter(({ path }) => !isCorrected(operation, versions.asked, path))
}

/** Undefined: there is nothing to compare. */
export const misfitsIn = (exchange: Known): readonly Misfit[] | undefined => {
  if (last?.exchange !== exchange) last = { exchange, misfits: lookAt(exchange) }
  return last.misfits
}

const whole = (path: string): string => path.replace(/^\./, '') || 'the body'

const bodyMonitor = (given: Omit<Monitor, 'operations' | 'watch'>, ...kinds: readonly Misfit['kind'][]): Monitor => ({
  ...given,
  operations: described,
  watch: () => exchange => {
    const misfits = misfitsIn(exchange)
    const found = misfits?.find(({ kind }) => kinds.includes(kind))
    if (found)
      throw new Violation(whole(found.path), found.expected, JSON.stringify(found.got)?.slice(0, 400) ?? 'nothing')
    return misfits !== undefined
  },
})

const evidence = [
  'the description of the reply',
  'dockerd 20.10, 26.1 and 28.5, asked: null stands for lists and objects, as Go writes nil',
]

/** Bodies of good replies, held against the description of the version that was asked for. */
export const bodyMonitors: readonly Monitor[] = [
  bodyMonitor(
    {
      name: 'described-body',
      level: 'must',
      claim: 'A reply has the types, choices and required properties of its description, and no property is misspelt',
      evidence,
    },
    'wrong',
    'near-miss',
  ),
  bodyMonitor(
    {
      name: 'described-properties',
      level: 'info',
      claim: 'A reply has no property that is in no description',
      evidence,
    },
    'unknown',
  ),
  bodyMonitor(
    {
      name: 'properties-of-the-version',
      level: 'info',
      claim: 'A reply has no property that the version asked for does not have',
      evidence,
    },
    'other-version',
  ),
]
