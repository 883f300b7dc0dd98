import { SystemError } from '../../../filesystem/contract.ts'
import { timer } from '../../../kernel/calls.ts'
import type { OpenFile } from '../../../kernel/open-file.ts'
import type { Step } from '../../../kernel/process.ts'
import { anyOf } from '../../../wait.ts'
import { complain, say } from '../message.ts'
import { assign, assignElements, isName } from '../parameters.ts'
import type { Shell } from '../state.ts'
import { runPendingTraps } from '../trap.ts'
import { wordings } from '../wording.ts'

interface Settings {
  raw: boolean
  prompt: string | undefined
  timeoutMilliseconds: number | undefined
  /** At most so many characters. */
  limit: number | undefined
  /** Exactly so many, the delimiter being nothing special (bash -N). */
  exact: boolean
  silent: boolean
  delimiter: string
  descriptor: number
  array: string | undefined
  names: readonly string[]
}

const settingsOf = (argv: readonly string[]): Settings | string => {
  const settings: Settings = {
    raw: false,
    prompt: undefined,
    timeoutMilliseconds: undefined,
    limit: undefined,
    exact: false,
    silent: false,
    delimiter: '\n',
    descriptor: 0,
    array: undefined,
    names: [],
  }
  let at = 1
  for (; /^-./.test(argv[at] ?? ''); at++) {
    const word = argv[at] ?? ''
    if (word === '--') {
      at++
      break
    }
    for (let offset = 1; offset < word.length; offset++) {
      const letter = word[offset] ?? ''
      if (letter === 'r') settings.raw = true
      else if (letter === 's') settings.silent = true
      else if (letter === 'e') continue
      else if ('ptnNduai'.includes(letter)) {
        const argument = offset + 1 < word.length ? word.slice(offset + 1) : (argv[++at] ?? '')
        const complaint = setting(settings, letter, argument)
        if (complaint !== undefined) return complaint
        break
      } else return `illegal option -${letter}`
    }
  }
  return { ...settings, names: argv.slice(at) }
}

const setting = (settings: Settings, letter: string, argument: string): string | undefined => {
  if ('tnNu'.includes(letter) && !/^\d*\.?\d+$/.test(argument)) return `invalid count '${argument}'`
  if (letter === 'p') settings.prompt = argument
  else if (letter === 't') settings.timeoutMilliseconds = Number(argument) * 1000
  else if (letter === 'd') settings.delimiter = argument.slice(0, 1) || '\0'
  else if (letter === 'u') settings.descriptor = Number(argument)
  else if (letter === 'a') settings.array = argument
  else if (letter === 'n' || letter === 'N') {
    settings.limit = Number(argument)
    settings.exact = letter === 'N'
  }
  return undefined
}

/** A character, and whether a backslash took its meaning. */
interface Taken {
  readonly text: string
  readonly escaped: boolean
}

type End = 'delimiter' | 'limit' | 'end' | 'timeout' | 'signal'

function* take(shell: Shell, file: OpenFile, settings: Settings, taken: Taken[]): Step<End> {
  const { process } = shell
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  let expired = false
  const { timeoutMilliseconds } = settings
  const due = timeoutMilliseconds
    ? timer(process, timeoutMilliseconds, () => {
        expired = true
      })
    : undefined
  let escaping = false
  try {
    for (;;) {
      const bytes = file.read(1)
      if (bytes === undefined) {
        if (expired || timeoutMilliseconds === 0) return 'timeout'
        if (process.signals.pending) return 'signal'
        yield anyOf(file.readable, process.signals.arrived, ...(due ? [due] : []))
        continue
      }
      if (bytes.length === 0) return 'end'
      if (taken.length % 1024 === 1023) yield undefined
      const text = decoder.decode(bytes, { stream: true })
      if (text === '' || (text === '\0' && settings.delimiter !== '\0')) continue
      if (escaping) {
        escaping = false
        if (text !== '\n') taken.push({ text, escaped: true })
      } else if (text === '\\' && !settings.raw) escaping = true
      else if (text === settings.delimiter && !settings.exact) return 'delimiter'
      else taken.push({ text, escaped: false })
      if (settings.limit !== undefined && taken.length >= settings.limit) return 'limit'
    }
  } finally {
    due?.cancel()
  }
}

