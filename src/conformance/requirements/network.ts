import { ensureRefusal, ensureStatus, jsonOf } from '../observation.ts'
import { type Requirement, requirement } from '../requirement.ts'
import { ensure, ensureEqual, ensureMatch } from '../violation.ts'
import { sleepForever } from '../workload.ts'
import type { Made, World } from '../world.ts'

const evidence = (path: string, file: string): string[] => [`${path}; moby daemon/${file}`]
const needs = ['networks', 'run'] as const

interface Inspected {
  readonly Name: string
  readonly Id: string
  readonly Driver: string
  readonly Scope: string
  readonly Internal: boolean
  readonly Labels?: Readonly<Record<string, string>>
  readonly IPAM?: { readonly Config: readonly Readonly<Record<string, string>>[] }
  readonly Containers?: Readonly<Record<string, { readonly Name: string; readonly IPv4Address: string }>>
}

const inspect = async (world: World, id: string): Promise<Inspected> => {
  const answer = await world.ask('NetworkInspect', { path: { id } })
  ensureStatus(answer, 200)
  return jsonOf<Inspected>(answer)
}

const change = (
  world: World,
  operation: 'NetworkConnect' | 'NetworkDisconnect',
  network: Made,
  container: Made,
  body = {},
) => world.ask(operation, { path: { id: network.id }, body: { Container: container.id, ...body } })

const refusedSettings: readonly (readonly [id: string, settings: object, status: number, text: RegExp])[] = [
  ['unknown-driver', { Driver: 'nonsense' }, 404, /nonsense/],
  ['bad-subnet', { IPAM: { Config: [{ Subnet: 'nonsense' }] } }, 400, /invalid|nonsense/i],
  ['host-twice', { Driver: 'host' }, 403, /only one instance of "host" network is allowed/],
  ['null-twice', { Driver: 'null' }, 403, /only one instance of "null" network is allowed/],
]

const creation: readonly Requirement[] = [
  ...refusedSettings.map(([id, settings, status, text]) =>
    requirement({
      id: `NetworkCreate.refuses-${id}`,
      operation: 'NetworkCreate',
      level: 'should',
      needs: ['networks'],
      claim: `A network with ${JSON.stringify(settings)} is refused with ${status}`,
      evidence: evidence('/networks/create', 'network.go'),
      check: async world =>
        ensureRefusal(await world.ask('NetworkCreate', { body: { Name: world.name(), ...settings } }), status, text),
    }),
  ),
  requirement({
    id: 'NetworkCreate.refuses-taken-name',
    operation: 'NetworkCreate',
    needs: ['networks'],
    claim: 'A name that is taken is refused with 409',
    evidence: [...evidence('/networks/create', 'network.go'), 'podman#17585: Supabase relies on it'],
    check: async world => {
      const { name } = await world.network()
      const again = await world.ask('NetworkCreate', { body: { Name: name, CheckDuplicate: true } })
      ensureRefusal(again, 409, new RegExp(`network with name ${name} already exists`))
    },
  }),
  requirement({
    id: 'NetworkInspect.shows-what-was-asked-for',
    operation: 'NetworkInspect',
    needs: ['networks'],
    claim: 'A network is inspected with its driver, scope, labels and addresses',
    evidence: evidence('/networks/{id}', 'network.go'),
    check: async world => {
      const made = await world.network({ Internal: true, Labels: { a: 'b' } })
      const { Name, Id, Driver, Scope, Internal, Labels, IPAM } = await inspect(world, made.name)
      ensureEqual(
        [Name, Id, Driver, Scope, Internal, Labels?.a],
        [made.name, made.id, 'bridge', 'local', true, 'b'],
        'the network',
      )
      ensureMatch(IPAM?.Config[0]?.Subnet, /^\d+\.\d+\.\d+\.\d+\/\d+$/, 'the subnet')
    },
  }),
]

