import { ensureRefusal, ensureStatus, jsonOf } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { ensureEqual, ensureMatch } from '../../violation.ts'
import { asked } from '../evidence.ts'
import { type Volume, volumeEvidence } from './inspect.ts'

/** Volumes are made, and made again; outside of a swarm they are not updated. */
export const volumeCreateRequirements: readonly Requirement[] = [
  requirement({
    id: 'VolumeCreate.answers-the-volume',
    operation: 'VolumeCreate',
    needs: ['volumes'],
    claim: 'A new volume answers 201 with its name, driver, scope, place and labels',
    evidence: volumeEvidence,
    check: async world => {
      const Name = world.name()
      const answer = await world.ask('VolumeCreate', { body: { Name, Labels: { a: 'b' } } })
      ensureStatus(answer, 201)
      const volume = jsonOf<Volume>(answer)
      ensureEqual(
        [volume.Name, volume.Driver, volume.Scope, volume.Labels?.a],
        [Name, 'local', 'local', 'b'],
        'the volume',
      )
      ensureMatch(volume.Mountpoint, new RegExp(`/${Name}/_data$`), 'Mountpoint')
    },
  }),
  requirement({
    id: 'VolumeCreate.twice',
    operation: 'VolumeCreate',
    needs: ['volumes'],
    claim: 'Creating a volume that exists answers it again',
    evidence: volumeEvidence,
    check: async world => {
      const { name } = await world.volume()
      const again = await world.ask('VolumeCreate', { body: { Name: name } })
      ensureStatus(again, 201)
      ensureEqual(jsonOf<Volume>(again).Name, name, 'Name')
    },
  }),
  requirement({
    id: 'VolumeCreate.refuses-bad-name',
    operation: 'VolumeCreate',
    needs: ['volumes'],
    claim: 'A name with a slash is refused with 400',
    evidence: volumeEvidence,
    check: async world =>
      ensureRefusal(
        await world.ask('VolumeCreate', { body: { Name: `${world.name()}/x` } }),
        400,
        /includes invalid characters/,
      ),
  }),
  requirement({
    id: 'VolumeCreate.refuses-unknown-driver',
    operation: 'VolumeCreate',
    needs: ['volumes'],
    claim: 'A driver that does not exist is refused',
    evidence: volumeEvidence,
    check: async world => {
      const answer = await world.ask('VolumeCreate', { body: { Name: world.name(), Driver: 'nonsense' } })
      ensureStatus(answer, 400, 404)
    },
  }),
  requirement({
    id: 'VolumeUpdate.refuses-without-swarm',
    operation: 'VolumeUpdate',
    since: '1.42',
    claim: 'A volume is only updated in a swarm: without one it is refused with 503',
    evidence: ['/volumes/{name}; moby daemon/server/router/volume/volume_routes.go, putVolumesUpdate', asked],
    check: async world => {
      const given = { path: { name: world.name() }, query: { version: 0 }, body: {} }
      ensureRefusal(await world.ask('VolumeUpdate', given), 503, /volume update only valid for cluster volumes/)
    },
  }),
]
