import { SystemError } from '../../filesystem/contract.ts'
import { read, write } from '../../kernel/calls.ts'
import type { Step } from '../../kernel/process.ts'
import type { Applets, Invocation } from './applet.ts'
import { fromBinary, toBinary } from './binary.ts'
import { humanSize, parseSize } from './durations.ts'
import { closeOperand, forEachOperand, openOperand } from './input.ts'
import { attempt, messageOf } from './messages.ts'
import { UsageError } from './options.ts'

interface CopyPlan {
  readonly input: string | undefined
  readonly output: string | undefined
  readonly inputBlock: number
  readonly outputBlock: number
  readonly count: number
  readonly skip: number
  readonly seek: number
  readonly conversions: readonly string[]
  readonly flags: readonly string[]
  readonly status: string | undefined
}

const planOf = (words: readonly string[], flavor: Invocation['flavor']): CopyPlan => {
  const given = new Map(words.map(word => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]))
  const known = [
    'if',
    'of',
    'bs',
    'ibs',
    'obs',
    'count',
    'skip',
    'seek',
    'iseek',
    'oseek',
    'conv',
    'status',
    'iflag',
    'oflag',
  ]
  for (const name of given.keys())
    if (!known.includes(name))
      throw new UsageError(flavor === 'gnu' ? `unrecognized operand '${name}=${given.get(name)}'` : '')
  const size = (name: string, otherwise: number): number => {
    const text = given.get(name)
    const value = text === undefined ? otherwise : parseSize(text)
    if (value === undefined)
      throw new UsageError(flavor === 'gnu' ? `invalid number: '${text}'` : `invalid number '${text}'`)
    return value
  }
  const block = size('bs', 512)
  const list = (name: string): string[] => (given.get(name) ?? '').split(',').filter(word => word !== '')
  return {
    input: given.get('if'),
    output: given.get('of'),
    inputBlock: size('ibs', block),
    outputBlock: size('obs', block),
    count: size('count', Number.POSITIVE_INFINITY),
    skip: size('skip', size('iseek', 0)),
    seek: size('seek', size('oseek', 0)),
    conversions: list('conv'),
    flags: [...list('iflag'), ...list('oflag')],
    status: given.get('status'),
  }
}

/** Reads until the block is full: what `iflag=fullblock` asks for and what reading a file gives anyway. */
function* readBlock(invocation: Invocation, descriptor: number, bytes: number): Step<Uint8Array> {
  const first = yield* read(invocation.process, descriptor, Math.min(bytes, 1 << 20))
  if (first.length === bytes || first.length === 0) return first
  const kind = invocation.process.files.get(descriptor)?.stat().kind
  if (kind === 'fifo' || kind === 'socket') return first
  let text = toBinary(first)
  while (text.length < bytes) {
    const more = yield* read(invocation.process, descriptor, Math.min(bytes - text.length, 1 << 20))
    if (more.length === 0) break
    text += toBinary(more)
    yield undefined
  }
  return fromBinary(text)
}

function* dd(invocation: Invocation): Step<number> {
  const { process, flavor } = invocation
  const plan = planOf(invocation.words, flavor)
  const failed = function* (path: string, error: SystemError): Step<number> {
    yield* invocation.complain(
      flavor === 'gnu' ? `failed to open '${path}': ${messageOf(error)}` : `can't open '${path}': ${messageOf(error)}`,
    )
    return 1
  }
  let input = 0
  let output = 1
  if (plan.input !== undefined) {
    const path = process.path(plan.input)
    const file = attempt(() => process.open(path, { read: true }))
    if (file instanceof SystemError) return yield* failed(plan.input, file)
    input = process.install(file)
  }
  if (plan.output !== undefined) {
    const path = process.path(plan.output)
    const append = plan.flags.includes('append')
    const truncate = !plan.conversions.includes('notrunc') && plan.seek === 0 && !append
    const file = attempt(() =>
      process.open(path, { write: true, create: !plan.conversions.includes('nocreat'), truncate, append }),
    )
    if (file instanceof SystemError) return yield* failed(plan.output, file)
    output = process.install(file)
  }
  yield* skipBlocks(invocation, plan, input)
  if (plan.seek > 0) {
    const position = plan.seek * plan.outputBlock
    if (
      process.files.get(output)?.stat().kind === 'file' &&
      !plan.conversions.includes('notrunc') &&
      plan.output !== undefined
    ) {
      const path = process.path(plan.output)
      if (process.filesystem.stat(path).sizeBytes > position) process.filesystem.truncate(path, position)
    }
    process.files.get(output)?.seek(position)
  }
  return yield* copyBlocks(invocation, plan, input, output)
}

