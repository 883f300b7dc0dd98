import { fetchWay } from '../../src/server/fetch-way.ts'
import { type HostileRequest, rawRequest, webRequest } from './request.ts'
import type { World } from './world.ts'

export interface Outcome {
  /** Undefined: no answer came at all. */
  readonly status: number | undefined
  readonly contentType: string
  readonly text: string
  /** What came of it ended by itself. */
  readonly ended: boolean
  /** Time had to pass for it. */
  readonly timePassed: boolean
}

/** How far time moves, bit by bit, for an answer that does not come by itself: past every grace and back-off. */
const patienceMilliseconds = [250, 1000, 5000, 20_000, 60_000, 600_000]

/** Enough turns of the loop for what needs no time. */
const turns = 8

const bytesMax = 4 << 20

interface Watched<T> {
  value: T | undefined
  failure: unknown
  done: boolean
}

const watch = <T>(promise: Promise<T>): Watched<T> => {
  const watched: Watched<T> = { value: undefined, failure: undefined, done: false }
  promise.then(
    value => Object.assign(watched, { value, done: true }),
    failure => Object.assign(watched, { failure, done: true }),
  )
  return watched
}

const settle = async (watched: Watched<unknown>): Promise<void> => {
  for (let turn = 0; turn < turns && !watched.done; turn++) await new Promise(resolve => setImmediate(resolve))
}

/** Runtimes inflate on other threads, which no number of turns waits for. */
const settleInflating = async (watched: Watched<unknown>): Promise<void> => {
  for (let wait = 0; wait < 500 && !watched.done; wait++) await new Promise(resolve => setTimeout(resolve, 4))
}

/** Waits, and lets time pass where waiting is not enough; says whether time had to. */
const outwait = async (world: World, watched: Watched<unknown>, inflates = false): Promise<boolean> => {
  await settle(watched)
  if (inflates) await settleInflating(watched)
  if (watched.done) return false
  for (const milliseconds of patienceMilliseconds) {
    world.clock.advance(milliseconds)
    await settle(watched)
    if (watched.done) break
  }
  return true
}

const read = async (reader: ReadableStreamDefaultReader<Uint8Array>, chunks: Uint8Array[]): Promise<void> => {
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done || size > bytesMax) return
    chunks.push(value)
    size += value.length
  }
}

const textOf = (chunks: readonly Uint8Array[]): string => {
  const decoder = new TextDecoder()
  return chunks.map(chunk => decoder.decode(chunk, { stream: true })).join('') + decoder.decode()
}

/** Sends one request and stays until its answer has ended or will not; then leaves. */
export const exchange = async (world: World, given: HostileRequest, asWeb: boolean): Promise<Outcome> => {
  const request = { ...given, target: given.target.replace('{exec}', world.execution) }
  const leaving = new AbortController()
  const web = asWeb ? webRequest(request, leaving.signal) : undefined
  const answer = web ? world.app.fetch(web) : world.app.serve(rawRequest(request, leaving.signal), fetchWay)
  const response = watch(Promise.resolve(answer))
  let timePassed = await outwait(world, response, request.body?.[0] === 0x1f)
  if (response.failure !== undefined) throw response.failure
  if (!response.value) {
    leaving.abort(new Error('the client went away'))
    await settle({ value: undefined, failure: undefined, done: false })
    return { status: undefined, contentType: '', text: '', ended: false, timePassed }
  }
  const { status, headers, body } = response.value
  const contentType = headers.get('content-type') ?? ''
  if (!body) return { status, contentType, text: '', ended: true, timePassed }
  const chunks: Uint8Array[] = []
  const reader = body.getReader()
  const reading = watch(read(reader, chunks))
  timePassed = (await outwait(world, reading)) || timePassed
  const ended = reading.done
  if (reading.failure !== undefined) throw reading.failure
  leaving.abort(new Error('the client went away'))
  await reader.cancel()
  return { status, contentType, text: textOf(chunks), ended, timePassed }
}
