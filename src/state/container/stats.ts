import type { ContainerStatsResponse } from '../../../spec/generated/types.ts'
import type { Engine } from '../engine.ts'
import { type ByteSource, Pipe } from '../pipe.ts'
import { has } from '../profile/changes.ts'
import type { Profile } from '../profile/profile.ts'
import { type Instant, never, rfc3339Nano } from '../time.ts'
import { type Cancel, Notifier, transition } from '../wait.ts'
import type { Container } from './entity.ts'
import { table } from './lifecycle.ts'
import { emptyUsage, measure, type Usage } from './runtime/usage.ts'

export interface StatsOptions {
  /** Default true. */
  readonly stream?: boolean | undefined
  /** One sample at once, without the one before it. */
  readonly oneShot?: boolean | undefined
}

export type Stats =
  | { readonly kind: 'once'; readonly stats: Promise<ContainerStatsResponse> }
  | { readonly kind: 'stream'; readonly source: ByteSource }

const periodMilliseconds = 1000

/** A client that does not read misses samples rather than filling the memory. */
const unreadBytesMax = 64 * 1024

/** `GET /containers/{id}/stats` (moby daemon/stats.go). */
export const statsContainer = (engine: Engine, reference: string, options: StatsOptions = {}): Stats => {
  const container = engine.containers.resolve(reference)
  table.next('stats', container.state, container, reference)
  if (options.stream !== false) return { kind: 'stream', source: streamSamples(engine, container) }
  if (options.oneShot || !container.runtime) {
    const { id, name, ...shot } = statsView(engine, container, sample(engine, container), undefined)
    const isNamed = !options.oneShot || !container.runtime || oneShotIsNamed(engine.profile)
    return { kind: 'once', stats: Promise.resolve(isNamed ? { id, name, ...shot } : shot) }
  }
  return { kind: 'once', stats: secondSample(engine, container) }
}

interface Sample {
  /** undefined when the container does not run. */
  readonly at: Instant | undefined
  readonly usage: Usage
}

const sample = (engine: Engine, container: Container): Sample =>
  container.runtime
    ? { at: engine.clock.now(), usage: measure(engine, container, container.runtime) }
    : { at: undefined, usage: emptyUsage }

/** The processor's load is a difference: `docker stats --no-stream` wants two samples a second apart. */
const secondSample = (engine: Engine, container: Container): Promise<ContainerStatsResponse> => {
  const first = sample(engine, container)
  const due = new Notifier()
  let result: ContainerStatsResponse | undefined
  engine.clock.after(periodMilliseconds, () => {
    result = statsView(engine, container, sample(engine, container), first)
    due.notify()
  })
  return transition(due, () => result)
}

const streamSamples = (engine: Engine, container: Container): ByteSource => {
  const encoder = new TextEncoder()
  const output = new Pipe(Number.POSITIVE_INFINITY)
  let previous: Sample | undefined
  let cancel: Cancel | undefined
  const emit = (): void => {
    if (container.removed) {
      output.end()
      return
    }
    const current = sample(engine, container)
    if (output.size < unreadBytesMax) {
      output.writeWhole(encoder.encode(`${JSON.stringify(statsView(engine, container, current, previous))}\n`))
    }
    previous = current
    cancel = engine.clock.after(periodMilliseconds, emit)
  }
  emit()
  return {
    read: max => output.read(max),
    readable: output.readable,
    close() {
      cancel?.()
      output.close()
    },
  }
}

const oneShotIsNamed = (profile: Profile): boolean =>
  has(profile, 'oneShotNamesContainer') || !has(profile, 'oneShotForgetsContainer')

/** In the order of moby's StatsResponse. */
const statsView = (
  { profile }: Engine,
  container: Container,
  current: Sample,
  previous: Sample | undefined,
): ContainerStatsResponse => ({
  id: container.id,
  name: `/${container.name}`,
  ...(has(profile, 'statisticsSaySystem') && { os_type: container.platform.os }),
  read: moment(current),
  cpu_stats: current.usage.cpu,
  memory_stats: current.usage.memory,
  ...(Object.keys(current.usage.networks ?? {}).length === 0 ? {} : { networks: current.usage.networks }),
  pids_stats: current.usage.pids,
  blkio_stats: current.usage.blockIo,
  num_procs: 0,
  storage_stats: {},
  preread: moment(previous),
  precpu_stats: (previous ?? { usage: emptyUsage }).usage.cpu,
})

const moment = (sample: Sample | undefined): string => (sample?.at === undefined ? never : rfc3339Nano(sample.at))
