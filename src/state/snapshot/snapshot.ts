/** What a world is made of, in the order in which it is made again. */
export const kinds = [
  'world',
  'events',
  'host',
  'documents',
  'layers',
  'images',
  'definitions',
  'networks',
  'volumes',
  'plugins',
  'packages',
  'containers',
  'logs',
  'executions',
  'builds',
  'registry',
] as const

export type Kind = (typeof kinds)[number]

/** Records of one kind by id or name, as JSON. */
export type Records<T = unknown> = Readonly<Record<string, T>>

/**
 * A whole world as JSON: every object, the files of containers and volumes, images with their layers, those that a test
 * has defined for pulls, logs, executions, addresses and ports, the time, and how far the seeded streams have been drawn.
 * What programs were doing is not in it; faults and the journal are the test's, and no part of the world.
 */
export interface Snapshot {
  readonly format: 'mockerd-world-1'
  readonly kinds: Readonly<Record<Kind, Records>>
}

const isRecord = (value: unknown): value is Records =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Checks what came from outside; throws an `Error` of one line that says what is wrong. */
export const readSnapshot = (value: unknown): Snapshot => {
  if (!isRecord(value) || !isRecord(value.kinds)) throw new Error('this is no snapshot of mockerd')
  if (value.format !== 'mockerd-world-1') throw new Error(`there is no format ${JSON.stringify(value.format)}`)
  const all = value.kinds
  const missing = kinds.find(kind => !isRecord(all[kind]))
  if (missing !== undefined) throw new Error(`the snapshot has no ${missing}`)
  return value as unknown as Snapshot
}

/** Records of things that have a name of their own. */
export const recordsOf = <Item, T>(
  items: Iterable<Item>,
  keyOf: (item: Item) => string,
  write: (item: Item) => T,
): Records<T> => Object.fromEntries([...items].map(item => [keyOf(item), write(item)]))
