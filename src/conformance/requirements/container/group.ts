import type { Fields } from '../../fields.ts'
import { ensureStatus, jsonOf } from '../../observation.ts'
import { exit, sleepForever } from '../../workload.ts'
import type { Made, World } from '../../world.ts'

export const listEvidence = ['/containers/json; moby daemon/list.go']

/** A row of the list of containers, as far as the suite reads it. */
export interface Listed {
  readonly Id: string
  readonly Names: readonly string[]
  readonly Image: string
  readonly State: string
  readonly Status: string
  readonly Ports: unknown
  readonly Mounts: unknown
  readonly Labels: unknown
  readonly HostConfig?: Fields
}

export type Filters = Readonly<Record<string, readonly string[]>>

/** What is listed by these filters, whether it runs or not. */
export const list = async (world: World, filters: Fields, query: Fields = {}): Promise<Listed[]> => {
  const answer = await world.ask('ContainerList', { query: { all: true, ...query, filters } })
  ensureStatus(answer, 200)
  return jsonOf<Listed[]>(answer)
}

export interface Group {
  /** A label that only the containers of this world have. */
  readonly mark: string
  readonly created: Made
  readonly running: Made
  readonly exited: Made
}

/** Three containers in three states, made in this order. */
export const createGroup = async (world: World): Promise<Group> => {
  const mark = `mkc.group=${world.name()}`
  const [key = '', value = ''] = mark.split('=')
  const labels = (kind: string) => ({ Labels: { [key]: value, kind } })
  const created = await world.create(sleepForever, labels('created'))
  const running = await world.start(sleepForever, labels('running'))
  const exited = await world.start(exit(3), labels('exited'))
  // Lists are told of an end a moment after those who wait for it.
  const hasEnded = async () => ((await list(world, { id: [exited.id] }))[0]?.State === 'exited' ? true : undefined)
  await world.comes('the end of a container in the list', hasEnded, 30)
  return { mark, created, running, exited }
}
