import type { Fields } from '../../fields.ts'
import { ensureStatus } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { ensureEqual } from '../../violation.ts'
import { exit, sleepForever } from '../../workload.ts'
import { asked, askedOldestAndNewest } from '../evidence.ts'
import { inspectVolume, withVolume } from '../volume/inspect.ts'

/** What is mounted into a container, how it is shown, and what becomes of it. */
export const mountRequirements: readonly Requirement[] = [
  requirement({
    id: 'ContainerInspect.binds-as-asked',
    operation: 'ContainerInspect',
    level: 'should',
    needs: ['image', 'volumes'],
    claim: 'A bind is inspected as it was asked for',
    evidence: ['/containers/{id}/json', 'podman release notes 4.2.1', asked],
    check: async world => {
      const Binds = [`${(await world.volume()).name}:/data`]
      const { id } = await world.create(sleepForever, { HostConfig: { Binds } })
      ensureEqual((await world.inspect(id)).HostConfig.Binds, Binds, 'Binds')
    },
  }),
  requirement({
    id: 'ContainerInspect.keeps-the-order-of-binds',
    operation: 'ContainerInspect',
    level: 'should',
    needs: ['image', 'volumes'],
    claim: 'Binds are inspected in the order in which they were asked for',
    evidence: ['/containers/{id}/json', 'podman release notes 4.2.1', askedOldestAndNewest],
    check: async world => {
      const names = [(await world.volume()).name, (await world.volume()).name].toSorted().reverse()
      const Binds = names.map((name, index) => `${name}:/data${2 - index}`)
      const { id } = await world.create(sleepForever, { HostConfig: { Binds } })
      ensureEqual((await world.inspect(id)).HostConfig.Binds, Binds, 'Binds')
    },
  }),
  requirement({
    id: 'ContainerInspect.mounts-a-volume',
    operation: 'ContainerInspect',
    level: 'should',
    needs: ['image', 'volumes'],
    claim: 'A volume is mounted without any propagation, and labelled for SELinux as a bind asks for it',
    evidence: ['/containers/{id}/json; moby volume/mounts/linux_parser.go', asked],
    check: async world => {
      const { name } = await world.volume()
      const { id } = await world.create(sleepForever, { HostConfig: { Binds: [`${name}:/data`] } })
      const [mount] = (await world.inspect(id)).Mounts as Fields[]
      const { Type, Name, Destination, Driver, Mode, RW, Propagation } = mount ?? {}
      ensureEqual(
        { Type, Name, Destination, Driver, Mode, RW, Propagation },
        { Type: 'volume', Name: name, Destination: '/data', Driver: 'local', Mode: 'z', RW: true, Propagation: '' },
        'the mount',
      )
    },
  }),
  requirement({
    id: 'ContainerStart.makes-missing-bind-source',
    operation: 'ContainerStart',
    needs: ['volumes', 'run', 'alone'],
    claim: 'A bind whose source is not there is taken, and the source is made',
    evidence: ['moby volume/mounts/mounts.go, Setup', 'podman#9510, socktainer 0b831c6'],
    check: async world => {
      // In a volume of our own, with which it goes.
      const { Mountpoint } = await inspectVolume(world, (await world.volume()).name)
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
      ensureEqual((await inspectVolume(world, anonymous)).Name, anonymous, 'the anonymous volume before')
      ensureStatus(await world.ask('ContainerDelete', { path: { id: made.id }, query: { v: true } }), 204)
      ensureStatus(await world.ask('VolumeInspect', { path: { name: anonymous } }), 404)
      ensureStatus(await world.ask('VolumeInspect', { path: { name } }), 200)
    },
  }),
]
