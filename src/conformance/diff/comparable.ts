import type { Observation } from '../observation.ts'
import { framesOf, textsOf } from '../stdcopy.ts'
import { membersOf } from '../tar.ts'
import { Violation } from '../violation.ts'
import { decodeText } from '../wire.ts'
import { comparableMessages } from './events.ts'
import { type Comparable, comparableText, isRecord, type Naming, sorted, withHoles } from './holes.ts'

/** JSON of any depth with every number a hole: what is measured has only a shape. */
const shapeOf = (value: Comparable): Comparable => {
  if (typeof value === 'number') return '<number>'
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf)
  if (!isRecord(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, shapeOf(each)]))
}

const sortedLists = (value: Comparable): Comparable =>
  Array.isArray(value)
    ? sorted(value)
    : isRecord(value)
      ? Object.fromEntries(
          Object.entries(value).map(([name, each]) => [name, Array.isArray(each) ? sorted(each) : each]),
        )
      : value

/** Only what the program made: others may be at work on the same daemon. */
const isOurs = (item: Comparable): boolean => /\{[cenvi]\d+/.test(JSON.stringify(item))

const ownRows = (value: Comparable): Comparable => {
  if (Array.isArray(value)) return value.filter(isOurs)
  if (!isRecord(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, Array.isArray(each) ? each.filter(isOurs) : each]),
  )
}

type Reading = (value: Comparable) => Comparable

const ownSorted: Reading = value => sortedLists(ownRows(value))
const onlyPresent: Reading = value => (isRecord(value) && 'message' in value ? value : '<body>')

/** What of an answer is compared, where it is not all of it. */
const readings: Readonly<Record<string, Reading>> = {
  ContainerList: ownRows,
  ImageList: ownSorted,
  NetworkList: ownSorted,
  NetworkListSlash: ownSorted,
  VolumeList: ownSorted,
  ContainerPrune: sortedLists,
  NetworkPrune: sortedLists,
  VolumePrune: sortedLists,
  ContainerChanges: sortedLists,
  ContainerStats: shapeOf,
  SystemDataUsage: value => (isRecord(value) && 'message' in value ? value : Object.keys(value as object).sort()),
  // It is the host's ps that runs.
  ContainerTop: onlyPresent,
}

const parsed = (text: string): Comparable | undefined => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** JSON values one a line, as progress is told: whose keys come in which order is nobody's concern. */
const parsedLines = (text: string): Comparable | undefined => {
  const values = text.split(/\r?\n/).flatMap(line => (line === '' ? [] : [parsed(line)]))
  return values.some(value => value === undefined) ? undefined : (values as Comparable[])
}

/** Bytes of streams: each output on its own, for how they are cut into frames is a matter of luck. */
const streamOf = (body: Uint8Array, naming: Naming): Comparable => {
  try {
    const { stdout, stderr } = textsOf(framesOf(body))
    return { stdout: comparableText(stdout, naming), stderr: comparableText(stderr, naming) }
  } catch (error) {
    if (!(error instanceof Violation)) throw error
    return comparableText(decodeText(body), naming)
  }
}

/** An export does not say that it is one. */
const isArchive = ({ operation, status, headers }: Observation): boolean =>
  /x-tar/.test(headers['content-type'] ?? '') || (operation === 'ContainerExport' && status === 200)

/** Longer files are only as long as each other. */
const comparedMax = 4096

/** Members of an archive in no order, each as its header has it, and short ones as they read. */
const comparableMembers = (archive: Uint8Array, naming: Naming): Comparable =>
  sorted(
    membersOf(archive)
      // What does not fit into a header, such as a part of a second.
      .filter(({ type }) => !['x', 'g'].includes(type))
      .map(({ content, ...header }) => ({
        ...header,
        content: content.length > comparedMax ? content.length : comparableText(decodeText(content), naming),
      })),
  )

const isStream = ({ headers }: Observation): boolean =>
  /docker\.(raw|multiplexed)-stream/.test(headers['content-type'] ?? '')
/** Before API 1.42 a log says nothing of its type. */
const streams: readonly string[] = ['ContainerLogs', 'ContainerAttach', 'ExecStart']

const bodyOf = (observation: Observation, naming: Naming): Comparable => {
  const { operation, body } = observation
  if (operation === 'SystemEvents' && observation.status === 200) return comparableMessages(decodeText(body), naming)
  if (body.length === 0) return ''
  if (isArchive(observation)) return comparableMembers(body, naming)
  const text = comparableText(decodeText(body), naming)
  const value = parsed(text) ?? parsedLines(text)
  if ((isStream(observation) || streams.includes(operation)) && !isRecord(value ?? '')) return streamOf(body, naming)
  if (value === undefined) return text
  return withHoles((readings[operation] ?? (each => each))(value))
}

/** Headers that depend on how bytes were sent, or on the moment. */
const ignoredHeaders: readonly string[] = ['date', 'content-length', 'transfer-encoding', 'connection', 'keep-alive']

const headerText = (name: string, value: string, naming: Naming): Comparable => {
  if (name !== 'x-docker-container-path-stat') return comparableText(value, naming)
  return withHoles(parsed(comparableText(atob(value), naming)) ?? value)
}

const headersOf = ({ headers }: Observation, naming: Naming): Comparable =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !ignoredHeaders.includes(name))
      .map(([name, value]) => [name, headerText(name, value, naming)]),
  )

/** An answer as it can be held against that of another daemon. */
export const comparableAnswer = (observation: Observation, isCut: boolean, naming: Naming): Comparable => ({
  status: observation.status,
  headers: headersOf(observation, naming),
  body: bodyOf(observation, naming),
  ...(isCut && { isCut }),
})