/** Cuts what was read into as many fields as there are names, the last taking the rest (POSIX read). */
const distribute = (taken: readonly Taken[], count: number, separators: string): string[] => {
  const isSeparator = ({ text, escaped }: Taken): boolean => !escaped && separators.includes(text)
  const isSpace = (one: Taken): boolean => isSeparator(one) && /\s/.test(one.text)
  let end = taken.length
  while (end > 0 && isSpace(taken[end - 1] as Taken)) end--
  let at = 0
  const skipSpace = (): void => {
    while (at < end && isSpace(taken[at] as Taken)) at++
  }
  const fields: string[] = []
  skipSpace()
  while (fields.length < count - 1 && at < end) {
    let field = ''
    while (at < end && !isSeparator(taken[at] as Taken)) field += (taken[at++] as Taken).text
    fields.push(field)
    skipSpace()
    if (at < end && isSeparator(taken[at] as Taken)) {
      // A separator that is no white space ends one field, together with the space around it.
      const closesField = !isSpace(taken[at - 1] as Taken) || at > 0
      if (closesField) at++
      skipSpace()
    }
  }
  if (fields.length < count) fields.push(lastField(taken.slice(at, end), isSeparator))
  return fields
}

/** A single separator at the very end of the last field belongs to nobody: `IFS=: read a` of `x:` gives `x`. */
const lastField = (rest: readonly Taken[], isSeparator: (one: Taken) => boolean): string => {
  const separators = rest.filter(isSeparator).length
  const last = rest.at(-1)
  const kept = separators === 1 && last && isSeparator(last) ? rest.slice(0, -1) : rest
  return kept.map(one => one.text).join('')
}

const everyField = (taken: readonly Taken[], separators: string): string[] => {
  const fields = distribute(taken, taken.length + 1, separators)
  return fields.at(-1) === '' ? fields.slice(0, -1) : fields
}

const store = (shell: Shell, settings: Settings, taken: readonly Taken[]): void => {
  const separators = shell.variables.value('IFS') ?? ' \t\n'
  const { array, names } = settings
  if (array !== undefined) {
    assignElements(shell, array, new Map(everyField(taken, separators).map((text, index) => [String(index), text])))
    return
  }
  if (names.length === 0 || settings.exact) {
    const text = taken.map(one => one.text).join('')
    assign(shell, names[0] ?? 'REPLY', text)
    for (const name of names.slice(1)) assign(shell, name, '')
    return
  }
  const fields = distribute(taken, names.length, separators)
  for (const [index, name] of names.entries()) assign(shell, name, fields[index] ?? '')
}

export function* read(shell: Shell, argv: readonly string[]): Step<number> {
  const settings = settingsOf(argv)
  if (typeof settings === 'string') {
    yield* complain(shell, settings, 'read')
    return 2
  }
  const bad = [...settings.names, ...(settings.array === undefined ? [] : [settings.array])].find(name => !isName(name))
  if (bad !== undefined) {
    yield* complain(shell, wordings[shell.dialect].badName(bad), 'read')
    return shell.dialect === 'bash' ? 1 : 2
  }
  const file = shell.process.files.get(settings.descriptor)
  if (!file) {
    // ash says nothing of a closed descriptor.
    if (shell.dialect === 'ash') return 1
    throw new SystemError('EBADF', `read error: ${settings.descriptor}`)
  }
  const { terminal } = file
  if (settings.prompt !== undefined && terminal) yield* say(shell, settings.prompt)
  const taken: Taken[] = []
  const modes = terminal?.modes
  const before = modes ? { echo: modes.echo, canonical: modes.canonical } : undefined
  let end: End
  try {
    if (modes && settings.silent) modes.echo = false
    if (modes && (settings.limit !== undefined || settings.delimiter !== '\n')) modes.canonical = false
    end = yield* take(shell, file, settings, taken)
  } finally {
    if (modes && before) Object.assign(modes, before)
  }
  if (end === 'signal') {
    return 128 + (yield* runPendingTraps(shell))
  }
  store(shell, settings, end === 'timeout' && shell.dialect !== 'bash' ? [] : taken)
  if (end === 'timeout') return shell.dialect === 'bash' ? 142 : 1
  return end === 'end' ? 1 : 0
}

/** bash's `mapfile` and `readarray`: lines into an array. */
export function* mapfile(shell: Shell, argv: readonly string[]): Step<number> {
  const trims = argv.includes('-t')
  const cut = argv.indexOf('-d')
  const delimiter = cut >= 0 ? (argv[cut + 1] ?? '').slice(0, 1) || '\0' : '\n'
  const name = argv.at(-1) ?? ''
  const file = shell.process.files.get(0)
  if (!file) throw new SystemError('EBADF', 'read error')
  const settings = settingsOf(['read', '-r'])
  if (typeof settings === 'string') return 2
  const lines = new Map<string, string>()
  for (;;) {
    const taken: Taken[] = []
    const end = yield* take(shell, file, { ...settings, delimiter }, taken)
    const text = taken.map(one => one.text).join('')
    if (end === 'delimiter') lines.set(String(lines.size), trims ? text : text + delimiter)
    else {
      if (text !== '') lines.set(String(lines.size), text)
      break
    }
    yield undefined
  }
  assignElements(shell, argv.length > 1 && isName(name) ? name : 'MAPFILE', lines)
  return 0
}
