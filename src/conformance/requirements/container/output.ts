import { ensureStatus, type Observation } from '../../observation.ts'
import type { Made, World } from '../../world.ts'

/** A container that ran these settings and has ended. */
export const finished = async (world: World, settings: object): Promise<Made> => {
  const made = await world.start(settings as Record<string, unknown>)
  await world.ask('ContainerWait', { path: { id: made.id } })
  return made
}

/** What logs answer, and well. */
export const logs = async (world: World, { id }: Made, query: object): Promise<Observation> => {
  const answer = await world.ask('ContainerLogs', { path: { id }, query: { ...query } })
  ensureStatus(answer, 200)
  return answer
}
