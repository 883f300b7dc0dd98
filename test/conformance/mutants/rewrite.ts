import type { OperationId } from '../../../spec/index.ts'
import { decodeText, type WireHead } from '../../../src/conformance/wire.ts'
import type { Mutation } from './mutation.ts'

type Operations = OperationId | readonly OperationId[]

const listed = (operations: Operations): readonly OperationId[] =>
  typeof operations === 'string' ? [operations] : operations

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

/** A value of JSON in whose fields something is changed. */
export type Fields = Record<string, unknown>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Changes what a path leads to, `State.ExitCode`; of a list in each of its elements. Where nothing is, nothing changes. */
const at = (value: unknown, path: readonly string[], change: (parent: Fields, key: string) => void): void => {
  if (Array.isArray(value)) {
    for (const each of value) at(each, path, change)
    return
  }
  const [key, ...rest] = path
  if (!isFields(value) || key === undefined || !(key in value)) return
  if (rest.length === 0) change(value, key)
  else at(value[key], rest, change)
}

/** What is no JSON stays as it is. */
const json = (bytes: Uint8Array, change: (value: unknown) => unknown): Uint8Array => {
  try {
    return bytesOf(JSON.stringify(change(JSON.parse(decodeText(bytes)))))
  } catch {
    return bytes
  }
}

const isGood = ({ status }: WireHead): boolean => status < 300

/** Another status in the place of one. */
export const changeStatus = (operations: Operations, from: number, to: number): Mutation => ({
  operations: listed(operations),
  head: head => (head.status === from ? { ...head, status: to } : head),
})

/** Refusals, or those of one status, say something else. */
export const changeMessage = (
  operations: Operations,
  change: (message: string) => string,
  status?: number,
): Mutation => ({
  operations: listed(operations),
  body: (bytes, head) =>
    head.status < 400 || (status !== undefined && head.status !== status)
      ? bytes
      : json(bytes, value => ({ ...(value as Fields), message: change(String((value as Fields).message)) })),
})

/** The whole of a good reply becomes another value. */
export const changeReply = (operations: Operations, change: (value: unknown) => unknown): Mutation => ({
  operations: listed(operations),
  body: (bytes, head) => (isGood(head) ? json(bytes, change) : bytes),
})

/** A field of good replies has another value. */
export const changeField = (operations: Operations, path: string, change: (value: unknown) => unknown): Mutation =>
  changeReply(operations, value => {
    at(value, path.split('.'), (parent, key) => {
      parent[key] = change(parent[key])
    })
    return value
  })

export const dropField = (operations: Operations, path: string): Mutation =>
  changeReply(operations, value => {
    at(value, path.split('.'), (parent, key) => delete parent[key])
    return value
  })

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0

/** An empty list, the reply itself or one of its fields, is null. */
export const nullForList = (operations: Operations, path?: string): Mutation => {
  const change = (value: unknown): unknown => (isEmpty(value) ? null : value)
  return path === undefined ? changeReply(operations, change) : changeField(operations, path, change)
}

/** A header is missing, or has another value. */
export const changeHeader = (operations: Operations, name: string, value?: string): Mutation => ({
  operations: listed(operations),
  head: head => {
    const { [name]: was, ...headers } = head.headers
    return was === undefined
      ? head
      : { ...head, headers: value === undefined ? headers : { ...headers, [name]: value } }
  },
})

const withQuery = (target: string, change: (query: URLSearchParams) => void): string => {
  const [path = '', search = ''] = target.split('?', 2)
  const query = new URLSearchParams(search)
  change(query)
  return query.size === 0 ? path : `${path}?${query}`
}

/** A parameter is not looked at, or taken for another value. */
export const ignoreQuery = (operations: Operations, name: string, value?: string): Mutation => ({
  operations: listed(operations),
  request: request => ({
    ...request,
    target: withQuery(request.target, query => {
      if (!query.has(name)) return
      if (value === undefined) query.delete(name)
      else query.set(name, value)
    }),
  }),
})

