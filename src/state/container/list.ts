import type { ContainerSummary } from '../../../spec/generated/types.ts'
import type { ApiVersion } from '../../../spec/version.ts'
import type { Engine } from '../engine.ts'
import type { Container } from './entity.ts'
import { candidatesOf } from './filters/candidates.ts'
import { type ContainerFilter, readContainerFilter } from './filters/filter.ts'
import { isRunning } from './views/status.ts'
import { containerSummary } from './views/summary.ts'

export interface ListOptions {
  readonly all?: boolean | undefined
  /** Zero or less: no limit. */
  readonly limit?: number | undefined
  readonly size?: boolean | undefined
  readonly filters?: string | undefined
  readonly apiVersion: ApiVersion
}

/** `GET /containers/json`: newest first. Costs what the narrowest index leaves (moby daemon/list.go). */
export const listContainers = (engine: Engine, options: ListOptions): ContainerSummary[] => {
  const filter = readContainerFilter(engine, options.filters)
  return selectContainers(engine, filter, options).map(container =>
    containerSummary(engine, container, options.apiVersion, options.size ?? false),
  )
}

/** The containers themselves, newest first. */
export const selectContainers = (
  engine: Engine,
  filter: ContainerFilter,
  { all = false, limit = 0 }: Pick<ListOptions, 'all' | 'limit'>,
): Container[] => {
  const withStopped = all || limit > 0 || filter.wantsAll
  const found: Container[] = []
  let isAfterBefore = filter.before === undefined
  for (const container of candidatesOf(engine, filter, withStopped)) {
    if (!isAfterBefore) {
      isAfterBefore = container === filter.before
      continue
    }
    if (container === filter.since) break
    if (!withStopped && !isRunning(container)) continue
    if (!filter.matches(container)) continue
    if (limit > 0 && found.length === limit) break
    found.push(container)
  }
  return found
}
