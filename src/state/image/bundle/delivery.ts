import type { Arrival } from '../entity.ts'

/** An image that an archive brings, and what it is to be called. */
export interface Delivery {
  readonly arrival: Arrival
  /** In full, with tags. */
  readonly names: readonly string[]
  /** Which image the archive says it was committed on: only graph drivers ask. */
  readonly parentId?: string | undefined
}
