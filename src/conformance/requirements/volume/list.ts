import { ensureStatus, jsonOf } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { ensureEqual } from '../../violation.ts'
import { sleepForever } from '../../workload.ts'
import type { World } from '../../world.ts'
import { type Volume, volumeEvidence, withVolume } from './inspect.ts'

/** The names of what these filters find. */
const namesOf = async (world: World, filters: object): Promise<string[]> => {
  const answer = await world.ask('VolumeList', { query: { filters } })
  ensureStatus(answer, 200)
  const { Volumes } = jsonOf<{ Volumes: Volume[] | null }>(answer)
  return (Volumes ?? []).map(({ Name }) => Name)
}

/** Which volumes are listed. */
export const volumeListRequirements: readonly Requirement[] = (['name', 'label', 'driver', 'dangling'] as const).map(
  key =>
    requirement({
      id: `VolumeList.filters-by-${key}`,
      operation: 'VolumeList',
      needs: ['volumes', 'run'],
      claim: `Volumes are found by ${key}`,
      evidence: volumeEvidence,
      check: async world => {
        const mark = world.name()
        const [free, used] = [
          await world.volume({ Labels: { [mark]: 'free' } }),
          await world.volume({ Labels: { [mark]: 'used' } }),
        ]
        await world.create(sleepForever, withVolume(used.name))
        const filters = {
          name: { name: [free.name] },
          label: { label: [`${mark}=free`] },
          driver: { driver: ['local'], label: [`${mark}=free`] },
          dangling: { dangling: ['true'], label: [mark] },
        }[key]
        ensureEqual(
          (await namesOf(world, filters)).filter(name => name === free.name || name === used.name),
          [free.name],
          'the names',
        )
        const others = { driver: ['nonsense'], label: [mark] }
        if (key === 'driver') ensureEqual(await namesOf(world, others), [], 'the names of another driver')
      },
    }),
)
