import { DockerError } from '../../error.ts'
import { sleep } from '../../kernel/calls.ts'
import type { Daemon, ResourceKind } from '../../kernel/daemon.ts'
import type { Process, Step } from '../../kernel/process.ts'
import type { Instant } from '../../time.ts'
import type { Configuration } from './ryuk-configuration.ts'
import { log } from './ryuk-log.ts'

/** In the order in which they are removed: networks and volumes are free when the containers are gone. */
const kinds: readonly ResourceKind[] = ['container', 'network', 'volume', 'image']

type Ids = Readonly<Record<ResourceKind, string[]>>

export interface Findings {
  readonly ids: Ids
  /** What stands in the way, one line each. */
  readonly problems: readonly string[]
  /** Some resources are too young: whoever made them may be at work. */
  readonly changed: boolean
}

/** A reaper never removes reapers (moby-ryuk consts.go). */
const reaperLabel = 'org.testcontainers.ryuk'

const changesDetected = 'changes detected'

const clientError = (error: unknown): string => {
  if (error instanceof DockerError) return `Error response from daemon: ${error.message}`
  throw error
}

/** What matches any of the filters and was made by `since`; a filter is the JSON of a list's `filters` parameter. */
export function* findResources(
  process: Process,
  daemon: Daemon,
  filters: Iterable<string>,
  since: Instant,
): Step<Findings> {
  const ids: Ids = { container: [], network: [], volume: [], image: [] }
  const problems: string[] = []
  let changed = false
  for (const filter of filters)
    for (const kind of kinds) {
      try {
        for (const { id, createdAt, labels } of daemon.list(kind, filter)) {
          if (labels[reaperLabel] === 'true' && kind === 'container') continue
          if (createdAt <= since) ids[kind].push(id)
          else {
            changed = true
            problems.push(`affected ${kind}s: ${kind} ${id}: ${changesDetected}`)
          }
        }
      } catch (error) {
        const message = `${kind} list: ${clientError(error)}`
        problems.push(`affected ${kind}s: ${message}`)
        yield* log(process, 'ERROR', `affected ${kind}s`, { error: message })
      }
    }
  return { ids, problems, changed }
}

/** Removes everything, trying again what is refused. Answers what was left, one line a kind. */
export function* removeResources(
  process: Process,
  daemon: Daemon,
  ids: Ids,
  configuration: Configuration,
): Step<readonly string[]> {
  const removed: Record<ResourceKind, number> = { container: 0, network: 0, volume: 0, image: 0 }
  const left: string[] = []
  for (const kind of kinds) {
    let remaining = new Set(ids[kind])
    for (let attempt = 1; remaining.size > 0 && attempt <= configuration.removeRetries; attempt++) {
      const refused = new Set<string>()
      for (const id of remaining) {
        const refusal = refusalOf(daemon, kind, id)
        if (refusal === undefined) removed[kind]++
        else if (refusal.kind !== 'not-found') {
          refused.add(id)
          yield* log(process, 'ERROR', 'remove', { resource: kind, id, attempt, error: clientError(refusal) })
        }
      }
      remaining = refused
      if (remaining.size > 0 && attempt < configuration.removeRetries) yield* sleep(process, 1000)
    }
    if (remaining.size > 0) left.push(`${kind} left ${remaining.size} items`)
  }
  const { container, network, volume, image } = removed
  yield* log(process, 'INFO', 'removed', { containers: container, networks: network, volumes: volume, images: image })
  return left
}

const refusalOf = (daemon: Daemon, kind: ResourceKind, id: string): DockerError | undefined => {
  try {
    daemon.remove(kind, id)
    return undefined
  } catch (error) {
    if (error instanceof DockerError) return error
    throw error
  }
}
