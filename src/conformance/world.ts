import type { OperationId } from '../../spec/index.ts'
import type { Ask, Client } from './client.ts'
import { ensureStatus, jsonOf, type Observation, textOf } from './observation.ts'
import type { Run } from './run.ts'
import { runLabel } from './safety/house.ts'
import type { ReachableState } from './state.ts'
import { ensure, Inconclusive, Violation } from './violation.ts'
import { decodeText, type WireStream } from './wire.ts'
import { crashLoop, exit, sleepForever, type Workload } from './workload.ts'

/** Something that was made: by what name, and what the daemon calls it. */
export interface Made {
  readonly id: string
  readonly name: string
}

/** What inspect says of a container, as far as the suite reads it. */
export interface Inspected {
  readonly Id: string
  readonly Name: string
  readonly RestartCount: number
  readonly State: {
    readonly Status: string
    readonly Running: boolean
    readonly Paused: boolean
    readonly Restarting: boolean
    readonly ExitCode: number
    readonly Error: string
    readonly Pid: number
    readonly StartedAt: string
    readonly FinishedAt: string
    readonly Health?: { readonly Status: string }
  }
  readonly Config: Readonly<Record<string, unknown>>
  readonly HostConfig: Readonly<Record<string, unknown>>
  readonly ExecIDs: readonly string[] | null
  readonly [key: string]: unknown
}

/** What one requirement gets to work with; all that it makes is taken away after it. */
export interface World extends Client {
  /** An image that can run the workloads. */
  readonly image: string
  /** `key=value`, of everything that is made: what a prune may be limited to. */
  readonly label: string
  /** A name that nothing has. */
  name(): string
  /** Lets the daemon's time pass. */
  sleep(seconds: number): Promise<void>
  /** What comes within so many seconds of the daemon's time; undefined when it takes longer. */
  within<T>(promise: Promise<T>, seconds: number): Promise<T | undefined>
  /** Looks again and again; gives up after so many seconds of the daemon's time, as inconclusive. */
  until<T>(what: string, look: () => Promise<T | undefined>, seconds?: number): Promise<T>
  /** Looks again and again for what the requirement is about: a violation when it does not come, with what came instead. */
  comes<T>(what: string, look: () => Promise<T | undefined>, seconds: number, instead?: () => string): Promise<T>
  /** Opens what may not end; a violation when the head is held back until it does. */
  openAtOnce(operation: OperationId, ask?: Ask): Promise<WireStream>
  /** Waits for the end of a stream; a violation when it does not come. */
  endOf(stream: WireStream): Promise<void>
  /** A container that was created, of this workload, with these fields of the body beside it. */
  create(workload: Workload, settings?: Readonly<Record<string, unknown>>): Promise<Made>
  /** Created and started. */
  start(workload: Workload, settings?: Readonly<Record<string, unknown>>): Promise<Made>
  /** A container of its own, in this state. */
  inState(state: ReachableState): Promise<Made>
  /** One in this state that others use too: only for what changes nothing. */
  shared(state: ReachableState): Promise<Made>
  /** What inspect says; a violation when it says nothing. */
  inspect(id: string): Promise<Inspected>
  /** `missing` when it is gone. */
  stateOf(id: string): Promise<string>
  /** A network of its own. */
  network(settings?: Readonly<Record<string, unknown>>): Promise<Made>
  /** A volume of its own. */
  volume(settings?: Readonly<Record<string, unknown>>): Promise<Made>
}

/** Podman answers 500 when a container goes while it is looked for. */
const wentMeanwhile = (answer: Observation): boolean =>
  answer.status === 500 && /no such container/i.test(textOf(answer))

