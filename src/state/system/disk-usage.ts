import type { ContainerSummary, ImageSummary, Reply, Volume } from '../../../spec/generated/types.ts'
import { compareVersions } from '../../../spec/index.ts'
import { isAlive } from '../container/lifecycle.ts'
import { containerSummary } from '../container/views/summary.ts'
import type { Engine } from '../engine.ts'
import { invalid } from '../error.ts'
import { listImages } from '../image/list.ts'
import { partsOf } from '../image/size.ts'
import { imageSummaries } from '../image/views/summary.ts'
import { has } from '../profile/changes.ts'
import { isBefore29 } from '../profile/profile.ts'
import { localDriver } from '../volume/driver.ts'
import type { Volume as StoredVolume } from '../volume/entity.ts'
import { mountpointOf } from '../volume/path.ts'
import { volumeView } from '../volume/view.ts'

type DiskUsage = Reply<'SystemDataUsage'>
type Kind = 'container' | 'image' | 'volume' | 'build-cache'

const kinds: readonly Kind[] = ['container', 'image', 'volume', 'build-cache']

/** How much of one kind there is. Go leaves zeros and empty lists out. */
interface Usage<Item> {
  readonly activeCount: number
  readonly reclaimableBytes: number
  readonly totalBytes: number
  readonly items: readonly Item[]
}

/**
 * `GET /system/df` (moby daemon/disk_usage.go and daemon/server/router/system). `types` limits it to some kinds; since
 * API 1.52 there is a summary of each kind, beside the old lists unless `verbose` says that nobody wants them.
 */
export const diskUsage = (engine: Engine, version: string, types: readonly string[], verbose: boolean): DiskUsage => {
  const odd = types.find(type => !(kinds as readonly string[]).includes(type))
  if (odd !== undefined) throw invalid(`unknown object type: ${odd}`)
  const wants = (kind: Kind): boolean => types.length === 0 || types.includes(kind)
  const images = wants('image') ? imageUsage(engine, version) : undefined
  const containers = wants('container') ? containerUsage(engine, version) : undefined
  const volumes = wants('volume') ? volumeUsage(engine) : undefined
  const hasSummaries = compareVersions(version, '1.52') >= 0
  const layersBytes = images?.totalBytes ?? 0
  const lists: DiskUsage = {
    ...(layersBytes > 0 && { LayersSize: layersBytes }),
    ...(images && { Images: [...images.items] }),
    ...(containers && { Containers: [...containers.items] }),
    ...(volumes && { Volumes: [...volumes.items] }),
    ...(wants('build-cache') && { BuildCache: [] }),
  }
  const summaries: DiskUsage = {
    ...(images && { ImageUsage: summary(images) }),
    ...(containers && { ContainerUsage: summary(containers) }),
    ...(volumes && { VolumeUsage: summary(volumes) }),
    ...(wants('build-cache') && { BuildCacheUsage: {} }),
  }
  if (isBefore29(engine.profile)) {
    const hasSize = !has(engine.profile, 'leavesBuilderSizeOut')
    return { ...withNulls(lists, layersBytes), ...(hasSize && { BuilderSize: 0 }) }
  }
  if (!hasSummaries) return lists
  return verbose ? summaries : { ...lists, ...summaries }
}

/** Daemons before 29 have every list in every answer: null for what was not asked for (seen with 28.5.2). */
const withNulls = (lists: DiskUsage, layersBytes: number): DiskUsage => ({
  LayersSize: layersBytes,
  Images: lists.Images ?? null,
  Containers: lists.Containers ?? null,
  Volumes: lists.Volumes ?? null,
  BuildCache: lists.BuildCache ?? null,
})

const summary = ({ activeCount, reclaimableBytes, totalBytes, items }: Usage<object>) => ({
  ...(activeCount > 0 && { ActiveCount: activeCount }),
  ...(items.length > 0 && { TotalCount: items.length }),
  ...(reclaimableBytes > 0 && { Reclaimable: reclaimableBytes }),
  ...(totalBytes > 0 && { TotalSize: totalBytes }),
  ...(items.length > 0 && { Items: items.map(item => ({ ...item })) }),
})

const sum = (numbers: Iterable<number>): number => {
  let total = 0
  for (const number of numbers) total += number
  return total
}

const imageUsage = (engine: Engine, version: string): Usage<ImageSummary> => {
  const listed = listImages(engine, undefined, false)
  const items = imageSummaries(engine, listed, version, { sharedSize: true }).map(row => ({
    ...row,
    Containers: engine.containers.ofImage(row.Id ?? '').size,
  }))
  const idle = items.filter(({ Containers }) => Containers === 0)
  const parts = new Map([...engine.images.all()].flatMap(image => [...partsOf(engine, image)]))
  return {
    activeCount: items.length - idle.length,
    reclaimableBytes: sum(idle.map(({ Size, SharedSize }) => (Size ?? 0) - (SharedSize ?? 0))),
    totalBytes: sum(parts.values()),
    items,
  }
}

const containerUsage = (engine: Engine, version: string): Usage<ContainerSummary> => {
  const containers = [...engine.containers.newestFirst()]
  const idle = containers.filter(container => !isAlive(container))
  return {
    activeCount: containers.length - idle.length,
    reclaimableBytes: sum(idle.map(({ tree }) => tree.writtenBytes)),
    totalBytes: sum(containers.map(({ tree }) => tree.writtenBytes)),
    items: containers.map(container => containerSummary(engine, container, version, true)),
  }
}

/** Volumes that options or plugins put elsewhere take no room here (moby daemon/volume/service, LocalVolumesSize). */
const isMeasured = ({ driver, options }: StoredVolume): boolean =>
  driver === localDriver && Object.keys(options ?? {}).length === 0

const volumeUsage = (engine: Engine): Usage<Volume> => {
  const volumes = [...engine.volumes.all()].filter(isMeasured)
  const idle = volumes.filter(({ containerIds }) => containerIds.size === 0)
  return {
    activeCount: volumes.length - idle.length,
    reclaimableBytes: sum(idle.map(({ tree }) => tree.totalBytes)),
    totalBytes: sum(volumes.map(({ tree }) => tree.totalBytes)),
    items: volumes.map(volume => ({
      ...volumeView(volume, mountpointOf(engine, volume.name)),
      UsageData: { RefCount: volume.containerIds.size, Size: volume.tree.totalBytes },
    })),
  }
}
