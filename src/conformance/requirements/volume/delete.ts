import { ensureRefusal, ensureStatus } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { ensureEqual } from '../../violation.ts'
import { sleepForever } from '../../workload.ts'
import { prune } from '../prune.ts'
import { inspectVolume, volumeEvidence, withVolume } from './inspect.ts'

/** Volumes are removed when nobody has them, by hand or by a prune. */
export const volumeDeleteRequirements: readonly Requirement[] = [
  requirement({
    id: 'VolumeDelete.removes',
    operation: 'VolumeDelete',
    needs: ['volumes'],
    claim: 'A volume that is removed is gone; with force it may have been gone before',
    evidence: volumeEvidence,
    check: async world => {
      const { name } = await world.volume()
      ensureStatus(await world.ask('VolumeDelete', { path: { name } }), 204)
      ensureStatus(await world.ask('VolumeInspect', { path: { name } }), 404)
      ensureStatus(await world.ask('VolumeDelete', { path: { name }, query: { force: true } }), 204)
    },
  }),
  requirement({
    id: 'VolumeDelete.refuses-in-use',
    operation: 'VolumeDelete',
    needs: ['volumes', 'run'],
    claim: 'A volume that a container has is not removed, running or not',
    evidence: volumeEvidence,
    check: async world => {
      const { name } = await world.volume()
      await world.create(sleepForever, withVolume(name))
      ensureRefusal(await world.ask('VolumeDelete', { path: { name } }), 409, /volume is in use - \[/)
      ensureEqual((await inspectVolume(world, name)).Name, name, 'the volume afterwards')
    },
  }),
  requirement({
    id: 'VolumePrune.leaves-named-volumes',
    operation: 'VolumePrune',
    since: '1.42',
    needs: ['volumes'],
    claim: 'Prune takes volumes that were given a name only when it is asked for all',
    evidence: [
      '/volumes/prune; moby volume/service/service.go',
      'moby#44216, podman#24597, socktainer#315: data were lost',
    ],
    check: async world => {
      const mark = world.name()
      const { name } = await world.volume({ Labels: { [mark]: '' } })
      const label = [world.label, mark]
      ensureStatus(await prune(world, 'VolumePrune', { label }), 200)
      ensureStatus(await world.ask('VolumeInspect', { path: { name } }), 200)
      ensureStatus(await prune(world, 'VolumePrune', { label, all: ['true'] }), 200)
      ensureStatus(await world.ask('VolumeInspect', { path: { name } }), 404)
    },
  }),
]
