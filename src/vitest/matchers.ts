import { expect, type MatcherResult, type MatcherState } from 'vitest'
import type { Journal } from '../server/journal/journal.ts'
import type { JournalRequest } from '../server/journal/read.ts'
import { type JournalQuery, wantedText } from '../server/journal/search.ts'
import type { Container } from '../state/container/entity.ts'
import { containerInspect } from '../state/container/view.ts'
import { isRunning, statusText } from '../state/container/views/status.ts'
import type { Engine } from '../state/engine.ts'
import { DockerError } from '../state/error.ts'
import { imageInspect } from '../state/image/views/inspect.ts'
import { networkInspect } from '../state/network/view.ts'
import { sourceOf } from '../state/volume/path.ts'
import { volumeView } from '../state/volume/view.ts'

/** What the matchers look at: a daemon, or an engine in an object of its own. */
interface World {
  readonly engine: Engine
}

/** As much of an object as a test wants to see of it, in the API's own shape. */
type Part = Readonly<Record<string, unknown>>

/** One kind of object: how it is found and shown, and what there is instead of one that is missing. */
interface Kind {
  readonly name: string
  readonly inspect: (engine: Engine, reference: string) => unknown
  readonly list: (engine: Engine) => readonly string[]
}

const container: Kind = {
  name: 'container',
  inspect: (engine, reference) =>
    containerInspect(engine, engine.containers.resolve(reference), engine.profile.apiVersion, false),
  list: engine => [...engine.containers.all()].map(each => `${each.name} (${stateOf(engine, each)})`),
}

const image: Kind = {
  name: 'image',
  inspect: (engine, reference) =>
    imageInspect(engine, reference, engine.profile.apiVersion, { manifests: false, platform: undefined }),
  list: engine => [...engine.images.all()].flatMap(({ references }) => [...references]),
}

const network: Kind = {
  name: 'network',
  inspect: (engine, reference) => networkInspect(engine, engine.networks.resolve(reference), engine.profile.apiVersion),
  list: engine => [...engine.networks.all()].map(({ name }) => name),
}

const volume: Kind = {
  name: 'volume',
  inspect(engine, reference) {
    const found = engine.volumes.resolve(reference)
    return volumeView(found, sourceOf(engine, found))
  },
  list: engine => [...engine.volumes.all()].map(({ name }) => name),
}

const stateOf = (engine: Engine, each: Container): string => statusText(each, engine.clock.now())

const found = (kind: Kind, engine: Engine, reference: string): unknown => {
  try {
    return kind.inspect(engine, reference)
  } catch (error) {
    if (error instanceof DockerError) return undefined
    throw error
  }
}

const isPart = (value: unknown): value is Part =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

/** Only what the test asked for, so that the difference shows nothing else. */
const asked = (actual: unknown, expected: unknown): unknown => {
  if (!isPart(actual) || !isPart(expected)) return actual
  return Object.fromEntries(
    Object.keys(expected).flatMap(key => (key in actual ? [[key, asked(actual[key], expected[key])]] : [])),
  )
}

const has = (
  { equals, utils, isNot }: MatcherState,
  kind: Kind,
  { engine }: World,
  reference: string,
  expected: Part = {},
): MatcherResult => {
  const actual = found(kind, engine, reference)
  if (actual === undefined) {
    const others = kind.list(engine)
    const instead = others.length === 0 ? 'there is none' : `there are: ${others.join(', ')}`
    return { pass: false, message: () => `there is no ${kind.name} ${reference}; ${instead}` }
  }
  const shown = asked(actual, expected)
  const pass = equals(actual, expected, [utils.iterableEquality, utils.subsetEquality])
  const message = (): string =>
    isNot
      ? `there is a ${kind.name} ${reference}${Object.keys(expected).length === 0 ? '' : ' like that'}`
      : `the ${kind.name} ${reference} is not like that\n\n${utils.diff(expected, shown) ?? ''}`
  return { pass, message, actual: shown, expected }
}

const lastLinesMax = 5

/** What it said last is mostly why it does not run. */
const lastWords = ({ log }: Container): string => {
  const text = log.since(0).records.map(({ line }) => new TextDecoder().decode(line))
  if (text.length === 0) return 'it has said nothing'
  return `it said last:\n${text.slice(-lastLinesMax).join('').trimEnd()}`
}