const connections: readonly Requirement[] = [
  requirement({
    id: 'NetworkConnect.connects',
    operation: 'NetworkConnect',
    needs,
    claim: 'A running container that is connected has an address on the network, and each shows the other',
    evidence: [
      ...evidence('/networks/{id}/connect', 'container_operations.go'),
      'podman#24910: the network id is missing',
    ],
    check: async world => {
      const [network, container] = [await world.network(), await world.start(sleepForever)]
      ensureStatus(await change(world, 'NetworkConnect', network, container), 200)
      const { Containers } = await inspect(world, network.id)
      ensureEqual(Containers?.[container.id]?.Name, container.name, 'the name in Containers')
      const { NetworkSettings } = await world.inspect(container.id)
      const { Networks } = NetworkSettings as { Networks?: Record<string, { NetworkID: string; IPAddress: string }> }
      const endpoint = Networks?.[network.name]
      ensureEqual(endpoint?.NetworkID, network.id, 'NetworkID')
      ensureEqual(Containers?.[container.id]?.IPv4Address.split('/')[0], endpoint?.IPAddress, 'the address')
    },
  }),
  requirement({
    id: 'NetworkConnect.refuses-twice',
    operation: 'NetworkConnect',
    needs,
    claim: 'A container that is on the network already is refused with 403',
    evidence: [
      ...evidence('/networks/{id}/connect', 'container_operations.go'),
      'podman#15499, #20365: changed in both directions',
    ],
    check: async world => {
      const [network, container] = [await world.network(), await world.start(sleepForever)]
      await change(world, 'NetworkConnect', network, container)
      ensureRefusal(
        await change(world, 'NetworkConnect', network, container),
        403,
        /endpoint with name \S+ already exists in network/,
      )
    },
  }),
  requirement({
    id: 'NetworkDisconnect.disconnects',
    operation: 'NetworkDisconnect',
    needs,
    claim: 'A container that is disconnected is gone from the network',
    evidence: evidence('/networks/{id}/disconnect', 'container_operations.go'),
    check: async world => {
      const [network, container] = [await world.network(), await world.start(sleepForever)]
      await change(world, 'NetworkConnect', network, container)
      ensureStatus(await change(world, 'NetworkDisconnect', network, container), 200)
      ensureEqual(Object.keys((await inspect(world, network.id)).Containers ?? {}), [], 'Containers')
    },
  }),
  requirement({
    id: 'NetworkDelete.refuses-in-use',
    operation: 'NetworkDelete',
    needs,
    claim: 'A network that a running container is on is not removed',
    evidence: evidence('/networks/{id}', 'network.go'),
    check: async world => {
      const network = await world.network()
      await world.start(sleepForever, { HostConfig: { NetworkMode: network.name } })
      ensureRefusal(await world.ask('NetworkDelete', { path: { id: network.id } }), 403, /has active endpoints/)
      ensureEqual((await inspect(world, network.id)).Id, network.id, 'the network afterwards')
    },
  }),
  requirement({
    id: 'NetworkConnect.static-address',
    operation: 'NetworkConnect',
    needs,
    claim: 'A container gets the address that it asks for',
    evidence: evidence('/networks/{id}/connect', 'container_operations.go'),
    check: async world => {
      const network = await world.network({ IPAM: { Config: [{ Subnet: '10.213.77.0/24' }] } })
      const container = await world.start(sleepForever)
      const body = { EndpointConfig: { IPAMConfig: { IPv4Address: '10.213.77.50' } } }
      ensureStatus(await change(world, 'NetworkConnect', network, container, body), 200)
      ensureEqual(
        (await inspect(world, network.id)).Containers?.[container.id]?.IPv4Address,
        '10.213.77.50/24',
        'the address',
      )
    },
  }),
]

const lists: readonly Requirement[] = [
  requirement({
    id: 'NetworkList.has-the-defaults',
    operation: 'NetworkList',
    claim: 'Bridge, host and none are there from the beginning',
    evidence: evidence('/networks', 'network.go'),
    check: async world => {
      const names = jsonOf<Inspected[]>(await world.ask('NetworkList')).map(({ Name }) => Name)
      for (const name of ['bridge', 'host', 'none']) ensure(names.includes(name), 'the names', name, names)
    },
  }),
  ...(['name', 'id', 'label', 'driver'] as const).map(key =>
    requirement({
      id: `NetworkList.filters-by-${key}`,
      operation: 'NetworkList',
      needs: ['networks'],
      claim: `Networks are found by ${key}`,
      evidence: evidence('/networks', 'network/filter.go'),
      check: async world => {
        const mark = world.name()
        const made = await world.network({ Labels: { [mark]: '' } })
        const other = await world.network()
        const find = async (value: string): Promise<string[]> => {
          const filters = { [key]: [value], ...(key === 'driver' ? { label: [mark] } : {}) }
          const found = jsonOf<Inspected[]>(await world.ask('NetworkList', { query: { filters } }))
          return found.map(({ Id }) => Id).filter(id => id === made.id || id === other.id)
        }
        const value = { name: made.name, id: made.id, label: mark, driver: 'bridge' }[key]
        ensureEqual(await find(value), [made.id], 'the ids')
        if (key === 'driver') ensureEqual(await find('host'), [], 'the ids of another driver')
      },
    }),
  ),
  requirement({
    id: 'NetworkList.refuses-unknown-filter',
    operation: 'NetworkList',
    claim: 'A filter that does not exist is refused with 400',
    evidence: evidence('/networks', 'network/filter.go'),
    check: async world =>
      ensureRefusal(
        await world.ask('NetworkList', { query: { filters: { nonsense: ['x'] } } }),
        400,
        /invalid filter/i,
      ),
  }),
  requirement({
    id: 'NetworkPrune.removes-unused',
    operation: 'NetworkPrune',
    needs: ['networks'],
    claim: 'Prune removes networks that nobody is on, and names them',
    evidence: evidence('/networks/prune', 'prune.go'),
    check: async world => {
      const mark = world.name()
      const made = await world.network({ Labels: { [mark]: '' } })
      const answer = await world.ask('NetworkPrune', { query: { filters: { label: [world.label, mark] } } })
      ensureEqual(jsonOf<{ NetworksDeleted: string[] }>(answer).NetworksDeleted, [made.name], 'NetworksDeleted')
    },
  }),
]

/** Networks are made, joined, left, found and removed; nobody removes the daemon's own. */
export const networkRequirements: readonly Requirement[] = [...creation, ...connections, ...lists]
