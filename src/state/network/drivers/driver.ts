import type { Engine } from '../../engine.ts'
import type { Network, NetworkDraft } from '../entity.ts'

export interface Families {
  readonly ipv4: boolean
  readonly ipv6: boolean
}

/** What makes networks of one kind: its own refusals, and which of them have a gateway. */
export interface NetworkDriver {
  /** False: its networks have no addresses, and there is one of them only. */
  readonly hasAddresses: boolean
  /** The families that have a gateway only when the client names one. Refuses options that make no sense. */
  withoutGateway(draft: NetworkDraft): Families
  /** Refuses what does not go together with the addresses, or with the networks that are there. */
  verify(engine: Engine, network: Network): void
}
