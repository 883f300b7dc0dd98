import type { BinaryText } from '../applets/binary.ts'
import { redisCommands } from './redis-commands.ts'
import { ok, type Session } from './redis-session.ts'
import { CommandError } from './redis-store.ts'
import { failure, type Reply, simple } from './resp.ts'

/** Runs one command line of a client. */
export const runCommand = (session: Session, words: readonly BinaryText[]): Reply => {
  const name = (words[0] ?? '').toLowerCase()
  session.server.commandsServed++
  const command = Object.hasOwn(redisCommands, name) ? redisCommands[name] : undefined
  if (name === 'multi' || name === 'exec' || name === 'discard') return transaction(session, name)
  if (!command)
    return failure(
      `ERR unknown command '${words[0]}', with args beginning with: ${words
        .slice(1, 5)
        .map(word => `'${word}' `)
        .join('')}`,
    )
  const fits = command.arity < 0 ? words.length >= -command.arity : words.length === command.arity
  if (!fits) return failure(`ERR wrong number of arguments for '${name}' command`)
  if (!session.authenticated && !['auth', 'hello', 'quit'].includes(name))
    return failure('NOAUTH Authentication required.')
  if (session.queued) {
    session.queued.push([...words])
    return simple('QUEUED')
  }
  try {
    return command.run(session, words)
  } catch (error) {
    if (error instanceof CommandError) return failure(error.message)
    throw error
  }
}

const transaction = (session: Session, name: 'multi' | 'exec' | 'discard'): Reply => {
  const queued = session.queued
  if (name === 'multi') {
    if (queued) return failure('ERR MULTI calls can not be nested')
    session.queued = []
    return ok
  }
  if (!queued) return failure(`ERR ${name.toUpperCase()} without MULTI`)
  session.queued = undefined
  return name === 'discard' ? ok : { kind: 'array', items: queued.map(words => runCommand(session, words)) }
}
