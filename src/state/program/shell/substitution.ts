import type { CommandExpansionPart, ProcessSubstitutionPart, Script } from 'unbash'
import { waitFor } from '../../kernel/calls.ts'
import { createPipe, type OpenFile } from '../../kernel/open-file.ts'
import type { Process, Step } from '../../kernel/process.ts'
import { filesWith, spawnShell } from './children.ts'
import { Abandon } from './control.ts'
import type { Shell, Source } from './state.ts'

const chunkBytes = 65_536
/** Where bash starts to put process substitutions, downwards. */
const substitutionDescriptor = 63

/** `$( )` and backquotes: the output of a subshell, through a pipe, without its last newlines. */
export function* substitute(shell: Shell, part: CommandExpansionPart): Step<string> {
  const { script } = part
  if (!script) return ''
  if (script.errors?.[0]) throw new Abandon(2, `syntax error: ${script.errors[0].message}`)
  if (script.commands.length === 0) return ''
  const { process } = shell
  const { reader, writer } = createPipe()
  const child = spawnShell(shell, { files: filesWith(shell, new Map([[1, writer]])) }, inner => run(inner, script))
  let text: string
  try {
    text = yield* drained(process, reader)
  } finally {
    reader.release()
  }
  const status = yield* waitFor(child)
  shell.substitutionStatus = status.code
  return trimmed(text)
}

/** Everything that comes, charged while it is gathered. A trapped signal does not cut it short: traps wait for commands. */
function* drained(process: Process, reader: OpenFile): Step<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  let text = ''
  let size = 0
  for (;;) {
    const bytes = reader.read(chunkBytes)
    if (bytes === undefined) {
      yield reader.readable
      continue
    }
    if (bytes.length === 0) break
    process.charge(bytes.length)
    size += bytes.length
    text += decoder.decode(bytes, { stream: true })
    yield undefined
  }
  process.charge(-size)
  return text + decoder.decode()
}

const trimmed = (text: string): string => {
  let end = text.length
  while (text[end - 1] === '\n') end--
  const kept = text.slice(0, end)
  return kept.includes('\0') ? kept.replaceAll('\0', '') : kept
}

function* run(shell: Shell, script: Script | undefined): Step<number> {
  if (!script) return 0
  shell.source = sourceOf(shell, script)
  shell.copiesInput = shell.dialect === 'bash' && script.commands.length === 1
  return yield* shell.interpreter.run(shell, script.commands, true)
}

/** Backquotes may carry a text of their own, with its escapes removed. */
const sourceOf = (shell: Shell, script: Script): Source =>
  script.source === undefined ? shell.source : { ...shell.source, text: script.source }

/** `<( )` and `>( )`: the path of a descriptor whose other end a subshell holds. */
export const processSubstitution = (shell: Shell, part: ProcessSubstitutionPart): string => {
  const { process } = shell
  const { script } = part
  const { reader, writer } = createPipe()
  const reads = part.operator === '<'
  const files = filesWith(shell, new Map([reads ? [1, writer] : [0, reader]]))
  spawnShell(shell, { files, background: true }, inner => run(inner, script))
  let descriptor = substitutionDescriptor
  while (process.files.has(descriptor)) descriptor--
  process.install(reads ? reader : writer, descriptor)
  shell.substitutions.push(descriptor)
  return `/dev/fd/${descriptor}`
}

/** The command that used them is done. */
export const closeSubstitutions = (shell: Shell, keptCount: number): void => {
  for (const descriptor of shell.substitutions.splice(keptCount)) {
    if (shell.process.files.has(descriptor)) shell.process.closeDescriptor(descriptor)
  }
}