function* skipBlocks(invocation: Invocation, plan: CopyPlan, input: number): Step<void> {
  if (plan.skip === 0) return
  const sought = attempt(() => invocation.process.files.get(input)?.seek(plan.skip * plan.inputBlock))
  if (!(sought instanceof SystemError)) return
  for (let block = 0; block < plan.skip; block++) yield* readBlock(invocation, input, plan.inputBlock)
}

function* copyBlocks(invocation: Invocation, plan: CopyPlan, input: number, output: number): Step<number> {
  const { process } = invocation
  const begin = process.kernel.clock.now()
  const counted = { inFull: 0, inPart: 0, outFull: 0, outPart: 0, bytes: 0 }
  const bytesLimit = plan.flags.includes('count_bytes') ? plan.count : Number.POSITIVE_INFINITY
  const blockLimit = plan.flags.includes('count_bytes') ? Number.POSITIVE_INFINITY : plan.count
  let status = 0
  try {
    for (let block = 0; block < blockLimit && counted.bytes < bytesLimit; block++) {
      const chunk = yield* readBlock(invocation, input, Math.min(plan.inputBlock, bytesLimit - counted.bytes))
      if (chunk.length === 0) break
      if (chunk.length === plan.inputBlock) counted.inFull++
      else counted.inPart++
      yield* write(process, output, convert(chunk, plan))
      counted.bytes += chunk.length
      yield undefined
    }
  } catch (error) {
    const path = plan.output ?? 'standard output'
    yield* invocation.complain(
      invocation.flavor === 'gnu'
        ? `error writing '${path}': ${messageOf(error)}`
        : `${error instanceof SystemError && error.code === 'ENOSPC' ? `error writing '${path}'` : path}: ${messageOf(error)}`,
    )
    status = 1
  }
  counted.outFull = Math.floor(counted.bytes / plan.outputBlock)
  counted.outPart = counted.bytes % plan.outputBlock === 0 ? 0 : 1
  if (plan.status !== 'none')
    yield* write(process, 2, summary(invocation, plan, counted, (process.kernel.clock.now() - begin) / 1e6))
  return status
}

const convert = (chunk: Uint8Array, { conversions }: CopyPlan): Uint8Array => {
  if (conversions.includes('ucase')) return fromBinary(toBinary(chunk).toUpperCase())
  if (conversions.includes('lcase')) return fromBinary(toBinary(chunk).toLowerCase())
  return chunk
}

const summary = (
  { flavor }: Invocation,
  plan: CopyPlan,
  counted: { inFull: number; inPart: number; outFull: number; outPart: number; bytes: number },
  seconds: number,
): string => {
  const records = `${counted.inFull}+${counted.inPart} records in\n${counted.outFull}+${counted.outPart} records out\n`
  if (plan.status === 'noxfer') return records
  const rate = counted.bytes / Math.max(seconds, 1e-6)
  if (flavor === 'gnu')
    return `${records}${counted.bytes} bytes copied, ${seconds.toPrecision(3)} s, ${(rate / 1e6).toFixed(1)} MB/s\n`
  const human = (value: number): string => (value < 1024 ? `${value.toFixed(1)}B` : `${humanSize(value)}B`)
  return `${records}${counted.bytes} bytes (${human(counted.bytes)}) copied, ${seconds.toFixed(6)} seconds, ${human(rate)}/s\n`
}

