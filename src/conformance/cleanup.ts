import type { OperationId } from '../../spec/index.ts'
import type { Ask, Client } from './client.ts'
import type { Entry, ObjectKind } from './ledger.ts'
import { jsonOf, type Observation } from './observation.ts'
import { runLabel } from './safety/house.ts'
import { UnsafeRequest } from './violation.ts'

/** Containers hold networks, volumes and images: they go first. */
const order: readonly ObjectKind[] = ['container', 'network', 'volume', 'image', 'plugin']

const removals: Readonly<Record<ObjectKind, (name: string) => readonly [OperationId, Ask]>> = {
  container: id => ['ContainerDelete', { path: { id }, query: { force: true, v: true } }],
  network: id => ['NetworkDelete', { path: { id } }],
  volume: name => ['VolumeDelete', { path: { name } }],
  image: name => ['ImageDelete', { path: { name }, query: { noprune: true } }],
  plugin: name => ['PluginDelete', { path: { name }, query: { force: true } }],
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
const remove = async (client: Client, { kind, name }: Entry): Promise<Fate> => {
  for (let attempt = 1; ; attempt++) {
    let answer: Observation
    try {
      answer = await client.ask(...removals[kind](name))
    } catch (error) {
      if (error instanceof UnsafeRequest) return 'gone'
      throw error
    }
    if (answer.status < 300) return 'removed'
    // Names that the daemon does not accept cannot have been made.
    if (answer.status === 404 || answer.status === 400) return 'gone'
    if (attempt === attempts) return 'left'
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
