import { read } from '../../kernel/calls.ts'
import type { Step } from '../../kernel/process.ts'
import type { Applets, Invocation } from './applet.ts'
import { parseSize } from './durations.ts'
import { closeOperand, openOperand } from './input.ts'
import { UsageError } from './options.ts'

/** All operands as one stream, cut into rows of sixteen bytes, from `skip` on and at most `limit` bytes. */
function* rows(
  invocation: Invocation,
  paths: readonly string[],
  width: number,
  skip: number,
  limit: number,
  visit: (row: Uint8Array, offset: number) => void,
): Step<{ status: number; end: number }> {
  let status = 0
  let held = new Uint8Array(0)
  let toSkip = skip
  let left = limit
  let offset = skip
  for (const path of paths.length === 0 ? ['-'] : paths) {
    const descriptor = yield* openOperand(invocation, path)
    if (descriptor === undefined) {
      status = 1
      continue
    }
    for (;;) {
      const chunk = yield* read(invocation.process, descriptor, 8192)
      if (chunk.length === 0 || left <= 0) break
      const dropped = Math.min(toSkip, chunk.length)
      toSkip -= dropped
      const taken = chunk.subarray(dropped, dropped + left)
      left -= taken.length
      const both = new Uint8Array(held.length + taken.length)
      both.set(held)
      both.set(taken, held.length)
      let at = 0
      for (; at + width <= both.length; at += width, offset += width) visit(both.subarray(at, at + width), offset)
      held = both.slice(at)
      yield* invocation.output.relieve()
      yield undefined
    }
    closeOperand(invocation.process, descriptor)
  }
  if (held.length > 0) visit(held, offset)
  return { status, end: offset + held.length }
}

const hex = (value: number | bigint, width: number): string => value.toString(16).padStart(width, '0')
const shownByte = (byte: number): string => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')
const printable = (row: Uint8Array): string => Array.from(row, shownByte).join('')

/** `*` stands for rows that repeat the one before. */
const squeezing = (show: (row: Uint8Array, offset: number) => void, star: () => void, all: boolean) => {
  let previous = ''
  let starred = false
  return (row: Uint8Array, offset: number): void => {
    const key = row.join()
    if (!all && key === previous) {
      if (!starred) star()
      starred = true
      return
    }
    starred = false
    previous = key
    show(row, offset)
  }
}

const words = (row: Uint8Array, bytes: number): bigint[] =>
  Array.from({ length: Math.ceil(row.length / bytes) }, (_, index) => {
    let value = 0n
    for (let place = bytes - 1; place >= 0; place--) value = value * 256n + BigInt(row[index * bytes + place] ?? 0)
    return value
  })

function* hexdump(invocation: Invocation): Step<number> {
  const { options, operands, output, name } = invocation
  const canonical = options.has('C') || name === 'hd'
  const limit = options.value('n') === undefined ? Number.POSITIVE_INFINITY : parseSize(options.value('n') ?? '')
  const skip = parseSize(options.value('s') ?? '0')
  if (limit === undefined || skip === undefined) throw new UsageError()
  const show = (row: Uint8Array, offset: number): void => {
    if (canonical) {
      const half = (from: number): string =>
        Array.from({ length: 8 }, (_, index) =>
          row[from + index] === undefined ? '  ' : hex(row[from + index] as number, 2),
        ).join(' ')
      output.text(`${hex(offset, 8)}  ${half(0)}  ${half(8)}  |${printable(row)}|\n`)
    } else
      output.text(
        `${`${hex(offset, 7)}${words(row, 2)
          .map(word => ` ${hex(word, 4)}`)
          .join('')}`.trimEnd()}\n`,
      )
  }
  const { status, end } = yield* rows(
    invocation,
    operands,
    16,
    skip,
    limit,
    squeezing(show, () => output.text('*\n'), options.has('v')),
  )
  if (end > skip || canonical) output.text(end > skip ? `${hex(end, canonical ? 8 : 7)}\n` : '')
  return status
}

const namedBytes: Readonly<Record<number, string>> = {
  0: '\\0',
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
}

/** One output format of od: how a row becomes text. */
const odFormat = (type: string): ((row: Uint8Array) => string) => {
  const match = /^([acdoux])([1248CSIL]?)(z?)$/.exec(type)
  if (!match) throw new UsageError(`invalid character '${type}' in type string`)
  const letter = match[1] as string
  if (letter === 'a' || letter === 'c')
    return row =>
      Array.from(row, byte =>
        (
          namedBytes[byte] ?? (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : byte.toString(8).padStart(3, '0'))
        ).padStart(4),
      ).join('')
  const bytes = { C: 1, S: 2, I: 4, L: 8 }[match[2] as string] ?? Number(match[2] || 4)
  const bits = bytes * 8
  const widths: Readonly<Record<string, readonly number[]>> = {
    o: [3, 6, 11, 22],
    x: [2, 4, 8, 16],
    u: [3, 5, 10, 20],
    d: [4, 6, 11, 20],
  }
  const width = widths[letter]?.[Math.log2(bytes)] ?? 0
  return row => {
    const cells = words(row, bytes).map(word => {
      if (letter === 'o') return word.toString(8).padStart(width, '0')
      if (letter === 'x') return hex(word, width)
      return (letter === 'd' ? BigInt.asIntN(bits, word) : word).toString().padStart(width)
    })
    const line = cells.map(cell => ` ${cell}`).join('')
    return match[3] === '' ? line : `${line.padEnd((16 / bytes) * (width + 1))}  >${printable(row)}<`
  }
}