/** Whether it runs: a paused and a restarting container do, as far as the daemon is concerned. */
const runs = (engine: Engine, reference: string): MatcherResult => {
  const each = engine.containers.resolve(reference)
  const pass = isRunning(each)
  const state = stateOf(engine, each)
  const message = (): string =>
    pass
      ? `the container ${reference} runs: ${state}`
      : `the container ${reference} does not run: ${state}\n${lastWords(each)}`
  return { pass, message }
}

/** A request as a test speaks of it: not when it came, nor as the how-manieth. */
const told = ({ number: _number, at: _at, ...request }: JournalRequest): Part => request

/** Whether one of the requests that are meant has this part; the last one is shown when none has. */
const hasRequested = (
  { equals, utils, isNot }: MatcherState,
  { journal }: { readonly journal: Journal },
  query: JournalQuery,
  expected: Part = {},
): MatcherResult => {
  const meant = journal.requests(query)
  const last = meant.at(-1)
  if (!last) return { pass: false, message: () => journal.explain(query) }
  const likeThat = meant.filter(request => equals(request, expected, [utils.iterableEquality, utils.subsetEquality]))
  const shown = asked(last, expected)
  const message = (): string => {
    const asksFor = `asked for ${wantedText(query)}`
    if (isNot) return `somebody ${asksFor}:\n\n${likeThat.map(each => utils.stringify(told(each))).join('\n')}`
    const which = meant.length === 1 ? '' : `, the last of ${meant.length},`
    return `the request that ${asksFor}${which} is not like that\n\n${utils.diff(expected, shown) ?? ''}`
  }
  return { pass: likeThat.length > 0, message, actual: shown, expected }
}

/** What `expect` is extended with: to extend another one by hand. */
export const matchers = {
  /** There is a container of this name or id, and its inspection has this part. */
  toHaveContainer(this: MatcherState, world: World, reference: string, expected?: Part) {
    return has(this, container, world, reference, expected)
  },
  /** There is an image of this name or id, and its inspection has this part. */
  toHaveImage(this: MatcherState, world: World, reference: string, expected?: Part) {
    return has(this, image, world, reference, expected)
  },
  /** There is a network of this name or id, and its inspection has this part. */
  toHaveNetwork(this: MatcherState, world: World, reference: string, expected?: Part) {
    return has(this, network, world, reference, expected)
  },
  /** There is a volume of this name, and its inspection has this part. */
  toHaveVolume(this: MatcherState, world: World, reference: string, expected?: Part) {
    return has(this, volume, world, reference, expected)
  },
  /** The container runs; where it does not, the message has its last words. */
  toHaveRunning(this: MatcherState, world: World, reference: string) {
    const missing = has(this, container, world, reference)
    return 'pass' in missing && missing.pass ? runs(world.engine, reference) : missing
  },
  /** It was asked for, and one of those requests has this part. */
  toHaveRequested(this: MatcherState, journaled: { readonly journal: Journal }, query: JournalQuery, expected?: Part) {
    return hasRequested(this, journaled, query, expected)
  },
}

expect.extend(matchers)

declare module 'vitest' {
  /** On a daemon: `expect(docker).toHaveContainer('web', { State: { Running: true } })`. */
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /** There is a container of this name or id, and its inspection has this part. */
    toHaveContainer(reference: string, expected?: Readonly<Record<string, unknown>>): R
    /** There is an image of this name or id, and its inspection has this part. */
    toHaveImage(reference: string, expected?: Readonly<Record<string, unknown>>): R
    /** There is a network of this name or id, and its inspection has this part. */
    toHaveNetwork(reference: string, expected?: Readonly<Record<string, unknown>>): R
    /** There is a volume of this name, and its inspection has this part. */
    toHaveVolume(reference: string, expected?: Readonly<Record<string, unknown>>): R
    /** The container runs; where it does not, the message has its last words. */
    toHaveRunning(reference: string): R
    /**
     * It was asked for: `toHaveRequested({ operation: 'ContainerStart', object: 'web' })`, and one of those requests has
     * this part, such as `{ body: { Image: 'nginx' } }`; where none was, the message has what comes closest.
     */
    toHaveRequested(query: JournalQuery, expected?: Readonly<Record<string, unknown>>): R
  }
}
