import { ensureStatus, jsonOf } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { ensureEqual } from '../../violation.ts'
import type { World } from '../../world.ts'

export const volumeEvidence = ['/volumes; moby volume/service and daemon/server/router/volume']

/** A volume, as far as the suite reads it. */
export interface Volume {
  readonly Name: string
  readonly Driver: string
  readonly Scope: string
  readonly Mountpoint: string
  readonly Labels: Readonly<Record<string, string>> | null
}

export const inspectVolume = async (world: World, name: string): Promise<Volume> => {
  const answer = await world.ask('VolumeInspect', { path: { name } })
  ensureStatus(answer, 200)
  return jsonOf<Volume>(answer)
}

/** Settings of a container that has the volume. */
export const withVolume = (name: string) => ({ HostConfig: { Binds: [`${name}:/data`] } })

/** Volumes keep what is written to them. */
export const volumeInspectRequirements: readonly Requirement[] = [
  requirement({
    id: 'VolumeInspect.keeps-what-is-written',
    operation: 'VolumeInspect',
    needs: ['volumes', 'run'],
    claim: 'What one container writes to a volume another one reads',
    evidence: volumeEvidence,
    check: async world => {
      const { name } = await world.volume()
      const run = async (script: string): Promise<number> => {
        const { id } = await world.start({ Cmd: ['sh', '-c', script] }, withVolume(name))
        return jsonOf<{ StatusCode: number }>(await world.ask('ContainerWait', { path: { id } })).StatusCode
      }
      ensureEqual(await run('echo kept > /data/file'), 0, 'the status of the writer')
      ensureEqual(await run('grep -q kept /data/file'), 0, 'the status of the reader')
    },
  }),
]
