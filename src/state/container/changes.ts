import type { FilesystemChange } from '../../../spec/generated/types.ts'
import type { Engine } from '../engine.ts'

const kinds = { modified: 0, added: 1, deleted: 2 } as const

/** `GET /containers/{id}/changes`: null when there are none, as Go writes a list that was never made. */
export const containerChanges = (engine: Engine, reference: string): FilesystemChange[] | null => {
  const changes = engine.containers.resolve(reference).tree.changes()
  return changes.length === 0 ? null : changes.map(({ path, kind }) => ({ Path: path, Kind: kinds[kind] }))
}
