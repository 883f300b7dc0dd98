import { compareVersions, type Reply } from '../../../spec/index.ts'
import { unavailable } from '../../state/error.ts'
import { createVolume } from '../../state/volume/create.ts'
import { findVolume } from '../../state/volume/driver.ts'
import { listVolumes } from '../../state/volume/list.ts'
import { hostMountpointOf, sourceOf } from '../../state/volume/path.ts'
import { pruneVolumes } from '../../state/volume/prune.ts'
import { deleteVolume } from '../../state/volume/remove.ts'
import { volumeView } from '../../state/volume/view.ts'
import { empty, type Handlers, json } from '../answer.ts'

type VolumeOperation = Extract<keyof Handlers, `Volume${string}`>

export const volumeHandlers: Pick<Handlers, VolumeOperation> = {
  VolumeList: ({ engine }, { query }) =>
    json<Reply<'VolumeList'>>({
      Volumes: listVolumes(engine, query.filters).map(volume => volumeView(volume, hostMountpointOf(engine, volume))),
      Warnings: null,
    }),

  VolumeCreate: ({ engine }, { body }) => {
    if (body.ClusterVolumeSpec) throw unavailable(notAManager)
    const volume = createVolume(engine, {
      name: body.Name ?? '',
      driver: body.Driver ?? '',
      labels: body.Labels ?? null,
      options: body.DriverOpts ?? null,
    })
    // Nobody has asked a plugin yet where its volume is.
    const mountpoint = volume.pluginId === undefined ? sourceOf(engine, volume) : ''
    return json<Reply<'VolumeCreate'>>(volumeView(volume, mountpoint), 201)
  },

  VolumeInspect: ({ engine }, { path }) => {
    const volume = findVolume(engine, path.name)
    return json<Reply<'VolumeInspect'>>(volumeView(volume, sourceOf(engine, volume)))
  },

  VolumeUpdate: () => {
    throw unavailable('volume update only valid for cluster volumes, but swarm is unavailable')
  },

  VolumeDelete: ({ engine }, { path, query }) => {
    deleteVolume(engine, path.name, query.force ?? false)
    return empty(204)
  },

  VolumePrune: ({ engine, apiVersion }, { query }) => {
    const { names, reclaimedBytes } = pruneVolumes(engine, query.filters, compareVersions(apiVersion, '1.42') < 0)
    return json<Reply<'VolumePrune'>>({ VolumesDeleted: [...names], SpaceReclaimed: reclaimedBytes })
  },
}
const notAManager =
  'This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.'
