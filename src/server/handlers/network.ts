import { listNetworks } from '../../state/network/list.ts'
import { networkInspect, networkSummary } from '../../state/network/view.ts'
import { type Handlers, json } from '../answer.ts'

export const networkHandlers = {
  NetworkList: ({ engine, apiVersion }, { query }) =>
    json(listNetworks(engine, query.filters).map(network => networkSummary(engine, network, apiVersion))),

  NetworkListSlash: ({ engine, apiVersion }, { query }) =>
    json(listNetworks(engine, query.filters).map(network => networkSummary(engine, network, apiVersion))),

  NetworkInspect: ({ engine, apiVersion }, { path }) =>
    json(networkInspect(engine, engine.networks.resolve(path.id), apiVersion)),
} satisfies Partial<Handlers>
