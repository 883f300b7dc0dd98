import { ensureRefusal, ensureStatus, textOf } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { ensureEqual } from '../../violation.ts'
import { sleepForever } from '../../workload.ts'
import type { Made, World } from '../../world.ts'
import { networkOf } from '../container/network.ts'
import { asked, evidenceOf } from '../evidence.ts'
import { inspectNetwork } from './inspect.ts'

const needs = ['networks', 'run'] as const

const change = (
  world: World,
  operation: 'NetworkConnect' | 'NetworkDisconnect',
  network: Made,
  container: Made,
  body = {},
) => world.ask(operation, { path: { id: network.id }, body: { Container: container.id, ...body } })

/** Containers join networks and leave them. */
export const connectRequirements: readonly Requirement[] = [
  requirement({
    id: 'NetworkConnect.connects',
    operation: 'NetworkConnect',
    needs,
    claim: 'A running container that is connected has an address on the network, and each shows the other',
    evidence: [
      ...evidenceOf('/networks/{id}/connect', 'container_operations.go'),
      'podman#24910: the network id is missing',
    ],
    check: async world => {
      const [network, container] = [await world.network(), await world.start(sleepForever)]
      ensureStatus(await change(world, 'NetworkConnect', network, container), 200)
      const { Containers } = await inspectNetwork(world, network.id)
      ensureEqual(Containers?.[container.id]?.Name, container.name, 'the name in Containers')
      const { Networks } = networkOf(await world.inspect(container.id))
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
      ...evidenceOf('/networks/{id}/connect', 'container_operations.go'),
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
    id: 'NetworkConnect.static-address',
    operation: 'NetworkConnect',
    needs,
    claim: 'A container gets the address that it asks for',
    evidence: evidenceOf('/networks/{id}/connect', 'container_operations.go'),
    check: async world => {
      const network = await world.network({ IPAM: { Config: [{ Subnet: '10.213.77.0/24' }] } })
      const container = await world.start(sleepForever)
      const body = { EndpointConfig: { IPAMConfig: { IPv4Address: '10.213.77.50' } } }
      ensureStatus(await change(world, 'NetworkConnect', network, container, body), 200)
      ensureEqual(
        (await inspectNetwork(world, network.id)).Containers?.[container.id]?.IPv4Address,
        '10.213.77.50/24',
        'the address',
      )
    },
  }),
  requirement({
    id: 'NetworkConnect.keeps-what-was-asked-for',
    operation: 'NetworkConnect',
    needs: ['image', 'networks'],
    claim: 'A container that has not started yet is inspected with the address that it asked for',
    evidence: ['/networks/{id}/connect; moby daemon/container_operations.go', asked],
    check: async world => {
      const network = await world.network({ IPAM: { Config: [{ Subnet: '10.213.79.0/24' }] } })
      const { id } = await world.create(sleepForever)
      const IPAMConfig = { IPv4Address: '10.213.79.50' }
      const body = { Container: id, EndpointConfig: { IPAMConfig } }
      ensureStatus(await world.ask('NetworkConnect', { path: { id: network.id }, body }), 200)
      const { Networks } = networkOf(await world.inspect(id))
      ensureEqual(Networks?.[network.name]?.IPAMConfig, IPAMConfig, 'IPAMConfig')
    },
  }),
  requirement({
    id: 'NetworkConnect.answers-nothing',
    operation: 'NetworkConnect',
    level: 'should',
    needs: ['image', 'networks'],
    claim: 'Who connects and disconnects is answered with an empty body',
    evidence: ['moby daemon/server/router/network/network_routes.go', asked],
    check: async world => {
      const [network, made] = [await world.network(), await world.create(sleepForever)]
      for (const operation of ['NetworkConnect', 'NetworkDisconnect'] as const) {
        const answer = await world.ask(operation, { path: { id: network.id }, body: { Container: made.id } })
        ensureStatus(answer, 200)
        ensureEqual(textOf(answer), '', `the body of ${operation}`)
      }
    },
  }),
  requirement({
    id: 'NetworkDisconnect.disconnects',
    operation: 'NetworkDisconnect',
    needs,
    claim: 'A container that is disconnected is gone from the network',
    evidence: evidenceOf('/networks/{id}/disconnect', 'container_operations.go'),
    check: async world => {
      const [network, container] = [await world.network(), await world.start(sleepForever)]
      await change(world, 'NetworkConnect', network, container)
      ensureStatus(await change(world, 'NetworkDisconnect', network, container), 200)
      ensureEqual(Object.keys((await inspectNetwork(world, network.id)).Containers ?? {}), [], 'Containers')
    },
  }),
]
