import { SystemError } from '../../../filesystem/contract.ts'
import { write } from '../../../kernel/calls.ts'
import { errorText } from '../../../kernel/error-text.ts'
import type { Process, Step } from '../../../kernel/process.ts'
import { parseSignal, type SignalName, signalName, signalNumber } from '../../../kernel/signal.ts'

const listedSignals = 31

/** busybox prints the first 31, numbered, one a line. */
const signalTable = (): string => {
  let text = ''
  for (let number = 1; number <= listedSignals; number++) {
    text += `${String(number).padStart(2)}) ${number === 29 ? 'POLL' : signalName(number)}\n`
  }
  return text
}

/** `kill -l 9` names it, `kill -l KILL` numbers it; a status beyond 128 is taken for the signal in it. */
const listed = (text: string): string | undefined => {
  if (/^\d+$/.test(text)) return signalName(Number(text) > 128 ? Number(text) - 128 : Number(text))
  const signal = parseSignal(text)
  return signal && String(signalNumber(signal))
}

/** Turns `%1` into process ids, for shells; undefined: no such job. */
export type JobIds = (specification: string) => readonly number[] | undefined

interface Request {
  readonly signal: SignalName | 0
  readonly targets: readonly string[]
}

/** `-TERM`, `-15`, `-s TERM`, `-n 15`; a text is a complaint. */
const requestOf = (words: readonly string[]): Request | string => {
  const [first, second] = words
  if (first === undefined || !first.startsWith('-') || first === '--') {
    return { signal: 'TERM', targets: first === '--' ? words.slice(1) : words }
  }
  const separate = first === '-s' || first === '-n'
  const text = separate ? (second ?? '') : first.slice(1)
  const signal = text === '0' || text === 'EXIT' ? 0 : parseSignal(text)
  if (signal === undefined) return `bad signal name '${text}'`
  const targets = words.slice(separate ? 2 : 1)
  return { signal, targets: targets[0] === '--' ? targets.slice(1) : targets }
}

const send = (process: Process, pid: number, signal: SignalName | 0): SystemError | undefined => {
  try {
    if (signal === 0) {
      const exists = [...process.kernel.processes.values()].some(other =>
        pid > 0 ? other.pid === pid : other.group === -pid,
      )
      return exists || pid === 0 || pid === -1 ? undefined : new SystemError('ESRCH')
    }
    return process.kernel.kill(pid, signal, process) ? undefined : new SystemError('ESRCH')
  } catch (error) {
    if (error instanceof SystemError) return error
    throw error
  }
}

export function* kill(process: Process, argv: readonly string[], name = 'kill', jobs?: JobIds): Step<number> {
  const words = argv.slice(1)
  if (words[0] === '-l') return yield* list(process, words.slice(1), name)
  const request = requestOf(words)
  if (typeof request === 'string') {
    yield* write(process, 2, `${name}: ${request}\n`)
    return 1
  }
  if (request.targets.length === 0) {
    yield* write(process, 2, `${name}: you need to specify whom to kill\n`)
    return 1
  }
  let status = 0
  for (const target of request.targets) {
    const pids = target.startsWith('%') ? jobs?.(target) : /^-?\d+$/.test(target) ? [Number(target)] : undefined
    if (!pids) {
      yield* write(
        process,
        2,
        `${name}: ${target.startsWith('%') ? `${target}: no such job` : `invalid number '${target}'`}\n`,
      )
      return target.startsWith('%') ? 2 : 1
    }
    for (const pid of pids) {
      const error = send(process, pid, request.signal)
      // A signal to oneself, or to a process that runs at once, is acted on before the next command.
      yield undefined
      if (!error) continue
      yield* write(process, 2, `${name}: can't kill pid ${pid}: ${errorText[error.code]}\n`)
      status = 1
    }
  }
  return status
}

function* list(process: Process, words: readonly string[], name: string): Step<number> {
  if (words.length === 0) {
    yield* write(process, 1, signalTable())
    return 0
  }
  for (const word of words) {
    const text = listed(word)
    if (text === undefined) {
      yield* write(process, 2, `${name}: unknown signal '${word}'\n`)
      return 1
    }
    yield* write(process, 1, `${text}\n`)
  }
  return 0
}
