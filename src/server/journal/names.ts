import type { Engine } from '../../state/engine.ts'
import { DockerError } from '../../state/error.ts'
import type { JournalEntry } from './entry.ts'
import type { NameOf } from './search.ts'

const shortLength = 12

const idIn = (answer: string | undefined): string | undefined => /"Id":"([0-9a-f]{64})"/.exec(answer ?? '')?.[1]

const nameIn = ({ operation, target, body }: JournalEntry): string | undefined => {
  if (operation?.id === 'ContainerCreate') return new URLSearchParams(target.split('?')[1]).get('name') ?? undefined
  if (operation?.id !== 'NetworkCreate' || !body) return undefined
  return /"Name"\s*:\s*"([^"\\]+)"/.exec(new TextDecoder().decode(body))?.[1]
}

/** The names of containers and networks by their ids: of those that there are, and those that somebody has made here. */
export const namesIn = (engine: Engine, entries: readonly JournalEntry[]): NameOf => {
  const made = new Map<string, string>()
  for (const entry of entries) {
    const name = nameIn(entry)
    const id = name === undefined ? undefined : idIn(entry.answer)
    if (name !== undefined && id !== undefined) made.set(id, name).set(id.slice(0, shortLength), name)
  }
  const present = (find: () => { readonly name: string }): string | undefined => {
    try {
      return find().name
    } catch (error) {
      if (error instanceof DockerError) return undefined
      throw error
    }
  }
  return id =>
    made.get(id) ?? present(() => engine.containers.resolve(id)) ?? present(() => engine.networks.resolve(id))
}
