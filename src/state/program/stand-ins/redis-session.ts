import type { Process } from '../../kernel/process.ts'
import type { BinaryText } from '../applets/binary.ts'
import { CommandError, type Database } from './redis-store.ts'
import { type ProtocolVersion, type Reply, simple } from './resp.ts'

/** One client's connection, as its commands see it. */
export interface Session {
  readonly server: RedisServer
  readonly process: Process
  database: number
  /** Chosen by HELLO. */
  protocol: ProtocolVersion
  authenticated: boolean
  name: string
  /** Commands gathered between MULTI and EXEC. */
  queued: BinaryText[][] | undefined
  closing: boolean
}

export interface RedisServer {
  readonly version: string
  readonly port: number
  readonly settings: Map<string, string>
  readonly databases: Database[]
  commandsServed: number
  connectionsServed: number
  /** SHUTDOWN was asked for. */
  shutdown: boolean
}

export interface RedisCommand {
  /** Words with the name: exact, or at least when negative, as `COMMAND INFO` tells. */
  readonly arity: number
  readonly run: (session: Session, words: readonly BinaryText[]) => Reply
}

export const ok = simple('OK')
export const notInteger = (): CommandError => new CommandError('ERR value is not an integer or out of range')

export const databaseOf = (session: Session): Database => session.server.databases[session.database] as Database
export const wholeNumber = (text: BinaryText | undefined): number => {
  if (text === undefined || !/^-?\d{1,16}$/.test(text)) throw notInteger()
  return Number(text)
}

export const nowOf = (session: Session): number => session.process.kernel.clock.now()