function* strings(invocation: Invocation): Step<number> {
  const { options, output, process } = invocation
  const least = Number(options.value('n') ?? 4)
  return yield* forEachOperand(invocation, function* ({ descriptor }) {
    let run = ''
    for (;;) {
      const chunk = yield* read(process, descriptor)
      if (chunk.length === 0) break
      for (const byte of toBinary(chunk)) {
        if ((byte >= ' ' && byte <= '~') || byte === '\t') run += byte
        else {
          if (run.length >= least) output.binary(`${run}\n`)
          run = ''
        }
      }
      yield* output.relieve()
      yield undefined
    }
    if (run.length >= least) output.binary(`${run}\n`)
  })
}

/** `aa`, `ab` … as split names its pieces. */
const suffix = (index: number, length: number): string => {
  let text = ''
  for (let rest = index, place = 0; place < length; place++, rest = Math.floor(rest / 26))
    text = String.fromCharCode(97 + (rest % 26)) + text
  return text
}

function* split(invocation: Invocation): Step<number> {
  const { options, operands, process } = invocation
  const bytes = options.value('b') === undefined ? undefined : parseSize(options.value('b') ?? '')
  const lines = Number(options.value('l') ?? 1000)
  const prefix = operands[1] ?? 'x'
  const descriptor = yield* openOperand(invocation, operands[0] ?? '-')
  if (descriptor === undefined) return 1
  let piece = 0
  let target: number | undefined
  let room = 0
  for (;;) {
    const chunk = yield* read(process, descriptor)
    if (chunk.length === 0) break
    for (let offset = 0; offset < chunk.length; ) {
      if (target === undefined) {
        const path = `${prefix}${suffix(piece++, Number(options.value('a') ?? 2))}`
        target = process.install(process.open(process.path(path), { write: true, create: true, truncate: true }))
        room = bytes ?? lines
      }
      let end = offset
      if (bytes !== undefined) {
        end = Math.min(chunk.length, offset + room)
        room -= end - offset
      } else while (end < chunk.length && room > 0) if (chunk[end++] === 10) room--
      yield* write(process, target, chunk.subarray(offset, end))
      offset = end
      if (room > 0) continue
      process.closeDescriptor(target)
      target = undefined
    }
    yield undefined
  }
  closeOperand(process, descriptor)
  return 0
}

function* cmp(invocation: Invocation): Step<number> {
  const { options, operands, output, flavor } = invocation
  const [left, right = '-'] = operands
  if (left === undefined) throw new UsageError()
  const first = yield* openOperand(invocation, left)
  const second = yield* openOperand(invocation, right)
  if (first === undefined || second === undefined) return 2
  let offset = 0
  let line = 1
  let status = 0
  for (;;) {
    const a = yield* readBlock(invocation, first, 4096)
    const b = yield* readBlock(invocation, second, 4096)
    const common = Math.min(a.length, b.length)
    for (let index = 0; index < common; index++) {
      if (a[index] !== b[index]) {
        status = 1
        if (options.has('s')) return 1
        if (!options.has('l')) {
          output.text(
            `${left} ${right} differ: ${flavor === 'gnu' ? 'byte' : 'char'} ${offset + index + 1}, line ${line}\n`,
          )
          return 1
        }
        output.text(`${offset + index + 1} ${a[index]?.toString(8).padStart(3)} ${b[index]?.toString(8).padStart(3)}\n`)
      }
      if (a[index] === 10) line++
    }
    offset += common
    if (a.length !== b.length) {
      if (!options.has('s')) yield* invocation.complain(`EOF on ${a.length < b.length ? left : right}`)
      return 1
    }
    if (common === 0) return status
    yield undefined
  }
}

export const byteApplets: Applets = {
  dd: { usage: '[if=FILE] [of=FILE] [bs=N] [count=N] [skip=N] [seek=N]', run: dd },
  strings: { syntax: { short: 'afon:t:' }, usage: '[-fo] [-n LEN] [FILE]...', run: strings },
  split: { syntax: { short: 'b:l:a:' }, usage: '[OPTIONS] [INPUT [PREFIX]]', run: split },
  cmp: { syntax: { short: 'ls' }, usage: '[-ls] FILE1 [FILE2]', usageStatus: 2, run: cmp },
}
