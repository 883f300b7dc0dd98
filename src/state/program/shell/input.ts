import { SystemError } from '../../filesystem/contract.ts'
import { write } from '../../kernel/calls.ts'
import type { Step } from '../../kernel/process.ts'
import { anyOf } from '../../wait.ts'
import { Abandon, Exit, Replace, Return } from './control.ts'
import { expandInside } from './expand.ts'
import { jobEnded, jobLine } from './jobs.ts'
import { statusOfError } from './lifetime.ts'
import { say } from './message.ts'
import { interactive, type Shell } from './state.ts'
import { type Parsed, parseScript } from './syntax.ts'
import { Interrupted, runPendingTraps } from './trap.ts'

/** Commands that come line by line on standard input: from a person, a pipe or a file. */

/** As much as ash and dash read at once, and may thereby take from their children; bash takes byte by byte. */
const chunkBytes: Readonly<Record<Shell['dialect'], number>> = { ash: 1023, dash: 1023, bash: 1 }

type ReadLine = () => Step<string | undefined>

/** Lines with their newline; undefined at the end. */
const lineReader = (shell: Shell): ReadLine => {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  let held = ''
  let ended = false
  return function* () {
    for (;;) {
      const newline = held.indexOf('\n')
      if (newline >= 0 || (ended && held !== '')) {
        const line = newline >= 0 ? held.slice(0, newline + 1) : held
        held = held.slice(line.length)
        return line
      }
      if (ended) return undefined
      const file = shell.process.files.get(0)
      if (!file) return undefined
      const bytes = file.read(chunkBytes[shell.dialect])
      if (bytes === undefined) {
        if (shell.process.signals.pending) yield* runPendingTraps(shell)
        else yield anyOf(file.readable, shell.process.signals.arrived)
      } else if (bytes.length === 0) ended = true
      else held += decoder.decode(bytes, { stream: true })
    }
  }
}

/** The escapes of PS1 that busybox and bash share. */
const promptEscape = (shell: Shell, letter: string): string => {
  const { process, variables } = shell
  const path = variables.value('PWD') ?? process.workingDirectory
  const home = variables.value('HOME')
  const short =
    home && home !== '/' && (path === home || path.startsWith(`${home}/`)) ? `~${path.slice(home.length)}` : path
  const replacements: Readonly<Record<string, () => string>> = {
    w: () => short,
    W: () => (short === '~' || short === '/' ? short : (short.split('/').at(-1) ?? '')),
    u: () => variables.value('USER') ?? (process.credentials.uid === 0 ? 'root' : `${process.credentials.uid}`),
    h: () => process.kernel.hostname.split('.')[0] ?? '',
    H: () => process.kernel.hostname,
    $: () => (process.credentials.uid === 0 ? '#' : '$'),
    s: () => shell.name.split('/').at(-1) ?? '',
    v: () => '5.2',
    n: () => '\n',
    r: () => '\r',
    t: () => new Date(process.kernel.clock.now() / 1000).toISOString().slice(11, 19),
    a: () => '\x07',
    e: () => '\x1b',
    '\\': () => '\\',
    '[': () => '',
    ']': () => '',
  }
  return replacements[letter]?.() ?? `\\${letter}`
}

function* prompt(shell: Shell, name: 'PS1' | 'PS2'): Step<void> {
  const text = (shell.variables.value(name) ?? '').replace(/\\(.)/g, (_, letter: string) =>
    // A dollar from an escape must not start an expansion.
    promptEscape(shell, letter).replace(/[$`\\]/g, '\\$&'),
  )
  const expanded = yield* expandInside(shell, text)
  // busybox's line editor talks on standard output, the others on standard error.
  if (shell.dialect !== 'ash') yield* say(shell, expanded)
  else {
    try {
      yield* write(shell.process, 1, expanded)
    } catch (error) {
      if (!(error instanceof SystemError)) throw error
    }
  }
}

/** Tells, before a prompt, which jobs have ended. */
function* reportJobs(shell: Shell): Step<void> {
  for (const job of [...shell.jobs.all]) {
    if (!jobEnded(job)) continue
    if (!job.reported) yield* say(shell, jobLine(shell.jobs, job, false))
    shell.jobs.remove(job)
  }
}

interface Unit {
  readonly text: string
  readonly parsed: Parsed
}

/** The next lines that make complete commands; undefined at the end of input. */
function* nextUnit(shell: Shell, readLine: ReadLine): Step<Unit | undefined> {
  if (interactive(shell)) {
    yield* reportJobs(shell)
    yield* prompt(shell, 'PS1')
  }
  let text = ''
  let awaited: string | undefined
  for (;;) {
    const line = yield* readLine()
    if (line === undefined && text === '') return undefined
    text += line ?? ''
    if (shell.options.has('verbose') && line !== undefined) yield* say(shell, line)
    if (awaited === undefined || line === undefined || line.replace(/^\t+|\n$/g, '') === awaited) {
      const parsed = parseScript(text, shell.dialect)
      if (!parsed.incomplete || line === undefined) return { text, parsed }
      awaited = parsed.delimiter
    }
    if (interactive(shell)) yield* prompt(shell, 'PS2')
  }
}

function* runUnit(shell: Shell, { parsed }: Unit): Step<void> {
  if (parsed.failure) {
    shell.position = parsed.failure.position
    throw new Abandon(2, parsed.failure.message)
  }
  yield* shell.interpreter.run(shell, parsed.statements, false)
  yield* runPendingTraps(shell)
}

/** What a person did wrong costs them the line, not the shell. */
function* forgiving(shell: Shell, body: () => Step<Unit | undefined>): Step<Unit | undefined | 'forgiven'> {
  try {
    return yield* body()
  } catch (error) {
    if (!interactive(shell) || error instanceof Exit || error instanceof Replace || error instanceof Return) throw error
    if (error instanceof Interrupted) yield* say(shell, '\n')
    shell.status = yield* statusOfError(shell, error)
    shell.loops = 0
    shell.tested = 0
    return 'forgiven'
  }
}

/** Reads and runs until the end of input. */
export function* runInput(shell: Shell): Step<number> {
  const readLine = lineReader(shell)
  let line = 1
  for (;;) {
    const unit = yield* forgiving(shell, () => nextUnit(shell, readLine))
    if (unit === 'forgiven') continue
    if (unit === undefined) break
    shell.source = { text: unit.text, firstLine: line }
    line += unit.text.split('\n').length - 1
    yield* forgiving(shell, function* () {
      yield* runUnit(shell, unit)
      return undefined
    })
  }
  if (interactive(shell) && shell.dialect === 'bash') yield* say(shell, 'exit\n')
  return shell.status
}
