import { exportEntries } from '../archive/copy.ts'
import { writeTar } from '../archive/tar.ts'
import { packedBy } from '../archive/type-bits.ts'
import type { Engine } from '../engine.ts'
import { containerEvent } from './event.ts'
import { table } from './lifecycle.ts'

/** `GET /containers/{id}/export`: the container's own files as a tar, without what is mounted over them. */
export const exportContainer = (engine: Engine, reference: string): ReadableStream<Uint8Array> => {
  const container = engine.containers.resolve(reference)
  table.next('export', container.state, container, reference)
  // A snapshot: what the container writes while the client reads does not show half way through.
  const entries = exportEntries(container.tree.fork())
  containerEvent(engine, container, 'export')
  return writeTar(packedBy(engine.profile, entries))
}
