import { type OperationId, operations } from '../../../spec/index.ts'
import { type Ask, wireRequest } from '../client.ts'
import { type Observation, observe } from '../observation.ts'
import { decodeText, type WireStream } from '../wire.ts'
import type { World } from '../world.ts'
import { type Call, isConcurrent, isPass, type Program, type Step } from './program.ts'
import { createSymbols, resolveCall, type Symbols, spellOut } from './symbols.ts'
import type { Entry, Transcript } from './transcript.ts'

/** How a program is run. */
export interface ProgramOptions {
  /** How many seconds of the daemon's time a body is waited for that may never end. Default 1. */
  readonly patienceSeconds?: number
  /** How many seconds of the daemon's time a head is waited for that must come at once. Default: for ever. */
  readonly headPatienceSeconds?: number
  /** Hears of every step as soon as it is made; what it throws ends the program. */
  readonly onEntry?: (entry: Entry, symbols: Symbols) => void
}

type Told = Pick<Entry, 'observation' | 'isCut' | 'isLate'>

const askOf = (call: Call, image: string): Ask => ({
  ...(call.path && { path: call.path }),
  ...(call.query && { query: call.query }),
  ...(call.headers && { headers: call.headers }),
  ...(call.version !== undefined && { version: call.version }),
  body: spellOut(call, image),
})

/** An exchange whose body may never end: what has come after a while, whether it is all or not. */
const readWhile = async (
  world: World,
  { call }: Call,
  ask: Ask,
  stream: WireStream,
  patience: number,
): Promise<Told> => {
  const hasEnded = await world.within(
    stream.ended.then(() => true),
    patience,
  )
  const { status, headers } = stream
  const reply = { status, headers, body: stream.received() }
  stream.close()
  return {
    observation: observe(call, wireRequest(call, ask, world.apiVersion), reply),
    ...(hasEnded ? {} : { isCut: true }),
  }
}

/** These say at once that they will go on: of others the work may come before the head. */
const prompt: readonly OperationId[] = ['SystemEvents', 'ContainerWait', 'ContainerLogs']

/** The stream of an answer; nothing when its head is held back. */
const opening = async (
  world: World,
  { call }: Call,
  ask: Ask,
  patience: number | undefined,
): Promise<WireStream | undefined> => {
  const stream = world.open(call, ask)
  if (patience === undefined || !prompt.includes(call)) return stream
  const opened = await world.within(stream, patience)
  if (!opened)
    stream.then(
      late => late.close(),
      () => undefined,
    )
  return opened
}

const isDetached = ({ body }: Call): boolean =>
  typeof body === 'object' && body !== null && 'Detach' in body && body.Detach === true

const tell = async (world: World, call: Call, patience: number, headPatience: number | undefined): Promise<Told> => {
  const ask = askOf(call, world.image)
  const { stream } = operations[call.call]
  if (stream === 'body') {
    const opened = await opening(world, call, ask, headPatience)
    return opened ? readWhile(world, call, ask, opened, patience) : { isLate: true }
  }
  if (stream !== 'hijack' || isDetached(call)) return { observation: await world.ask(call.call, ask) }
  const conversation = await world.upgrade(call.call, ask)
  if (conversation.status < 300 && call.input !== undefined) {
    conversation.write(call.input)
    conversation.end()
  }
  return readWhile(world, call, ask, conversation, patience)
}

/** What the daemon calls the thing that it has just made. */
const idOf = ({ status, body }: Observation): string | undefined => {
  if (status !== 201) return undefined
  try {
    const { Id } = JSON.parse(decodeText(body)) as { Id?: unknown }
    return typeof Id === 'string' ? Id : undefined
  } catch {
    return undefined
  }
}

/** Runs a program in a world of its own, which takes away what it made. */
export const runProgram = async (
  program: Program,
  world: World,
  { patienceSeconds = 1, headPatienceSeconds, onEntry }: ProgramOptions = {},
): Promise<Transcript> => {
  const symbols = createSymbols(world.name)
  const entries: Entry[] = []
  let moment = 0

  const make = async (step: Step, thread: number | undefined): Promise<void> => {
    const call = isPass(step) ? undefined : resolveCall(step, symbols, world)
    const began = moment++
    if (isPass(step)) await world.sleep(step.pass)
    const told = call === undefined ? {} : await tell(world, call, patienceSeconds, headPatienceSeconds)
    const id = told.observation && idOf(told.observation)
    if (call?.makes !== undefined && id !== undefined) symbols.know(call.makes, id)
    const entry: Entry = {
      step,
      ...(call && { call }),
      ...told,
      ...(thread === undefined ? {} : { thread }),
      began,
      ended: moment++,
    }
    entries.push(entry)
    onEntry?.(entry, symbols)
  }

  const makeAll = async (steps: readonly Step[], thread?: number): Promise<void> => {
    for (const step of steps) await make(step, thread)
  }

  if (isConcurrent(program)) {
    await makeAll(program.prefix)
    await Promise.all(program.threads.map((steps, thread) => makeAll(steps, thread)))
  } else await makeAll(program.steps)
  return { entries, symbols }
}
