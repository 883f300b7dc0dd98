import { ensureRefusal, ensureStatus, jsonOf } from '../observation.ts'
import { type Requirement, requirement } from '../requirement.ts'
import { ensureEqual, ensureMatch } from '../violation.ts'
import { exit, sleepForever } from '../workload.ts'
import type { World } from '../world.ts'

const evidence = ['/volumes; moby volume/service and daemon/server/router/volume']

interface Volume {
  readonly Name: string
  readonly Driver: string
  readonly Scope: string
  readonly Mountpoint: string
  readonly Labels: Readonly<Record<string, string>> | null
}

const inspect = async (world: World, name: string): Promise<Volume> => {
  const answer = await world.ask('VolumeInspect', { path: { name } })
  ensureStatus(answer, 200)
  return jsonOf<Volume>(answer)
}

const list = async (world: World, filters: object): Promise<string[]> => {
  const answer = await world.ask('VolumeList', { query: { filters } })
  ensureStatus(answer, 200)
  const { Volumes } = jsonOf<{ Volumes: Volume[] | null }>(answer)
  return (Volumes ?? []).map(({ Name }) => Name)
}

const withVolume = (name: string) => ({ HostConfig: { Binds: [`${name}:/data`] } })

/** Volumes keep what is written to them, until nobody uses them and somebody removes them. */
export const volumeRequirements: readonly Requirement[] = [
  requirement({
    id: 'VolumeCreate.answers-the-volume',
    operation: 'VolumeCreate',
    needs: ['volumes'],
    claim: 'A new volume answers 201 with its name, driver, scope, place and labels',
    evidence,
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
    evidence,
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
    evidence,
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
    evidence,
    check: async world => {
      const answer = await world.ask('VolumeCreate', { body: { Name: world.name(), Driver: 'nonsense' } })
      ensureStatus(answer, 400, 404)
    },
  }),
  requirement({
    id: 'VolumeDelete.refuses-in-use',
    operation: 'VolumeDelete',
    needs: ['volumes', 'run'],
    claim: 'A volume that a container has is not removed, running or not',
    evidence,
    check: async world => {
      const { name } = await world.volume()
      await world.create(sleepForever, withVolume(name))
      ensureRefusal(await world.ask('VolumeDelete', { path: { name } }), 409, /volume is in use - \[/)
      ensureEqual((await inspect(world, name)).Name, name, 'the volume afterwards')
    },
  }),
  requirement({
    id: 'VolumeDelete.removes',
    operation: 'VolumeDelete',
    needs: ['volumes'],
    claim: 'A volume that is removed is gone; with force it may have been gone before',
    evidence,
    check: async world => {
      const { name } = await world.volume()
      ensureStatus(await world.ask('VolumeDelete', { path: { name } }), 204)
      ensureStatus(await world.ask('VolumeInspect', { path: { name } }), 404)
      ensureStatus(await world.ask('VolumeDelete', { path: { name }, query: { force: true } }), 204)
    },
  }),
  requirement({
    id: 'VolumeInspect.keeps-what-is-written',
    operation: 'VolumeInspect',
    needs: ['volumes', 'run'],
    claim: 'What one container writes to a volume another one reads',
    evidence,
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
  ...(['name', 'label', 'driver', 'dangling'] as const).map(key =>
    requirement({
      id: `VolumeList.filters-by-${key}`,
      operation: 'VolumeList',
      needs: ['volumes', 'run'],
      claim: `Volumes are found by ${key}`,
      evidence,
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
          (await list(world, filters)).filter(name => name === free.name || name === used.name),
          [free.name],
          'the names',
        )
        const others = { driver: ['nonsense'], label: [mark] }
        if (key === 'driver') ensureEqual(await list(world, others), [], 'the names of another driver')
      },
    }),
  ),
  requirement({
    id: 'VolumeList.refuses-unknown-filter',
    operation: 'VolumeList',
    claim: 'A filter that does not exist is refused with 400',
    evidence,
    check: async world =>
      ensureRefusal(await world.ask('VolumeList', { query: { filters: { nonsense: ['x'] } } }), 400, /invalid filter/i),
  }),
  requirement({
    id: 'ContainerStart.makes-missing-bind-source',
    operation: 'ContainerStart',
    needs: ['volumes', 'run', 'alone'],
    claim: 'A bind whose source is not there is taken, and the source is made',
    evidence: ['moby volume/mounts/mounts.go, Setup', 'podman#9510, socktainer 0b831c6'],
    check: async world => {
      // In a volume of our own, with which it goes.
      const { Mountpoint } = await inspect(world, (await world.volume()).name)
      const Binds = [`${Mountpoint}/missing:/data`]
      const { id } = await world.create(sleepForever, { HostConfig: { Binds } })
      ensureStatus(await world.ask('ContainerStart', { path: { id } }), 204)
    },
  }),
  requirement({
    id: 'ContainerDelete.takes-anonymous-volumes',
    operation: 'ContainerDelete',
    needs: ['volumes', 'run'],
    claim: 'Removed with v=1, a container takes its anonymous volumes with it and leaves the named ones',
    evidence: ['/containers/{id}; moby daemon/delete.go'],
    check: async world => {
      const { name } = await world.volume()
      const made = await world.create(exit(0), { Volumes: { '/anonymous': {} }, ...withVolume(name) })
      const { Mounts } = await world.inspect(made.id)
      const anonymous = ((Mounts ?? []) as { Name: string }[]).map(({ Name }) => Name).find(each => each !== name) ?? ''
      ensureEqual((await inspect(world, anonymous)).Name, anonymous, 'the anonymous volume before')
      ensureStatus(await world.ask('ContainerDelete', { path: { id: made.id }, query: { v: true } }), 204)
      ensureStatus(await world.ask('VolumeInspect', { path: { name: anonymous } }), 404)
      ensureStatus(await world.ask('VolumeInspect', { path: { name } }), 200)
    },
  }),
]
