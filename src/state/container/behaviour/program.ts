import { SystemError } from '../../filesystem/contract.ts'
import { read, write } from '../../kernel/calls.ts'
import type { Executable } from '../../kernel/execute.ts'
import type { Process, Program, Step } from '../../kernel/process.ts'
import { signalNumber } from '../../kernel/signal.ts'
import { serveHttp } from '../../program/applets/http/server.ts'
import { attempt } from '../../program/applets/messages.ts'
import { serveAll } from '../../program/applets/sockets.ts'
import { catchFarewells, idle } from '../../program/stand-ins/idle.ts'
import { CannotExecute } from '../runtime/runtime-error.ts'
import type { Behaviour, Endpoint } from './behaviour.ts'

/** Answers on every port that is asked for. */
export const serving = (endpoints: readonly Endpoint[]): Program =>
  function* (process) {
    const { network } = process.kernel
    const listeners = attempt(() => endpoints.map(({ port }) => network.listen('0.0.0.0', port)))
    if (listeners instanceof SystemError) {
      yield* write(process, 2, 'listen: address already in use\n')
      return 1
    }
    catchFarewells(process)
    try {
      const signal = yield* serveAll(process, {
        listeners,
        *serve(descriptor, socket): Step<void> {
          const { protocol, status, text } = endpoints.find(({ port }) => port === socket.localPort) ?? {
            protocol: 'tcp',
            status: 0,
            text: '',
          }
          const headers = [['Content-Type', 'text/plain; charset=utf-8']] as const
          const site = { serverHeader: undefined, respond: () => ({ status, headers, body: text }) }
          if (protocol === 'http') yield* serveHttp(process, descriptor, socket, site)
          else yield* greet(process, descriptor, text)
        },
        onSignal: () => 'stop',
      })
      return 128 + signalNumber(signal ?? 'TERM')
    } finally {
      for (const listener of listeners) listener.close()
    }
  }

function* greet(process: Process, descriptor: number, text: string): Step<void> {
  if (text !== '') yield* write(process, descriptor, text)
  while ((yield* read(process, descriptor)).length > 0);
}

/** Whether there is something to run even when the container's own program is not there. */
export const replacesProgram = ({ exit, exitAfterMilliseconds, oomAfterMilliseconds, endpoints }: Behaviour): boolean =>
  (exit ?? exitAfterMilliseconds ?? oomAfterMilliseconds ?? endpoints) !== undefined

/**
 * What the first process runs: it says what it is to say; then it ends, or serves, or does what it would have done. When
 * its end has a time, it waits for that after its own.
 */
export const behavingProgram = (own: Program, behaviour: Behaviour): Program => {
  const { exit, exitAfterMilliseconds, oomAfterMilliseconds, endpoints, stdout, stderr } = behaviour
  const isTimed = (exitAfterMilliseconds ?? oomAfterMilliseconds) !== undefined
  if (stdout === undefined && stderr === undefined && !replacesProgram(behaviour)) return own
  const main = endpoints ? serving(endpoints) : own
  return function* (process) {
    if (stdout) yield* write(process, 1, stdout)
    if (stderr) yield* write(process, 2, stderr)
    if (exit !== undefined && !isTimed) return exit
    const code = yield* main(process)
    // Whoever was told to end does not wait for a time.
    return isTimed && code < 128 ? yield* idle(process) : code
  }
}

const unlessMissing = (find: () => Executable): Executable | undefined => {
  try {
    return find()
  } catch (error) {
    if (error instanceof CannotExecute) return undefined
    throw error
  }
}

/** The same, where it stands in for an executable that may not be there. */
export const behavingExecutable = (
  find: () => Executable,
  argv: readonly string[],
  behaviour: Behaviour,
): Executable => {
  const own = replacesProgram(behaviour) ? unlessMissing(find) : find()
  const { executable, argv: words, program } = own ?? { executable: argv[0] ?? '', argv, program: idle }
  return { executable, argv: words, program: behavingProgram(program, behaviour) }
}
