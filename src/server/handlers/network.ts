import { compareVersions } from '../../../spec/version.ts'
import type { Engine } from '../../state/engine.ts'
import { connectContainer, disconnectContainer } from '../../state/network/connect.ts'
import { createNetwork } from '../../state/network/create.ts'
import { withHeldPorts } from '../../state/network/held-ports.ts'
import { findNetwork, listNetworks } from '../../state/network/list.ts'
import { deleteNetwork, pruneNetworks } from '../../state/network/remove.ts'
import { networkInspect, networkSummary } from '../../state/network/view.ts'
import { does } from '../../state/profile/podman/quirks.ts'
import { type Answer, empty, type Handler, type Handlers, json, text } from '../answer.ts'

/** podman utils.WriteResponse writes a text as a line. */
const connected = ({ profile }: Engine): Answer =>
  does(profile, 'connectsWithOk') ? text('OK\n', 200, 'text/plain; charset=us-ascii') : empty(200)

const list: Handler<'NetworkList' | 'NetworkListSlash'> = ({ engine, apiVersion }, { query }) =>
  json(listNetworks(engine, query.filters, apiVersion).map(network => networkSummary(engine, network, apiVersion)))

export const networkHandlers = {
  NetworkList: list,

  NetworkListSlash: list,

  NetworkInspect: ({ engine, apiVersion }, { path, query }) =>
    json(networkInspect(engine, findNetwork(engine, path.id, query.scope), apiVersion, path.id)),

  NetworkCreate: ({ engine, apiVersion }, { body }) => json(createNetwork(engine, body, apiVersion), 201),

  NetworkDelete({ engine }, { path }) {
    deleteNetwork(engine, path.id)
    return empty(204)
  },

  NetworkConnect({ engine, apiVersion }, { path, body }) {
    // Before API 1.54 the address that a client asks for here is dropped (moby network_routes.go, postNetworkConnect).
    const takesAddress = compareVersions(apiVersion, '1.54') >= 0
    const container = body.Container ?? ''
    return withHeldPorts(
      engine,
      container,
      () => {
        connectContainer(engine, path.id, container, body.EndpointConfig ?? {}, takesAddress)
        return connected(engine)
      },
      path.id,
    )
  },

  NetworkDisconnect({ engine }, { path, body }) {
    const container = body.Container ?? ''
    return withHeldPorts(engine, container, () => {
      disconnectContainer(engine, path.id, container, body.Force ?? false)
      return connected(engine)
    })
  },

  NetworkPrune: ({ engine }, { query }) => json(pruneNetworks(engine, query.filters)),
} satisfies Partial<Handlers>