export const createWorld = (run: Run, client: Client, share: World['shared']): World => {
  const name = () => run.nextName()
  const sleep = (seconds: number) => run.target.pass(seconds)

  const lookFor = async <T>(look: () => Promise<T | undefined>, seconds: number): Promise<T | undefined> => {
    const stepSeconds = 0.05
    // A daemon that takes its time for each look is not given more of them than others.
    const begin = performance.now()
    const isLate = (): boolean => performance.now() - begin > 2000 * seconds
    for (let passed = 0; passed < seconds && !isLate(); passed += stepSeconds) {
      const found = await look()
      if (found !== undefined) return found
      await sleep(stepSeconds)
    }
    return undefined
  }

  const until: World['until'] = async (what, look, seconds = 30) => {
    const found = await lookFor(look, seconds)
    if (found === undefined) throw new Inconclusive(`${what} did not come about within ${seconds} s`)
    return found
  }

  const comes: World['comes'] = async (what, look, seconds, instead = () => '') => {
    const found = await lookFor(look, seconds)
    if (found === undefined) throw new Violation(what, `within ${seconds} s`, instead() || 'nothing')
    return found
  }

  const within: World['within'] = async (promise, seconds) => {
    const enough = new AbortController()
    try {
      return await Promise.race([promise, run.target.pass(seconds, enough.signal).then(() => undefined)])
    } finally {
      enough.abort()
    }
  }

  const endOf: World['endOf'] = async stream => {
    const patienceSeconds = 20
    const hasEnded = await within(
      stream.ended.then(() => true),
      patienceSeconds,
    )
    if (!hasEnded) stream.close()
    ensure(hasEnded === true, 'the end of a stream', `within ${patienceSeconds} s`, decodeText(stream.received()))
  }

  const openAtOnce: World['openAtOnce'] = async (operation, ask) => {
    const patienceSeconds = 10
    const opening = client.open(operation, ask)
    const stream = await within(opening, patienceSeconds)
    if (stream) return stream
    opening.then(
      late => late.close(),
      () => undefined,
    )
    throw new Violation(`the head of ${operation}`, 'at once', `nothing within ${patienceSeconds} s`)
  }

  const inspect = async (id: string): Promise<Inspected> => {
    const answer = await client.ask('ContainerInspect', { path: { id } })
    ensureStatus(answer, 200)
    return jsonOf<Inspected>(answer)
  }

  const stateOf = async (id: string): Promise<string> => {
    const answer = await client.ask('ContainerInspect', { path: { id } })
    if (answer.status === 404 || wentMeanwhile(answer)) return 'missing'
    ensureStatus(answer, 200)
    return jsonOf<Inspected>(answer).State.Status
  }

  const create: World['create'] = async (workload, settings = {}) => {
    const made = name()
    const answer = await client.ask('ContainerCreate', {
      query: { name: made },
      body: { Image: run.image, ...workload, ...settings },
    })
    ensureStatus(answer, 201)
    return { id: jsonOf<{ Id: string }>(answer).Id, name: made }
  }

  const command = async (operation: 'ContainerStart' | 'ContainerPause' | 'ContainerDelete', { id }: Made) =>
    ensureStatus(await client.ask(operation, { path: { id } }), 204)

  const start: World['start'] = async (workload, settings) => {
    const made = await create(workload, settings)
    await command('ContainerStart', made)
    return made
  }

  /** With back-off long enough that what comes next still finds it waiting. */
  const restarting = async (): Promise<Made> => {
    const made = await start(crashLoop)
    const patienceSeconds = 30
    await until(
      'a container that waits for its sixth restart',
      async () => {
        const { RestartCount, State } = await inspect(made.id)
        return RestartCount >= 5 && State.Restarting ? true : undefined
      },
      patienceSeconds,
    )
    return made
  }

  const reach = async (state: ReachableState): Promise<Made> => {
    if (state === 'restarting') return restarting()
    if (state === 'created') return create(sleepForever)
    if (state === 'missing') {
      const nobody = name()
      return { id: nobody, name: nobody }
    }
    const made = await start(state === 'exited' ? exit(0) : sleepForever)
    if (state === 'paused') await command('ContainerPause', made)
    if (state === 'exited')
      await until('the end of a container', async () => ((await stateOf(made.id)) === 'exited' ? true : undefined))
    return made
  }

  const inState: World['inState'] = async state => {
    const made = await reach(state)
    run.account.isIn(made, state)
    return made
  }

  const simple = async (operation: 'NetworkCreate' | 'VolumeCreate', settings: object): Promise<Made> => {
    const made = name()
    const answer = await client.ask(operation, { body: { Name: made, ...settings } })
    ensureStatus(answer, 201)
    return { id: operation === 'NetworkCreate' ? jsonOf<{ Id: string }>(answer).Id : made, name: made }
  }

  return {
    ...client,
    image: run.image,
    label: `${runLabel}=${run.id}`,
    name,
    sleep,
    within,
    until,
    comes,
    openAtOnce,
    endOf,
    create,
    start,
    inState,
    shared: share,
    inspect,
    stateOf,
    network: (settings = {}) => simple('NetworkCreate', settings),
    volume: (settings = {}) => simple('VolumeCreate', settings),
  }
}
