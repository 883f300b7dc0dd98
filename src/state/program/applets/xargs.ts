import { waitFor, write } from '../../kernel/calls.ts'
import type { OpenFile } from '../../kernel/open-file.ts'
import type { Process, Step } from '../../kernel/process.ts'
import type { Applets, Invocation } from './applet.ts'
import { textOf } from './binary.ts'
import { start } from './execute.ts'
import { LineReader } from './input.ts'

/** busybox leaves room for the environment below the 128 KiB of ARG_MAX. */
const commandBytesMax = 131_072

/** Splits lines into words as xargs does: blanks separate, quotes and backslashes protect. */
const splitWords = (line: string): string[] | undefined => {
  const words: string[] = []
  let word: string | undefined
  let quote = ''
  for (let index = 0; index < line.length; index++) {
    const character = line[index] as string
    if (quote !== '') {
      if (character === quote) quote = ''
      else word = (word ?? '') + character
    } else if (character === '"' || character === "'") {
      quote = character
      word ??= ''
    } else if (character === '\\') word = (word ?? '') + (line[++index] ?? '')
    else if (character === ' ' || character === '\t' || character === '\n') {
      if (word !== undefined) words.push(word)
      word = undefined
    } else word = (word ?? '') + character
  }
  if (word !== undefined) words.push(word)
  return quote === '' ? words : undefined
}

function* nextWords(invocation: Invocation, reader: LineReader): Step<string[] | undefined> {
  const { options } = invocation
  const line = yield* reader.next()
  if (line === undefined) return undefined
  if (options.has('0')) return [textOf(line)]
  if (options.has('I')) return line.trim() === '' ? [] : [textOf(line.replace(/^[ \t]+/, ''))]
  return splitWords(textOf(line))
}

/** The command reads nothing of what xargs reads. */
const withoutInput = (process: Process): Map<number, OpenFile> => {
  const files = new Map<number, OpenFile>()
  for (const [descriptor, file] of process.files)
    files.set(descriptor, descriptor === 0 ? process.open('/dev/null', { read: true }) : file.retain())
  return files
}

function* xargs(invocation: Invocation): Step<number> {
  const { options, operands, process, name } = invocation
  const command = operands.length > 0 ? operands : ['echo']
  const replace = options.has('I') ? options.value('I') || '{}' : undefined
  const most = Number(options.value('n') ?? (replace === undefined ? Number.POSITIVE_INFINITY : 1))
  const parallel = Math.max(1, Number(options.value('P') ?? 1) || Number.POSITIVE_INFINITY)
  const reader = new LineReader(process, 0, invocation.output, options.has('0') ? '\0' : '\n')
  const running: Process[] = []
  let status = 0
  let launched = false
  const fixedBytes = command.reduce((sum, word) => sum + word.length + 1, 0)

  const settle = function* (left: number): Step<boolean> {
    while (running.length > left) {
      const child = running.shift() as Process
      const exit = yield* waitFor(child)
      if (exit.code === 255) {
        yield* invocation.complain(`${command[0]}: exited with status 255; aborting`)
        status = 124
        return false
      }
      if (exit.signal) {
        status = 125
        return false
      }
      if (exit.code !== 0) status = 123
    }
    return true
  }
  const launch = function* (words: readonly string[]): Step<boolean> {
    launched = true
    const argv =
      replace === undefined ? [...command, ...words] : command.map(word => word.replaceAll(replace, words[0] ?? ''))
    if (options.has('t')) yield* write(process, 2, `${argv.join(' ')}\n`)
    const child = yield* start(process, name, argv, { files: withoutInput(process) })
    if (typeof child === 'number') {
      status = child
      return false
    }
    running.push(child)
    return yield* settle(parallel - 1)
  }

  let batch: string[] = []
  let bytes = fixedBytes
  const lineMost = Number(options.value('L') ?? Number.POSITIVE_INFINITY)
  let lines = 0
  for (;;) {
    const words = yield* nextWords(invocation, reader)
    if (words === undefined) break
    for (const word of words) {
      if (batch.length > 0 && (batch.length >= most || bytes + word.length + 1 > commandBytesMax)) {
        if (!(yield* launch(batch))) return status
        batch = []
        bytes = fixedBytes
      }
      batch.push(word)
      bytes += word.length + 1
    }
    if (words.length > 0 && ++lines >= lineMost) {
      if (!(yield* launch(batch))) return status
      batch = []
      bytes = fixedBytes
      lines = 0
    }
  }
  if (batch.length > 0 || (!launched && replace === undefined && !options.has('r')))
    if (!(yield* launch(batch))) return status
  yield* settle(0)
  return status
}

const long = { null: '0', 'max-args': 'n', 'no-run-if-empty': 'r', verbose: 't', 'max-procs': 'P', replace: 'I' }

export const xargsApplets: Applets = {
  xargs: { syntax: { short: '+0rtn:I:P:L:s:E:xpo', long }, usage: '[OPTIONS] [PROG ARGS]', run: xargs },
}
