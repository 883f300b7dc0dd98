import { dropCheckpoints } from '../checkpoint/commands.ts'
import type { Engine } from '../engine.ts'
import { internal } from '../error.ts'
import { has } from '../profile/changes.ts'
import type { Container } from './entity.ts'
import { containerEvent } from './event.ts'
import { forceStop } from './kill.ts'
import { lifecycleOf } from './podman-lifecycle.ts'
import { releaseMounts } from './runtime/mounts.ts'

export interface RemoveOptions {
  /** The anonymous volumes go with it. */
  readonly volumes?: boolean
  /** Kills it first when it runs. */
  readonly force?: boolean
  /** Only takes away the link that the reference names. */
  readonly link?: boolean
}

/** `DELETE /containers/{id}` (moby daemon/delete.go). */
export const deleteContainer = (engine: Engine, reference: string, options: RemoveOptions): void => {
  const container = engine.containers.resolve(reference)
  if (options.link) {
    removeLink(engine, container, reference)
    return
  }
  lifecycleOf(engine.profile).next(
    options.force ? 'forceRemove' : 'remove',
    container.state,
    container,
    calledBy(engine, container, reference),
  )
  forceStop(engine, container)
  removeContainer(engine, container, options)
}

/** What a refusal calls the container. */
const calledBy = ({ profile }: Engine, { id, name }: Container, reference: string): string => {
  if (has(profile, 'removalNamesWhatWasAsked')) return reference
  return has(profile, 'removalNamesContainer') ? `/${name}` : id
}

/** Takes a container that does not run out of the world: its name, its index entries, its anonymous volumes. */
export const removeContainer = (
  engine: Engine,
  container: Container,
  { volumes = false }: { readonly volumes?: boolean },
): void => {
  if (container.removed) return
  engine.containers.move(container, 'removing')
  engine.containers.remove(container)
  releaseMounts(engine, container.id, container.mounts, { withAnonymous: volumes })
  dropCheckpoints(engine, container)
  container.removed = true
  container.changed.notify()
  containerEvent(engine, container, 'destroy')
}

const removeLink = (engine: Engine, container: Container, reference: string): void => {
  const name = reference.startsWith('/') ? reference : `/${reference}`
  const slash = name.lastIndexOf('/')
  if (slash === 0) throw internal('Conflict, cannot remove the default link name of the container')
  const parent = engine.containers.byName(name.slice(1, slash))
  if (!parent) throw internal(`Cannot get parent ${name.slice(0, slash)} for link name ${name}`)
  const alias = name.slice(slash + 1)
  if (engine.containers.links.childrenOf(parent).get(alias) === container) engine.containers.links.unlink(parent, alias)
}
