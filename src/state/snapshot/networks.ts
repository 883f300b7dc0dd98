import type { Engine } from '../engine.ts'
import type { Network } from '../network/entity.ts'
import { type Records, recordsOf } from './snapshot.ts'

type StoredNetwork = Omit<Network, 'containerIds'>

export const writeNetworks = (engine: Engine): Records<StoredNetwork> =>
  recordsOf(
    engine.networks.all(),
    ({ id }) => id,
    ({ containerIds: _, ...network }) => network,
  )

/** Who is connected becomes known when the containers run again. */
export const readNetworks = (engine: Engine, records: Records): void => {
  for (const predefined of [...engine.networks.all()]) engine.networks.remove(predefined)
  for (const network of Object.values(records as Records<StoredNetwork>))
    engine.networks.add({ ...network, containerIds: new Set() })
}
