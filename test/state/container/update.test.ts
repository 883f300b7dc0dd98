import { describe, expect, test } from 'vitest'
import type { HostConfig, Input } from '../../../spec/generated/types.ts'
import { updateContainer } from '../../../src/state/container/update.ts'
import { createDaemon, refusalOf } from './daemon.ts'

type Body = Input<'ContainerUpdate'>['body']

const MiB = 1024 * 1024

const updated = (hostConfig: HostConfig, body: Body, apiVersion = '1.55') => {
  const daemon = createDaemon()
  const container = daemon.create({ HostConfig: hostConfig }, { name: 'web' })
  const warnings = updateContainer(daemon.engine, 'web', body, apiVersion)
  return { ...daemon, container, warnings, now: container.hostConfig }
}

describe('an update', () => {
  test('changes what it names, leaves zeros alone and is recorded', () => {
    const { now, events, warnings } = updated(
      { Memory: 8 * MiB, CpuShares: 7 },
      {
        Memory: 100 * MiB,
        MemorySwap: 200 * MiB,
        CpuShares: 0,
        RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 },
      },
    )
    expect(now).toMatchObject({
      Memory: 100 * MiB,
      MemorySwap: 200 * MiB,
      CpuShares: 7,
      RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 },
    })
    expect(events.at(-1)?.action).toBe('update')
    expect(warnings).toEqual([])
  })

  test('takes any limit on processes below one as none', () => {
    expect(updated({ PidsLimit: 5 }, { PidsLimit: -1 }).now.PidsLimit).toBe(0)
    expect(updated({ PidsLimit: 5 }, { PidsLimit: null }).now.PidsLimit).toBe(5)
  })

  test('changes limits on devices since 1.55, an empty list clears them', () => {
    const limits = [{ Path: '/dev/sda', Rate: 1 }]
    expect(updated({}, { BlkioDeviceReadBps: limits }).now.BlkioDeviceReadBps).toEqual(limits)
    expect(updated({}, { BlkioDeviceReadBps: limits }, '1.54').now.BlkioDeviceReadBps).toBeUndefined()
    expect(updated({ BlkioDeviceReadBps: limits }, { BlkioDeviceReadBps: [] }).now.BlkioDeviceReadBps).toEqual([])
  })

  const refusals: readonly (readonly [present: HostConfig, body: Body, refusal: string])[] = [
    [
      { CpuPeriod: 1000 },
      { NanoCpus: 1e9 },
      'Conflicting options: Nano CPUs cannot be updated as CPU Period has already been set',
    ],
    [
      { CpuQuota: 1000 },
      { NanoCpus: 1e9 },
      'Conflicting options: Nano CPUs cannot be updated as CPU Quota has already been set',
    ],
    [
      { NanoCpus: 1e9 },
      { CpuPeriod: 1000 },
      'Conflicting options: CPU Period cannot be updated as NanoCPUs has already been set',
    ],
    [
      { NanoCpus: 1e9 },
      { CpuQuota: 1000 },
      'Conflicting options: CPU Quota cannot be updated as NanoCPUs has already been set',
    ],
    [
      { Memory: 8 * MiB },
      { Memory: 17 * MiB },
      'Memory limit should be smaller than already set memoryswap limit, update the memoryswap at the same time',
    ],
    [
      { AutoRemove: true },
      { RestartPolicy: { Name: 'always' } },
      'Restart policy cannot be updated because AutoRemove is enabled for the container',
    ],
  ]
  test.each(refusals)('of %j with %j conflicts', (present, body, refusal) => {
    const { engine, create, story } = createDaemon()
    const { id } = create({ HostConfig: present }, { name: 'web' })
    const act = () => updateContainer(engine, 'web', body, '1.55')
    expect(refusalOf(act)).toBe(`conflict: Cannot update container ${id}: ${refusal}`)
    expect(story()).not.toContain('container update')
  })

  test('is checked before its container is looked for', () => {
    const { engine } = createDaemon()
    const act = (body: Body) => refusalOf(() => updateContainer(engine, 'ghost', body, '1.55'))
    expect(act({ Memory: 1 })).toBe('invalid: Minimum memory limit allowed is 6MB')
    expect(act({ MemorySwap: 8 * MiB })).toBe('not-found: No such container: ghost')
    expect(act({ RestartPolicy: { Name: 'no', MaximumRetryCount: 1 } })).toContain('maximum retry count')
    expect(act({ IOMaximumIOps: 1 })).toContain('Invalid QoS settings')
  })

  test('is not for a container that is going', () => {
    const { engine, create } = createDaemon()
    const container = create({}, { name: 'web' })
    engine.containers.move(container, 'dead')
    expect(refusalOf(() => updateContainer(engine, 'web', {}, '1.55'))).toBe(
      `internal: Cannot update container ${container.id}: container is marked for removal and cannot be "update"`,
    )
  })
})
