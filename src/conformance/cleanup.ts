import type { Client } from './client.ts'
import type { Entry, ObjectKind } from './ledger.ts'
import { jsonOf } from './observation.ts'
import { runLabel } from './safety.ts'

/** Containers hold networks, volumes and images: they go first. */
const order: readonly ObjectKind[] = ['container', 'network', 'volume', 'image']

/** Whether the object that has this name now carries the label of the run: the second lock before anything is removed. */
const isLabelled = async (client: Client, { kind, name }: Entry, run: string): Promise<boolean> => {
  if (kind === 'image') return true
  const operation = { container: 'ContainerInspect', network: 'NetworkInspect', volume: 'VolumeInspect' } as const
  const parameter = kind === 'volume' ? 'name' : 'id'
  const answer = await client.ask(operation[kind], { path: { [parameter]: name } })
  if (answer.status !== 200) return false
  const { Labels, Config } = jsonOf<{ Labels?: Record<string, string>; Config?: { Labels?: Record<string, string> } }>(
    answer,
  )
  return (Config?.Labels ?? Labels)?.[runLabel] === run
}

const remove = async (client: Client, { kind, name }: Entry): Promise<void> => {
  if (kind === 'container') await client.ask('ContainerDelete', { path: { id: name }, query: { force: true, v: true } })
  if (kind === 'network') await client.ask('NetworkDelete', { path: { id: name } })
  if (kind === 'volume') await client.ask('VolumeDelete', { path: { name }, query: { force: true } })
  if (kind === 'image') await client.ask('ImageDelete', { path: { name }, query: { noprune: true } })
}

/** Takes away what these entries of a ledger name, as far as it is still there and ours. Answers what it removed. */
export const cleanUp = async (client: Client, entries: readonly Entry[], run: string): Promise<Entry[]> => {
  const removed: Entry[] = []
  for (const kind of order) {
    for (const entry of entries.filter(each => each.kind === kind)) {
      if (!(await isLabelled(client, entry, run))) continue
      await remove(client, entry)
      removed.push(entry)
    }
  }
  return removed
}
