import type { OperationId } from '../../../spec/index.ts'
import { jsonOf } from '../observation.ts'
import type { SequentialProgram } from '../program/program.ts'
import { runProgram } from '../program/run.ts'
import type { Entry, Transcript } from '../program/transcript.ts'
import type { Session } from '../session.ts'
import type { World } from '../world.ts'
import type { Queue } from './apart.ts'
import { comparableAnswer } from './comparable.ts'
import { compare, type Difference } from './compare.ts'
import { comparableMessages, compareEvents, listen, withoutEvents } from './events.ts'
import type { Comparable, Naming } from './holes.ts'
import { createSettling } from './settle.ts'

/** A difference, and the step of the program that showed it; without one it is about what was told of all of them. */
export interface Divergence extends Difference {
  readonly step?: number
  readonly call: OperationId
}

/** One of the two daemons. */
export interface Side extends Session {
  /** One prune at a time is all that a daemon does. */
  readonly pruneInTurn: Queue
}

/** What one of the two daemons said to a program. */
interface Played {
  readonly transcript: Transcript
  readonly naming: Naming
  readonly events: readonly string[]
  /** What each question for events need not tell any more. */
  readonly forgotten: ReadonlyMap<Entry, string>
}

/** Lets two runs of a program go from step to step together; one that has ended holds nobody up. */
const createMeeting = () => {
  let waiting: (() => void) | undefined
  let hasLeft = false
  const release = (): void => {
    waiting?.()
    waiting = undefined
  }
  return {
    meet(): Promise<void> {
      if (hasLeft || waiting) {
        release()
        return Promise.resolve()
      }
      return new Promise(resolve => {
        waiting = resolve
      })
    },
    leave(): void {
      hasLeft = true
      release()
    },
  }
}

/** Until a body is taken for one that does not end: a busy machine exports slowly. */
const patienceSeconds = 3

type Meeting = ReturnType<typeof createMeeting>

const play = (program: SequentialProgram, { environment, run, pruneInTurn }: Side, meeting: Meeting): Promise<Played> =>
  environment.withWorld(async world => {
    const settling = createSettling()
    const turn = async (): Promise<void> => {
      await settling.rest(world)
      await meeting.meet()
    }
    const stepwise: World = {
      ...world,
      async ask(operation, ...asked) {
        await turn()
        const ask = () => world.ask(operation, ...asked)
        return operation.endsWith('Prune') ? pruneInTurn(ask) : ask()
      },
      open: async (...asked) => turn().then(() => world.open(...asked)),
      upgrade: async (...asked) => turn().then(() => world.upgrade(...asked)),
    }
    const { DockerRootDir: root = '' } = jsonOf<{ DockerRootDir?: string }>(await world.ask('SystemInfo'))
    const listener = await listen(world)
    try {
      const forgotten = new Map<Entry, string>()
      const onEntry = (entry: Entry): void => {
        settling.see(entry)
        if (entry.call?.call === 'SystemEvents') forgotten.set(entry, listener.forgotten())
      }
      const transcript = await runProgram(program, stepwise, { onEntry, patienceSeconds })
      await settling.rest(world)
      const naming = { symbols: transcript.symbols, run: run.id, root, image: run.image }
      return { transcript, naming, forgotten, events: await listener.heard(naming) }
    } finally {
      listener.close()
      meeting.leave()
    }
  })

const comparableEntry = ({ transcript, naming }: Played, step: number): Comparable | undefined => {
  const entry = transcript.entries[step]
  return entry?.observation && comparableAnswer(entry.observation, entry.isCut ?? false, naming)
}

/** Events that one of them may have forgotten at this step. */
const forgottenAt = ({ transcript, naming, forgotten }: Played, step: number): string[] => {
  const entry = transcript.entries[step]
  return comparableMessages((entry && forgotten.get(entry)) ?? '', naming)
}

/** Neither is left alone with its program when the other fails. */
const both = async <T>(one: Promise<T>, other: Promise<T>): Promise<readonly [T, T]> => {
  await Promise.allSettled([one, other])
  return [await one, await other]
}

/** Asks two daemons the same, step by step, and tells where they said something else. */
export const divergencesOf = async (program: SequentialProgram, left: Side, right: Side): Promise<Divergence[]> => {
  const meeting = createMeeting()
  const [one, other] = await both(play(program, left, meeting), play(program, right, meeting))
  const answers = one.transcript.entries.flatMap(({ call }, step): Divergence[] => {
    if (!call) return []
    const forgotten = new Set([...forgottenAt(one, step), ...forgottenAt(other, step)])
    const [left, right] = [one, other]
      .map(played => comparableEntry(played, step))
      .map(answer => (call.call === 'SystemEvents' ? withoutEvents(answer, forgotten) : answer))
    const found = compare(left, right)
    // Where the status differs, all the rest does, too.
    const status = found.find(({ where }) => where === 'status')
    return (status ? [withBodies(status, found)] : found).map(each => ({ ...each, step, call: call.call }))
  })
  const events = compareEvents(one.events, other.events).map(each => ({ ...each, call: 'SystemEvents' as const }))
  return [...answers, ...events]
}

/** A status says little without the words beside it. */
const withBodies = (status: Difference, found: readonly Difference[]): Difference => {
  const message = found.find(({ where }) => where === 'body.message' || where === 'body')
  if (!message) return status
  const beside = (code: Difference['left'], words: Difference['left']) =>
    words === undefined ? code : [code ?? null, words]
  return {
    where: 'status',
    left: beside(status.left, message.left),
    right: beside(status.right, message.right),
  }
}
