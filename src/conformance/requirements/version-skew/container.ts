import { type Fields, isFields, listOf } from '../../fields.ts'
import { jsonOf } from '../../observation.ts'
import { print, sleepForever, trapTerm } from '../../workload.ts'
import { type Change, has } from './change.ts'

/** Of containers that are there. */
export const containerChanges: readonly Change[] = [
  {
    operation: 'ContainerLogs',
    id: 'frames-have-a-type',
    since: '1.42',
    claim: 'The content type tells streams with headers from those without from 1.42 on, and calls them all raw before',
    needs: ['run'],
    before: 'application/vnd.docker.raw-stream',
    from: 'application/vnd.docker.multiplexed-stream',
    look: async (world, version) => {
      const { id } = await world.start(print('mkc', ''))
      const answer = await world.ask('ContainerLogs', { version, path: { id }, query: { stdout: true } })
      return answer.headers['content-type']
    },
  },
  {
    operation: 'ContainerStop',
    id: 'takes-a-signal',
    since: '1.42',
    claim: 'Stop sends the signal that it is given from 1.42 on, and the container’s own before',
    needs: ['run'],
    before: 7,
    from: 137,
    look: async (world, version) => {
      const { id } = await world.start(trapTerm(7))
      await world.sleep(0.5)
      await world.ask('ContainerStop', { version, path: { id }, query: { signal: 'SIGKILL', t: 30 } })
      return (await world.inspect(id)).State.ExitCode
    },
  },
  {
    operation: 'ContainerInspect',
    id: 'aliases-are-those-asked-for',
    since: '1.45',
    claim: 'The short id is among the aliases before 1.45, and those that were asked for stand alone from then on',
    needs: ['run', 'networks'],
    before: true,
    from: false,
    look: async (world, version) => {
      const { name } = await world.network()
      const { id } = await world.start(sleepForever, { HostConfig: { NetworkMode: name } })
      const { NetworkSettings } = jsonOf<Fields>(await world.ask('ContainerInspect', { version, path: { id } }))
      const networks = isFields(NetworkSettings) ? NetworkSettings.Networks : undefined
      const endpoint = isFields(networks) ? networks[name] : undefined
      return isFields(endpoint) && listOf(endpoint.Aliases ?? []).includes(id.slice(0, 12))
    },
  },
  {
    operation: 'ContainerInspect',
    id: 'no-default-address',
    since: '1.52',
    claim: 'Addresses stand with their networks alone from 1.52 on, and once more beside them before',
    needs: ['image'],
    before: true,
    from: false,
    look: async (world, version) => {
      const { id } = await world.create(sleepForever)
      const { NetworkSettings } = jsonOf<Fields>(await world.ask('ContainerInspect', { version, path: { id } }))
      return has(NetworkSettings, 'IPAddress')
    },
  },
  {
    operation: 'ContainerList',
    id: 'shows-annotations',
    since: '1.46',
    claim: 'Annotations are listed from 1.46 on',
    needs: ['image'],
    before: false,
    from: true,
    look: async (world, version) => {
      const { id } = await world.create(sleepForever, { HostConfig: { Annotations: { mkc: '1' } } })
      const answer = await world.ask('ContainerList', { version, query: { all: true, filters: { id: [id] } } })
      const [{ HostConfig } = {}] = jsonOf<Fields[]>(answer)
      return has(HostConfig, 'Annotations')
    },
  },
]
