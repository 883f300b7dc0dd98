import { fieldsOf } from '../../fields.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { ensure, ensureMatch } from '../../violation.ts'
import { sleepForever } from '../../workload.ts'
import type { Inspected } from '../../world.ts'
import { asked } from '../evidence.ts'

interface Endpoint {
  readonly NetworkID?: string
  readonly EndpointID?: string
  readonly IPAddress?: string
  readonly IPAMConfig?: unknown
}

/** What inspect says of the networks of a container, as far as the suite reads it. */
interface NetworkSettings {
  readonly Ports?: Readonly<Record<string, readonly { readonly HostPort?: string }[]>>
  readonly SandboxID?: string
  readonly Networks?: Readonly<Record<string, Endpoint>>
}

export const networkOf = ({ NetworkSettings }: Inspected): NetworkSettings =>
  fieldsOf(NetworkSettings) as NetworkSettings

const isId = (text: string | undefined): boolean => /^[0-9a-f]{64}$/.test(text ?? '')

/** What a container shows of the networks that it is on. */
export const containerNetworkRequirements: readonly Requirement[] = [
  requirement({
    id: 'ContainerInspect.names-its-sandbox',
    operation: 'ContainerInspect',
    needs: ['run'],
    claim: 'A running container is inspected with the id of its network sandbox',
    evidence: ['/containers/{id}/json; moby daemon/container_operations.go', asked],
    check: async world => {
      const { SandboxID } = networkOf(await world.inspect((await world.shared('running')).id))
      ensure(isId(SandboxID), 'SandboxID', '64 digits', SandboxID)
    },
  }),
  requirement({
    id: 'ContainerInspect.names-its-endpoints',
    operation: 'ContainerInspect',
    needs: ['run'],
    claim: 'A running container is inspected with the id of its end on each network',
    evidence: ['/containers/{id}/json; moby daemon/container_operations.go', asked],
    check: async world => {
      const { Networks } = networkOf(await world.inspect((await world.shared('running')).id))
      for (const { EndpointID } of Object.values(Networks ?? {}))
        ensure(isId(EndpointID), 'EndpointID', '64 digits', EndpointID)
    },
  }),
  requirement({
    id: 'ContainerInspect.shows-ephemeral-port',
    operation: 'ContainerInspect',
    needs: ['run', 'networks'],
    claim: 'A port that is published as 0 is given a number when the container runs',
    evidence: [
      '/containers/{id}/json; moby daemon/network.go',
      'socktainer#293, podman release notes 3.0.1, dockerode#730',
    ],
    check: async world => {
      const { id } = await world.start(sleepForever, {
        ExposedPorts: { '80/tcp': {} },
        HostConfig: { PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '0' }] } },
      })
      const { Ports } = networkOf(await world.inspect(id))
      ensureMatch(Ports?.['80/tcp']?.[0]?.HostPort, /^[1-9]\d*$/, 'HostPort')
    },
  }),
]
