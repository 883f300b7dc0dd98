import type { HostConfig, Input, Resources } from '../../../spec/generated/types.ts'
import { type ApiVersion, compareVersions } from '../../../spec/version.ts'
import type { Engine } from '../engine.ts'
import { conflict, DockerError } from '../error.ts'
import type { Container } from './entity.ts'
import { containerEvent } from './event.ts'
import { table } from './lifecycle.ts'
import { type Check, refuses, verify } from './settings/check.ts'
import { memoryLimitBytes } from './settings/limits.ts'
import { readResources } from './settings/settings.ts'
import { verifyResources } from './settings/verify.ts'
import { isRestarting, restartPolicyFault } from './settings/verify-host-config.ts'

type UpdateBody = Input<'ContainerUpdate'>['body']

/** `POST /containers/{id}/update`; returns the warnings (moby daemon/update.go). */
export const updateContainer = (
  engine: Engine,
  reference: string,
  body: UpdateBody | undefined,
  version: ApiVersion,
): readonly string[] => {
  const changes = readChanges(body, version)
  verify([restartPolicyFault(engine.profile)], changes)
  const warnings = verifyResources(engine, changes, true)
  const container = engine.containers.resolve(reference)
  try {
    table.next('update', container.state, container, reference)
    for (const check of conflicts) {
      const text = check({ present: container.hostConfig, changes })
      if (text !== undefined) throw conflict(text)
    }
  } catch (error) {
    throw error instanceof DockerError ? error.wrap(`Cannot update container ${container.id}`) : error
  }
  container.hostConfig = merged(container, changes)
  if (container.runtime) container.runtime.kernel.memoryLimitBytes = memoryLimitBytes(engine, container)
  container.changed.notify()
  containerEvent(engine, container, 'update')
  return warnings
}

type Changes = Pick<HostConfig, 'RestartPolicy'> & Resources

const deviceLists = [
  'BlkioWeightDevice',
  'BlkioDeviceReadBps',
  'BlkioDeviceWriteBps',
  'BlkioDeviceReadIOps',
  'BlkioDeviceWriteIOps',
] as const

const readChanges = (body: UpdateBody | undefined, version: ApiVersion): Changes => {
  const changes: Changes = readResources(body ?? {})
  if (compareVersions(version, '1.40') < 0) delete changes.PidsLimit
  if (compareVersions(version, '1.55') < 0) for (const name of deviceLists) delete changes[name]
  if (typeof changes.PidsLimit === 'number' && changes.PidsLimit <= 0) changes.PidsLimit = 0
  const policy = body?.RestartPolicy
  if (policy?.Name) changes.RestartPolicy = { Name: policy.Name, MaximumRetryCount: policy.MaximumRetryCount ?? 0 }
  return changes
}

interface Update {
  readonly present: HostConfig
  readonly changes: Changes
}

const isSet = (value: number | null | undefined): boolean => (value ?? 0) > 0

/** What is already set in one way is not changed in the other (moby daemon/container/container_unix.go). */
const conflicts: readonly Check<Update>[] = [
  refuses(
    ({ present, changes }) => isSet(changes.NanoCpus) && isSet(present.CpuPeriod),
    'Conflicting options: Nano CPUs cannot be updated as CPU Period has already been set',
  ),
  refuses(
    ({ present, changes }) => isSet(changes.NanoCpus) && isSet(present.CpuQuota),
    'Conflicting options: Nano CPUs cannot be updated as CPU Quota has already been set',
  ),
  refuses(
    ({ present, changes }) => isSet(changes.CpuPeriod) && isSet(present.NanoCpus),
    'Conflicting options: CPU Period cannot be updated as NanoCPUs has already been set',
  ),
  refuses(
    ({ present, changes }) => isSet(changes.CpuQuota) && isSet(present.NanoCpus),
    'Conflicting options: CPU Quota cannot be updated as NanoCPUs has already been set',
  ),
  refuses(
    ({ present, changes }) =>
      isSet(changes.Memory) && (changes.Memory ?? 0) > (present.MemorySwap ?? 0) && !changes.MemorySwap,
    'Memory limit should be smaller than already set memoryswap limit, update the memoryswap at the same time',
  ),
  refuses(
    ({ present, changes }) => present.AutoRemove === true && isRestarting(changes),
    'Restart policy cannot be updated because AutoRemove is enabled for the container',
  ),
]

/** What an update may change; everything else in its body is checked and then forgotten. */
const updated = [
  'BlkioWeight',
  ...deviceLists,
  'CpuShares',
  'NanoCpus',
  'CpuPeriod',
  'CpuQuota',
  'CpusetCpus',
  'CpusetMems',
  'Memory',
  'MemorySwap',
  'MemoryReservation',
  'CpuRealtimePeriod',
  'CpuRealtimeRuntime',
  'PidsLimit',
  'RestartPolicy',
] as const

const merged = ({ hostConfig }: Container, changes: Changes): HostConfig => {
  const given = updated.filter(name => changes[name] !== undefined)
  return { ...hostConfig, ...Object.fromEntries(given.map(name => [name, changes[name]])) }
}
