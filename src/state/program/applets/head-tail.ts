import { read, sleep, write } from '../../kernel/calls.ts'
import type { OpenFile } from '../../kernel/open-file.ts'
import type { Step } from '../../kernel/process.ts'
import type { Applets, Invocation } from './applet.ts'
import { type BinaryText, fromBinary, toBinary } from './binary.ts'
import { parseSize } from './durations.ts'
import { forEachOperand, LineReader, type OpenedOperand, openOperand } from './input.ts'
import { attempt, messageOf } from './messages.ts'
import { UsageError } from './options.ts'
import { forever } from './waiting.ts'

interface Amount {
  readonly unit: 'lines' | 'bytes'
  readonly count: number
  /** `+N` of tail: from there on; `-N` of head: all but the last. */
  readonly sign: '' | '+' | '-'
}

const amountOf = (invocation: Invocation): Amount => {
  const letter = invocation.options.lastOf('nc') ?? 'n'
  const text = invocation.options.value(letter) ?? '10'
  const match = /^([+-]?)(.+)$/.exec(text)
  const count = parseSize(match?.[2] ?? '')
  if (count === undefined) throw new UsageError(`invalid number '${text}'`)
  return { unit: letter === 'c' ? 'bytes' : 'lines', count, sign: (match?.[1] ?? '') as Amount['sign'] }
}

/** `==> name <==` before every file when there are several. */
const headings = (invocation: Invocation): ((path: string) => void) => {
  const many = invocation.operands.length > 1
  const shown = invocation.options.has('v') || (many && !invocation.options.has('q'))
  let first = true
  return path => {
    if (!shown) return
    invocation.output.text(`${first ? '' : '\n'}==> ${path === '-' ? 'standard input' : path} <==\n`)
    first = false
  }
}

function* head(invocation: Invocation): Step<number> {
  const amount = amountOf(invocation)
  const heading = headings(invocation)
  return yield* forEachOperand(invocation, function* (operand) {
    heading(operand.path)
    if (amount.unit === 'bytes') yield* headBytes(invocation, operand, amount)
    else yield* headLines(invocation, operand, amount)
  })
}

function* headLines({ process, output }: Invocation, { descriptor }: OpenedOperand, amount: Amount): Step<void> {
  const reader = new LineReader(process, descriptor, output)
  const held: BinaryText[] = []
  const delay = amount.sign === '-' ? amount.count : 0
  let left = amount.sign === '-' ? Number.POSITIVE_INFINITY : amount.count
  while (left-- > 0) {
    const line = yield* reader.next()
    if (line === undefined) return
    held.push(line + (reader.terminated ? '\n' : ''))
    if (held.length > delay) output.binary(held.shift() ?? '')
  }
  // What was read too far goes back, so that the next command of `(head -n1; cat) <file` continues there.
  const unread = reader.pending.length
  if (unread > 0) attempt(() => process.files.get(descriptor)?.seek(-unread, 'current'))
}

function* headBytes({ process, output }: Invocation, { descriptor }: OpenedOperand, amount: Amount): Step<void> {
  let left = amount.sign === '-' ? Number.POSITIVE_INFINITY : amount.count
  const delay = amount.sign === '-' ? amount.count : 0
  let held = new Uint8Array(0)
  while (left > 0) {
    const chunk = yield* read(process, descriptor, Math.min(left, 65_536))
    if (chunk.length === 0) return
    left -= chunk.length
    const both = new Uint8Array(held.length + chunk.length)
    both.set(held)
    both.set(chunk, held.length)
    const ready = Math.max(0, both.length - delay)
    output.bytes(both.subarray(0, ready))
    held = both.slice(ready)
    yield* output.flush()
    yield undefined
  }
}

function* tail(invocation: Invocation): Step<number> {
  const { options, operands, process } = invocation
  const amount = amountOf(invocation)
  const heading = headings(invocation)
  const follow = options.has('fF')
  const opened: OpenedOperand[] = []
  let status = 0
  for (const path of operands.length === 0 ? ['-'] : operands) {
    const descriptor = yield* openOperand(invocation, path)
    if (descriptor === undefined) {
      status = 1
      if (options.has('F')) opened.push({ path, descriptor: -1 })
      continue
    }
    heading(path)
    const failure = yield* showEnd(invocation, descriptor, amount)
    if (failure !== undefined) {
      yield* invocation.complain(failure.replace('%', path))
      status = 1
    }
    opened.push({ path, descriptor })
  }
  yield* invocation.output.flush()
  const followed = opened.filter(
    ({ descriptor }) => descriptor < 0 || process.files.get(descriptor)?.stat().kind !== 'fifo',
  )
  if (!follow || followed.length === 0) return status
  return yield* followAll(invocation, followed, heading)
}