/** Whatever version a client names, it is served as if it named the newest. */
export const ignoreVersion = (operations: Operations): Mutation => ({
  operations: listed(operations),
  request: request => ({ ...request, target: request.target.replace(/^\/v[\d.]+\//, '/') }),
})

/** The values of a filter are changed; without any it is not looked at. */
export const changeFilter = (
  operations: Operations,
  key: string,
  change: (values: readonly string[]) => readonly string[],
): Mutation => ({
  operations: listed(operations),
  request: request => ({
    ...request,
    target: withQuery(request.target, query => {
      const given = query.get('filters')
      if (given === null || !given.startsWith('{"')) return
      const { [key]: values, ...others } = JSON.parse(given) as Record<string, string[] | Fields>
      if (values === undefined) return
      // Old clients write maps of booleans.
      const left = change(Array.isArray(values) ? values : Object.keys(values))
      query.set('filters', JSON.stringify(left.length === 0 ? others : { ...others, [key]: left }))
    }),
  }),
})

export const ignoreFilter = (operations: Operations, key: string): Mutation => changeFilter(operations, key, () => [])

/** A field of the body is not looked at. */
export const ignoreField = (operations: Operations, path: string): Mutation => ({
  operations: listed(operations),
  request: ({ body, ...request }) =>
    body === undefined
      ? request
      : {
          ...request,
          body: json(body, value => {
            at(value, path.split('.'), (parent, key) => delete parent[key])
            return value
          }),
        },
})

/** Nothing is done, and a success is told. */
export const doNothing = (operations: Operations, status: number, reply: unknown = undefined): Mutation => ({
  operations: listed(operations),
  request: () => ({ method: 'GET', target: '/_ping', headers: {} }),
  head: ({ headers: { 'content-length': _length, 'content-type': _type, ...headers } }) => ({
    status,
    headers: reply === undefined ? headers : { ...headers, 'content-type': 'application/json' },
  }),
  body: () => bytesOf(reply === undefined ? '' : JSON.stringify(reply)),
})

/** The bytes of good replies are others. */
export const changeBytes = (operations: Operations, change: (bytes: Uint8Array) => Uint8Array): Mutation => ({
  operations: listed(operations),
  body: (bytes, head) => (isGood(head) ? change(bytes) : bytes),
})

const headBytes = 8

/** The text of each frame is another one; the frames stay whole. */
export const changePayload = (operations: Operations, change: (text: string) => string): Mutation =>
  changeBytes(operations, bytes => {
    const parts: number[] = []
    for (let at = 0; at + headBytes <= bytes.length; ) {
      const length = new DataView(bytes.buffer, bytes.byteOffset + at).getUint32(4)
      const payload = bytesOf(change(decodeText(bytes.subarray(at + headBytes, at + headBytes + length))))
      const head = new Uint8Array(headBytes)
      head[0] = bytes[at] ?? 0
      new DataView(head.buffer).setUint32(4, payload.length)
      parts.push(...head, ...payload)
      at += headBytes + length
    }
    return Uint8Array.from(parts)
  })

/** The events are others; undefined is not told. */
export const changeEvents = (change: (event: Fields) => Fields | undefined): Mutation => ({
  operations: ['SystemEvents'],
  body: (bytes, head) => {
    if (!isGood(head)) return bytes
    const lines = decodeText(bytes).split('\n')
    const last = lines.pop() ?? ''
    const changed = lines.flatMap(line => {
      if (line.trim() === '') return [line]
      const event = change(JSON.parse(line))
      return event === undefined ? [] : [JSON.stringify(event)]
    })
    return bytesOf([...changed, last].join('\n'))
  },
})

export const renameAction = (from: string, to: string): Mutation =>
  changeEvents(event => (event.Action === from ? { ...event, Action: to } : event))

export const swallowEvent = (action: string): Mutation =>
  changeEvents(event => (event.Action === action ? undefined : event))