const odShortcuts: Readonly<Record<string, string>> = {
  a: 'a',
  b: 'o1',
  c: 'c',
  d: 'u2',
  o: 'o2',
  x: 'x2',
  X: 'x4',
  D: 'u4',
  i: 'd4',
  l: 'd8',
  B: 'o2',
  h: 'x2',
}

function* od(invocation: Invocation): Step<number> {
  const { options, operands, output } = invocation
  const radix = options.value('A') ?? 'o'
  const types = options.given.flatMap(([letter, value]) => {
    const shortcut = odShortcuts[letter]
    if (shortcut !== undefined && letter !== 'A') return [shortcut]
    return letter === 't' ? (value.match(/[acdoux][1248CSIL]?z?/g) ?? [value]) : []
  })
  const formats = (types.length === 0 ? ['o2'] : types).map(odFormat)
  const limit = options.value('N') === undefined ? Number.POSITIVE_INFINITY : parseSize(options.value('N') ?? '')
  const skip = parseSize(options.value('j') ?? '0')
  const width = Number(options.value('w') || 16)
  if (limit === undefined || skip === undefined || !(width > 0)) throw new UsageError()
  const address = (offset: number): string =>
    radix === 'n'
      ? ''
      : radix === 'x'
        ? hex(offset, 6)
        : radix === 'd'
          ? String(offset).padStart(7, '0')
          : offset.toString(8).padStart(7, '0')
  const show = (row: Uint8Array, offset: number): void =>
    formats.forEach((format, index) => {
      output.text(`${index === 0 ? address(offset) : ' '.repeat(address(offset).length)}${format(row)}\n`)
    })
  const { status, end } = yield* rows(
    invocation,
    operands,
    width,
    skip,
    limit,
    squeezing(show, () => output.text('*\n'), options.has('v')),
  )
  if (radix !== 'n') output.text(`${address(end)}\n`)
  return status
}

function* xxd(invocation: Invocation): Step<number> {
  const { options, operands, output } = invocation
  if (options.has('r')) return yield* reverse(invocation)
  const plain = options.has('p')
  const width = Number(options.value('c') ?? (plain ? 30 : 16))
  const group = Number(options.value('g') ?? 2)
  const limit = Number(options.value('l') ?? Number.POSITIVE_INFINITY)
  const skip = Number(options.value('s') ?? 0)
  const { status } = yield* rows(invocation, operands, width, skip, limit, (row, offset) => {
    const digits = Array.from(row, byte => (options.has('u') ? hex(byte, 2).toUpperCase() : hex(byte, 2)))

    if (plain) {
      output.text(`${digits.join('')}\n`)
      return
    }
    const grouped = digits.map((digit, index) => digit + (group > 0 && (index + 1) % group === 0 ? ' ' : '')).join('')
    const full = width * 2 + Math.ceil(width / Math.max(group, 1))
    output.text(`${hex(offset, 8)}: ${grouped.padEnd(full)} ${printable(row)}\n`)
  })
  return status
}

function* reverse(invocation: Invocation): Step<number> {
  const { options, operands, output } = invocation
  let text = ''
  const { status } = yield* rows(invocation, operands, 65_536, 0, Number.POSITIVE_INFINITY, row => {
    text += String.fromCharCode(...row)
  })
  for (const line of text.split('\n')) {
    const body = options.has('p') ? line : (/^[0-9a-f]+: ((?:[0-9a-f]+ ?)+)/i.exec(line)?.[1] ?? '')
    const digits = body.replace(/\s/g, '')
    output.bytes(Uint8Array.from(digits.match(/[0-9a-fA-F]{2}/g) ?? [], pair => Number.parseInt(pair, 16)))
    yield* output.relieve()
  }
  return status
}

export const dumpApplets: Applets = {
  hexdump: { syntax: { short: 'bcdoxCvn:s:e:' }, usage: '[-bcdoxCv] [-n LEN] [-s OFS] [FILE]...', run: hexdump },
  hd: { syntax: { short: 'Cvn:s:' }, usage: 'FILE...', run: hexdump },
  od: {
    syntax: {
      short: 'abcdoxXDilBhvA:t:N:j:w:',
      long: { 'address-radix': 'A', format: 't', 'read-bytes': 'N', 'skip-bytes': 'j', width: 'w' },
    },
    usage: '[-abcdfhilovxs] [-t TYPE] [-A RADIX] [-N SIZE] [-j SKIP] [-w WIDTH] [FILE]...',
    run: od,
  },
  xxd: { syntax: { short: 'pruc:g:l:s:' }, usage: '[-pri] [-g N] [-c N] [-l LEN] [-s OFS] [FILE]', run: xxd },
}
