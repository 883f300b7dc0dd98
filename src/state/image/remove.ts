import type { Engine } from '../engine.ts'
import { invalid } from '../error.ts'
import type { Removal, RemoveOptions } from './removal.ts'
import { removeFromContainerd } from './remove-containerd.ts'
import { removeFromGraph } from './remove-graph.ts'

/** `DELETE /images/{name}`. */
export const removeImage = (engine: Engine, name: string, options: Partial<RemoveOptions> = {}): Removal[] => {
  if (name.trim() === '') throw invalid('image name cannot be blank')
  const { force = false, prune = true, platforms = [] } = options
  const remove = engine.profile.storage.containerdStore ? removeFromContainerd : removeFromGraph
  return remove(engine, name, { force, prune, platforms })
}
