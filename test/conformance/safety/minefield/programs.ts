import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import fc from 'fast-check'
import { createClient } from '../../../../src/conformance/client.ts'
import type { Environment } from '../../../../src/conformance/environment.ts'
import { concurrentPrograms } from '../../../../src/conformance/generate/concurrent.ts'
import { drawPrograms } from '../../../../src/conformance/generate/program.ts'
import { openSession } from '../../../../src/conformance/index.ts'
import type { Program } from '../../../../src/conformance/program/program.ts'
import { runProgram } from '../../../../src/conformance/program/run.ts'
import type { Session } from '../../../../src/conformance/session.ts'
import { UnsafeRequest } from '../../../../src/conformance/violation.ts'
import type { Target } from '../../../../src/conformance/wire.ts'
import { createWorld } from '../../../../src/conformance/world.ts'
import { inProcessTarget } from '../../../../src/library/in-process-target.ts'
import { type Choice, createChoice } from '../../../hostile/choice.ts'
import { ledgerFolder } from '../../fake.ts'
import { foreign, furnishing } from './field.ts'
import { run } from './request.ts'

export interface Walk {
  readonly steps: number
  /** How many programs were stopped, because a step would have gone to something of somebody else. */
  readonly stopped: number
  /** What happened to objects of others, with the programs that had been run shortly before. */
  readonly damage: readonly string[]
}

const programsPerField = 250
/** One in so many programs has threads. */
const threadedShare = 10

/** A program's symbols, but for what it makes: those stand alone. */
const meaning = /\{([cenvi])\d+(?:\.\w+)?\}/g

const minesFor: Readonly<Record<string, readonly string[]>> = {
  c: foreign.container,
  e: foreign.container,
  n: [...foreign.network, 'bridge', 'host'],
  v: foreign.volume,
  i: foreign.image,
}

/** The program with one of its own things taken for somebody else's, wherever a step means it. */
const mined = (program: Program, choice: Choice): Program => {
  const text = JSON.stringify(program)
  const places = [...text.matchAll(meaning)]
  if (places.length === 0) return program
  const { 0: symbol, 1: kind = 'c', index } = choice.pick(places)
  return JSON.parse(`${text.slice(0, index)}${choice.pick(minesFor[kind] ?? [])}${text.slice(index + symbol.length)}`)
}

/** So many programs of the suite's own, and of each second one a copy that means something of others. */
const draw = (count: number, seed: number): Program[] => {
  const choice = createChoice(seed)
  const own = Math.ceil(count / 2)
  const threaded = Math.ceil(own / threadedShare)
  const drawn = [...drawPrograms(own - threaded, seed), ...fc.sample(concurrentPrograms(), { seed, numRuns: threaded })]
  return drawn.flatMap(program => [program, mined(program, choice)]).slice(0, count)
}

const furnish = async (target: Target): Promise<void> => {
  for (const [method, path, body] of furnishing) {
    const sent = body === undefined ? {} : { body: new TextEncoder().encode(JSON.stringify(body)) }
    const headers: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' }
    const { status } = await target.send({ method, target: path, headers, ...sent })
    if (status >= 300) throw new Error(`${method} ${path}: ${status}`)
  }
}

/** Worlds whose requests go straight to the daemon: nobody looks whose things they mean. */
const worldsWithoutGuard = ({ run }: Session): Environment['withWorld'] => {
  const client = createClient({ ...run, run: run.id })
  return use => use(createWorld(run, client, () => Promise.reject(new Error('programs share nothing'))))
}

/** Runs so many programs, the same ones for the same seed, on fakes full of what belongs to others. */
export const walk = async (count: number, { seed = 0, isGuarded = true } = {}): Promise<Walk> => {
  let [steps, stopped] = [0, 0]
  const damage: string[] = []
  for (let begin = 0; begin < count; begin += programsPerField) {
    const target = inProcessTarget('minefield')
    const ledger = ledgerFolder()
    await furnish(target)
    const session = await openSession({ target, run, ledgerPath: ledger.path, mode: 'safe' })
    const withWorld = isGuarded ? session.environment.withWorld : worldsWithoutGuard(session)
    const programs = draw(Math.min(programsPerField, count - begin), seed + begin)
    for (const program of programs) {
      try {
        await withWorld(world => runProgram(program, world, { onEntry: () => void steps++ }))
      } catch (error) {
        if (!(error instanceof UnsafeRequest)) throw error
        stopped++
      }
    }
    const changed = await session.close()
    if (changed.length > 0) damage.push([...changed, 'after', ...programs.map(each => JSON.stringify(each))].join('\n'))
    await target.close()
    ledger.remove()
  }
  return { steps, stopped, damage }
}

const sumOf = (walks: readonly Walk[]): Walk => ({
  steps: walks.reduce((sum, { steps }) => sum + steps, 0),
  stopped: walks.reduce((sum, { stopped }) => sum + stopped, 0),
  damage: walks.flatMap(({ damage }) => damage),
})

/** The same walk, shared among as many threads as the machine has processors. */
export const walkInThreads = async (count: number, seed: number): Promise<Walk> => {
  const share = Math.ceil(count / availableParallelism() / programsPerField) * programsPerField
  const begins = Array.from({ length: Math.ceil(count / share) }, (_, index) => index * share)
  const walks = begins.map(async begin => {
    const workerData = { count: Math.min(share, count - begin), seed: seed + begin }
    const [walked] = (await once(new Worker(new URL('thread.ts', import.meta.url), { workerData }), 'message')) as [
      Walk,
    ]
    return walked
  })
  return sumOf(await Promise.all(walks))
}
