import type { OperationId } from '../../../../spec/index.ts'
import type { Profile } from '../profile.ts'

/** Filters of Docker's that podman does not know (podman pkg/domain/filters), by the list that has them. */
const unknown: Readonly<Partial<Record<OperationId, readonly string[]>>> = {
  ContainerList: ['expose', 'is-task', 'isolation', 'publish'],
  NetworkList: ['scope', 'type'],
}

/** Those of a list's filters that this daemon knows. */
export const knownFilters = (
  { podman }: Profile,
  operation: OperationId,
  accepted: ReadonlySet<string>,
): ReadonlySet<string> => {
  const without = podman ? unknown[operation] : undefined
  return without ? new Set([...accepted].filter(name => !without.includes(name))) : accepted
}
