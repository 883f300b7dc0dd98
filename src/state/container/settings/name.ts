import type { Engine } from '../../engine.ts'
import { conflict, invalid } from '../../error.ts'
import type { Random } from '../../random.ts'
import { adjectives, surnames } from './name-words.ts'

const namePattern = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/

const withoutSlash = (name: string): string => (name.startsWith('/') ? name.slice(1) : name)

/** The name as it is stored; throws 400 for one that is none and 409 for one that is taken. */
export const checkName = (engine: Engine, wanted: string): string => {
  const name = withoutSlash(wanted)
  if (!namePattern.test(name))
    throw invalid(`Invalid container name (${wanted}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`)
  const holder = engine.containers.byName(name)
  if (holder) {
    throw conflict(
      `Conflict. The container name "/${name}" is already in use by container "${holder.id}". You have to remove (or rename) that container to be able to reuse that name.`,
    )
  }
  return name
}

const nameAttempts = 6

/** Names are drawn from one stream per engine, however many other things are drawn in between. */
const streams = new WeakMap<Engine, Random>()

export const nameStream = (engine: Engine): Random => {
  const known = streams.get(engine)
  if (known) return known
  const stream = engine.random.fork('names')
  streams.set(engine, stream)
  return stream
}

/** `adjective_surname`, from the second attempt on with a digit behind it (moby internal/namesgenerator). */
const randomName = (random: Random, attempt: number): string => {
  for (;;) {
    const name = `${random.pick(adjectives)}_${random.pick(surnames)}`
    if (name === 'boring_wozniak') continue // Steve Wozniak is not boring.
    return attempt === 0 ? name : `${name}${random.integer(10)}`
  }
}

/** A name that nobody has; the short id when luck fails (moby daemon/names.go, generateAndReserveName). */
export const generateName = (engine: Engine, id: string): string => {
  const random = nameStream(engine)
  for (let attempt = 0; attempt < nameAttempts; attempt++) {
    const name = randomName(random, attempt)
    if (!engine.containers.byName(name)) return name
  }
  return id.slice(0, 12)
}
