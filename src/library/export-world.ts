import { redactedByName, type Target } from '../conformance/index.ts'
import { readSeed, type Seed, type SeedKind, seedFields } from '../state/seed.ts'

type Json = Readonly<Record<string, unknown>>

/** A daemon that does not show what it has. */
export class CannotExport extends Error {}

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Asks a question; undefined when what it is about is gone. */
const ask = async (target: Pick<Target, 'send'>, path: string): Promise<unknown> => {
  const { status, body } = await target.send({ method: 'GET', target: path, headers: {} })
  const text = new TextDecoder().decode(body)
  if (status === 404) return undefined
  if (status !== 200) throw new CannotExport(`GET ${path} answers ${status}: ${text.trim()}`)
  try {
    return JSON.parse(text)
  } catch {
    throw new CannotExport(`GET ${path} answers no JSON`)
  }
}

const listed = (path: string, answer: unknown): Json[] => {
  const list = isJson(answer) ? (answer.Volumes ?? []) : answer
  if (!Array.isArray(list)) throw new CannotExport(`GET ${path} answers no list`)
  return list.filter(isJson)
}

/** How objects of a kind are listed, and where each shows all of itself; absent: the list has it. */
const kinds: Readonly<Record<SeedKind, { readonly list: string; readonly inspect?: (id: string) => string }>> = {
  images: { list: '/images/json', inspect: id => `/images/${id}/json` },
  networks: { list: '/networks' },
  volumes: { list: '/volumes' },
  containers: { list: '/containers/json?all=1', inspect: id => `/containers/${id}/json` },
}

/** What belongs to a swarm is no world of one daemon. */
const isLocal = ({ Scope }: Json): boolean => Scope !== 'swarm' && Scope !== 'global'

/** As much of an object as a seed keeps. */
const kept = (kind: SeedKind, object: Json): Json =>
  Object.fromEntries(Object.keys(seedFields[kind]).flatMap(name => (name in object ? [[name, object[name]]] : [])))

const exportKind = async (target: Pick<Target, 'send'>, kind: SeedKind): Promise<Json[]> => {
  const { list, inspect } = kinds[kind]
  const objects: Json[] = []
  for (const row of listed(list, await ask(target, list)).filter(isLocal)) {
    const whole = inspect ? await ask(target, inspect(encodeURIComponent(String(row.Id)))) : row
    if (isJson(whole)) objects.push(kept(kind, whole))
  }
  return objects
}

/**
 * A daemon's world as a seed, for `createEngine({ world })` and `mockerd serve --load`: images, networks, volumes and
 * containers, without files and without what looks like a secret. Nothing but GET is asked. Rejects with `CannotExport`,
 * and as the target does.
 */
export const exportWorld = async (target: Pick<Target, 'send'>): Promise<Seed> =>
  readSeed(
    redactedByName({
      images: await exportKind(target, 'images'),
      networks: await exportKind(target, 'networks'),
      volumes: await exportKind(target, 'volumes'),
      containers: await exportKind(target, 'containers'),
    }),
  )
