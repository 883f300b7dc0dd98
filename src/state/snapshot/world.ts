import { hostPidCounter } from '../container/runtime/host-pids.ts'
import { nameStream } from '../container/settings/name.ts'
import type { Engine } from '../engine.ts'
import type { EventMessage } from '../events.ts'
import type { Profile } from '../profile/profile.ts'
import type { RandomState } from '../random.ts'
import type { Instant } from '../time.ts'
import type { StoredFile } from './files.ts'
import type { Records, Snapshot } from './snapshot.ts'
import { readTree, writeTree } from './volumes.ts'

/** What a world is, beside the things in it. */
export interface StoredWorld {
  readonly seed: number | string
  readonly profile: Profile['name']
  readonly now: Instant
  readonly nextSequence: number
  readonly nextHostPid: number
  readonly draws: { readonly ids: RandomState; readonly networks: RandomState; readonly names: RandomState }
}

const worldKey = 'world'
const ringKey = 'ring'
const diskKey = 'disk'

export const writeWorld = (engine: Engine): Records<StoredWorld> => ({
  [worldKey]: {
    seed: engine.seed,
    profile: engine.profile.name,
    now: engine.clock.now(),
    nextSequence: engine.containers.sequence,
    nextHostPid: hostPidCounter(engine).next,
    draws: {
      ids: engine.ids.state,
      networks: engine.networks.random.state,
      names: nameStream(engine).state,
    },
  },
})

export const storedWorld = ({ kinds }: Snapshot): StoredWorld => {
  const world = (kinds.world as Records<StoredWorld>)[worldKey]
  if (!world) throw new Error('the snapshot does not say which world it is of')
  return world
}

export const readWorld = (engine: Engine, snapshot: Snapshot): void => {
  const { draws, nextSequence, nextHostPid } = storedWorld(snapshot)
  engine.ids.state = draws.ids
  engine.networks.random.state = draws.networks
  nameStream(engine).state = draws.names
  engine.containers.sequence = nextSequence
  hostPidCounter(engine).next = nextHostPid
}

export const writeEvents = (engine: Engine): Records<readonly EventMessage[]> => ({
  [ringKey]: engine.events.replay(undefined, undefined),
})

export const readEvents = (engine: Engine, records: Records): void =>
  engine.events.recall((records as Records<readonly EventMessage[]>)[ringKey] ?? [])

/** The simulated host's disk, once something has used it. */
export const writeHost = ({ volumes }: Engine): Records<readonly StoredFile[]> =>
  volumes.host ? { [diskKey]: writeTree(volumes.host) } : {}

export const readHost = (engine: Engine, records: Records): void => {
  const files = (records as Records<readonly StoredFile[]>)[diskKey]
  if (files) engine.volumes.host = readTree(engine, files)
}
