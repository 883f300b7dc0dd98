import type { OperationId } from '../../spec/index.ts'
import type { Ask, Client } from './client.ts'
import type { Entry, ObjectKind } from './ledger.ts'
import { jsonOf } from './observation.ts'
import { runLabel } from './safety/house.ts'
import { UnsafeRequest } from './violation.ts'
import { TargetLost } from './wire.ts'

/** Containers hold networks, volumes and images: they go first. */
const order: readonly ObjectKind[] = ['container', 'network', 'volume', 'image', 'plugin']

const removals: Readonly<Record<ObjectKind, (name: string) => readonly [OperationId, Ask]>> = {
  container: id => ['ContainerDelete', { path: { id }, query: { force: true, v: true } }],
  network: id => ['NetworkDelete', { path: { id } }],
  volume: name => ['VolumeDelete', { path: { name } }],
  image: name => ['ImageDelete', { path: { name }, query: { noprune: true } }],
  plugin: name => ['PluginDelete', { path: { name }, query: { force: true } }],
}

const inspections: Readonly<Record<ObjectKind, (name: string) => readonly [OperationId, Ask]>> = {
  container: id => ['ContainerInspect', { path: { id } }],
  network: id => ['NetworkInspect', { path: { id } }],
  volume: name => ['VolumeInspect', { path: { name } }],
  image: name => ['ImageInspect', { path: { name } }],
  plugin: name => ['PluginInspect', { path: { name } }],
}

export interface CleanUp {
  readonly removed: readonly Entry[]
  /** Still there: the daemon would not remove them. */
  readonly left: readonly Entry[]
}

/** Removal that is in progress, or waits for another one, is asked for again this often. */
const attempts = 10
const pauseMilliseconds = 100

type Fate = 'removed' | 'gone' | 'left'

/** The guard looks whether it is ours. */
const tryToRemove = async (client: Client, { kind, name }: Entry): Promise<Fate> => {
  try {
    // Podman 5 gives what runs ten seconds to end by itself, although it is removed with force.
    if (kind === 'container') await client.ask('ContainerKill', { path: { id: name } })
    const { status } = await client.ask(...removals[kind](name))
    if (status < 300) return 'removed'
    // Names that the daemon does not accept cannot have been made.
    if (status === 404 || status === 400) return 'gone'
    return (await client.ask(...inspections[kind](name))).status === 200 ? 'left' : 'gone'
  } catch (error) {
    if (error instanceof UnsafeRequest) return 'gone'
    // Not answered in time: whether the daemon is lost, or only slow, shows elsewhere.
    if (error instanceof TargetLost) return 'left'
    throw error
  }
}

const remove = async (client: Client, entry: Entry): Promise<Fate> => {
  for (let attempt = 1; ; attempt++) {
    const fate = await tryToRemove(client, entry)
    if (fate !== 'left' || attempt === attempts) return fate
    await new Promise(resolve => setTimeout(resolve, pauseMilliseconds))
  }
}

/** Takes away what these entries of a ledger name, as far as it is still there and ours. */
export const cleanUp = async (client: Client, entries: readonly Entry[]): Promise<CleanUp> => {
  const fates: (readonly [Entry, Fate])[] = []
  for (const kind of order)
    for (const entry of entries) if (entry.kind === kind) fates.push([entry, await remove(client, entry)])
  const having = (wanted: Fate): Entry[] => fates.flatMap(([entry, fate]) => (fate === wanted ? [entry] : []))
  return { removed: having('removed'), left: having('left') }
}

interface ListedImage {
  readonly Id: string
  readonly RepoTags: readonly string[] | null
  readonly Labels: Readonly<Record<string, string>> | null
}

/**
 * Images without a name that carry the label of the run: what is left of builds. Each is told to `confirm` before it is
 * removed; children go before their parents.
 */
export const cleanNamelessImages = async (
  client: Client,
  run: string,
  confirm: (id: string) => void,
): Promise<CleanUp> => {
  const removed: Entry[] = []
  for (;;) {
    const answer = await client.ask('ImageList', { query: { all: true, filters: { label: [`${runLabel}=${run}`] } } })
    if (answer.status !== 200) return { removed, left: [] }
    const rows = (jsonOf<ListedImage[] | null>(answer) ?? []).filter(
      ({ RepoTags, Labels }) => Labels?.[runLabel] === run && (RepoTags ?? []).every(tag => tag === '<none>:<none>'),
    )
    const entries = rows.map(({ Id }): Entry => ({ kind: 'image', name: Id }))
    for (const { name } of entries) confirm(name)
    const gone: Entry[] = []
    for (const entry of entries) {
      const { status } = await client.ask(...removals.image(entry.name))
      if (status < 300) gone.push(entry)
    }
    removed.push(...gone)
    if (gone.length === 0) return { removed, left: entries }
  }
}
