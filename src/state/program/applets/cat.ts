import { read, write } from '../../kernel/calls.ts'
import type { Step } from '../../kernel/process.ts'
import type { Applets, Invocation } from './applet.ts'
import type { BinaryText } from './binary.ts'
import { forEachLine, forEachOperand, holdLines } from './input.ts'
import { attempt, messageOf } from './messages.ts'

function* cat(invocation: Invocation): Step<number> {
  const { options, process } = invocation
  if (options.has('nbAesETtv')) return yield* catMarked(invocation)
  return yield* forEachOperand(invocation, function* ({ descriptor }) {
    for (;;) {
      const chunk = yield* read(process, descriptor)
      if (chunk.length === 0) return
      yield* write(process, 1, chunk)
      yield undefined
    }
  })
}

/** busybox's visible(): control bytes as ^X, high bytes as M-x. */
const visible = (line: BinaryText, tabs: boolean): BinaryText => {
  let text = ''
  for (const byte of line) {
    let code = byte.charCodeAt(0)
    if (code >= 128) {
      text += 'M-'
      code -= 128
    }
    if (code === 127) text += '^?'
    else if (code >= 32 || (code === 9 && !tabs)) text += String.fromCharCode(code)
    else text += `^${String.fromCharCode(code + 64)}`
  }
  return text
}

function* catMarked(invocation: Invocation): Step<number> {
  const { options, output } = invocation
  const numberAll = options.has('n') && !options.has('b')
  let number = 0
  let blankBefore = false
  return yield* forEachLine(invocation, (line, reader) => {
    const blank = line === ''
    if (options.has('s') && blank && blankBefore) return
    blankBefore = blank
    const counted = numberAll || (options.has('b') && !blank)
    const shown = options.has('veAtET')
      ? options.has('veAt')
        ? visible(line, options.has('tTA'))
        : options.has('T')
          ? line.replaceAll('\t', '^I')
          : line
      : line
    output.binary(counted ? `${String(++number).padStart(6)}\t` : '')
    output.binary(shown)
    if (reader.terminated) output.binary(options.has('eAE') ? '$\n' : '\n')
  })
}

function* tac(invocation: Invocation): Step<number> {
  const { output } = invocation
  const paths = invocation.operands.length === 0 ? ['-'] : invocation.operands
  let status = 0
  for (const path of paths) {
    const held = yield* holdLines(invocation, [path])
    status ||= held.status
    for (const line of held.lines.reverse()) {
      output.binary(`${line}\n`)
      yield* output.relieve()
    }
  }
  return status
}

function* rev(invocation: Invocation): Step<number> {
  return yield* forEachLine(invocation, (line, reader) =>
    invocation.output.binary([...line].reverse().join('') + (reader.terminated ? '\n' : '')),
  )
}

function* tee(invocation: Invocation): Step<number> {
  const { process, options, operands } = invocation
  if (options.has('i')) process.signals.set('INT', 'ignore')
  const targets = [1]
  let status = 0
  for (const path of operands) {
    const opened = attempt(() =>
      process.open(process.path(path), {
        write: true,
        create: true,
        append: options.has('a'),
        truncate: !options.has('a'),
      }),
    )
    if (opened instanceof Error) {
      yield* invocation.complain(`${path}: ${messageOf(opened)}`)
      status = 1
    } else targets.push(process.install(opened))
  }
  for (;;) {
    const chunk = yield* read(process, 0)
    if (chunk.length === 0) return status
    for (const target of targets) yield* write(process, target, chunk)
    yield undefined
  }
}

const long = {
  number: 'n',
  'number-nonblank': 'b',
  'show-all': 'A',
  'squeeze-blank': 's',
  'show-ends': 'E',
  'show-tabs': 'T',
}

export const catApplets: Applets = {
  cat: { syntax: { short: 'nbvteAsuET', long }, usage: '[-nbvteA] [FILE]...', run: cat },
  tac: { syntax: { short: '' }, usage: '[FILE]...', run: tac },
  rev: { syntax: { short: '' }, usage: '[FILE]...', run: rev },
  tee: { syntax: { short: 'ai', long: { append: 'a' } }, usage: '[-ai] [FILE]...', run: tee },
}