function* showEnd(invocation: Invocation, descriptor: number, amount: Amount): Step<string | undefined> {
  try {
    if (amount.unit === 'bytes') yield* tailBytes(invocation, descriptor, amount)
    else yield* tailLines(invocation, descriptor, amount)
    return undefined
  } catch (error) {
    return invocation.flavor === 'gnu' ? `error reading '%': ${messageOf(error)}` : `read error: ${messageOf(error)}`
  }
}

function* tailLines({ process, output }: Invocation, descriptor: number, amount: Amount): Step<void> {
  const reader = new LineReader(process, descriptor, output)
  const kept: BinaryText[] = []
  let number = 0
  let charged = 0
  for (let line = yield* reader.next(); line !== undefined; line = yield* reader.next()) {
    const text = line + (reader.terminated ? '\n' : '')
    number++
    if (amount.sign === '+') {
      if (number >= amount.count) output.binary(text)
      continue
    }
    if (amount.count === 0) continue
    kept.push(text)
    charged += text.length
    process.charge(text.length)
    if (kept.length <= amount.count) continue
    const dropped = kept.shift()?.length ?? 0
    charged -= dropped
    process.charge(-dropped)
  }
  for (const line of kept) {
    output.binary(line)
    yield* output.relieve()
  }
  process.charge(-charged)
}

function* tailBytes({ process, output }: Invocation, descriptor: number, amount: Amount): Step<void> {
  let skip = amount.sign === '+' ? Math.max(0, amount.count - 1) : 0
  let kept: BinaryText = ''
  for (;;) {
    const chunk = yield* read(process, descriptor)
    if (chunk.length === 0) break
    yield undefined
    if (amount.sign === '+') {
      output.bytes(chunk.subarray(Math.min(skip, chunk.length)))
      skip = Math.max(0, skip - chunk.length)
      yield* output.relieve()
    } else if (amount.count > 0) {
      const before = kept.length
      kept = (kept + toBinary(chunk)).slice(-amount.count)
      process.charge(kept.length - before)
    }
  }
  output.bytes(fromBinary(kept))
  process.charge(-kept.length)
}

interface Followed {
  readonly path: string
  descriptor: number
}

function* followAll(
  invocation: Invocation,
  operands: readonly OpenedOperand[],
  heading: (path: string) => void,
): Step<number> {
  const { process, options } = invocation
  const files: Followed[] = operands.map(operand => ({ ...operand }))
  // `tail -f /dev/null` is how a container is kept alive: nothing will ever come, so nothing needs to be polled.
  if (files.every(({ descriptor }) => process.files.get(descriptor)?.stat().kind === 'character-device')) {
    yield* forever(process)
  }
  const interval = Number(options.value('s') ?? 1) * 1000
  let current = files.at(-1)
  for (;;) {
    for (const file of files) {
      if (options.has('F')) yield* reopen(invocation, file)
      if (file.descriptor < 0) continue
      const position = process.files.get(file.descriptor)
      if (position) rewindTruncated(position)
      for (let first = true; ; first = false) {
        const chunk = yield* read(process, file.descriptor)
        if (chunk.length === 0) break
        if (first && file !== current) heading(file.path)
        current = file
        yield* invocation.output.flush()
        yield* write(process, 1, chunk)
      }
    }
    yield* sleep(process, interval)
  }
}

const rewindTruncated = (file: OpenFile): void => {
  const position = attempt(() => file.seek())
  if (typeof position === 'number' && file.stat().kind === 'file' && file.stat().sizeBytes < position) file.seek(0)
}

/** `tail -F`: the name counts, not the file. */
function* reopen(invocation: Invocation, file: Followed): Step<void> {
  const { process } = invocation
  const path = process.path(file.path)
  const now = attempt(() => process.filesystem.stat(path))
  if (now instanceof Error) return
  if (file.descriptor >= 0 && process.files.get(file.descriptor)?.stat().inode === now.inode) return
  const opened = attempt(() => process.open(path, { read: true }))
  if (opened instanceof Error) return
  if (file.descriptor >= 0) process.closeDescriptor(file.descriptor)
  yield* invocation.complain(`${file.path} has been replaced; following end of new file`)
  file.descriptor = process.install(opened)
}

const long = { lines: 'n', bytes: 'c', quiet: 'q', silent: 'q', verbose: 'v', follow: 'f', retry: 'F' }

export const headTailApplets: Applets = {
  head: { syntax: { short: 'n:c:qv', long, numberMeans: 'n' }, usage: '[OPTIONS] [FILE]...', run: head },
  tail: { syntax: { short: 'n:c:qvfFs:', long, numberMeans: 'n' }, usage: '[OPTIONS] [FILE]...', run: tail },
}
