import type { Step } from '../../kernel/process.ts'
import type { Applets, Invocation } from './applet.ts'
import { type BinaryText, binaryOf } from './binary.ts'
import { forEachLine, holdLines } from './input.ts'
import { UsageError } from './options.ts'
import { Output } from './output.ts'

interface Key {
  readonly from: { readonly field: number; readonly byte: number }
  readonly to: { readonly field: number; readonly byte: number } | undefined
  readonly flags: string
}

const parseKey = (text: string, flags: string): Key => {
  const match = /^(\d+)(?:\.(\d+))?([a-zA-Z]*)(?:,(\d+)(?:\.(\d+))?([a-zA-Z]*))?$/.exec(text)
  if (!match || match[1] === '0') throw new UsageError(`bad field specification '${text}'`)
  const own = `${match[3] ?? ''}${match[6] ?? ''}`
  return {
    from: { field: Number(match[1]), byte: Number(match[2] ?? 1) },
    to: match[4] === undefined ? undefined : { field: Number(match[4]), byte: Number(match[5] ?? 0) },
    flags: own === '' ? flags : own,
  }
}

/** Where field `number` (from 1) of a line begins and ends; blanks before a field belong to it unless -t is given. */
const fieldSpan = (line: BinaryText, number: number, separator: string | undefined): [number, number] => {
  let start = 0
  for (let field = 1; ; field++) {
    let end: number
    if (separator !== undefined) {
      const found = line.indexOf(separator, start)
      end = found < 0 ? line.length : found
    } else {
      end = start
      while (end < line.length && (line[end] === ' ' || line[end] === '\t')) end++
      while (end < line.length && line[end] !== ' ' && line[end] !== '\t') end++
    }
    if (field === number) return [start, end]
    if (end >= line.length) return [line.length, line.length]
    start = separator === undefined ? end : end + 1
  }
}

const keyText = (line: BinaryText, key: Key, separator: string | undefined): BinaryText => {
  const [fieldStart] = fieldSpan(line, key.from.field, separator)
  let start = fieldStart
  if (key.flags.includes('b')) while (line[start] === ' ' || line[start] === '\t') start++
  start += key.from.byte - 1
  if (!key.to) return line.slice(start)
  const [toStart, toEnd] = fieldSpan(line, key.to.field, separator)
  return line.slice(start, key.to.byte === 0 ? toEnd : Math.min(toEnd, toStart + key.to.byte))
}

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const suffixes = 'kKMGTPE'

const numeric = (text: string): number => Number(/^\s*(-?(?:\d+\.?\d*|\.\d+))/.exec(text)?.[1] ?? 0)
const general = (text: string): number => {
  const value = Number.parseFloat(text)
  return Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value
}
const humanValue = (text: string): number => {
  const suffix = /^\s*-?[\d.]+([kKMGTPE])/.exec(text)?.[1]
  return numeric(text) * (suffix ? 1024 ** Math.max(1, suffixes.indexOf(suffix)) : 1)
}
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** `1.10` after `1.9`: runs of digits compare as numbers. */
const byVersion = (a: string, b: string): number => {
  const left = a.match(/\d+|\D+/g) ?? []
  const right = b.match(/\d+|\D+/g) ?? []
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const [x = '', y = ''] = [left[index], right[index]]
    const order = /^\d/.test(x) && /^\d/.test(y) ? Number(x) - Number(y) : byText(x, y)
    if (order !== 0) return order
  }
  return left.length - right.length
}

const compareText = (a: BinaryText, b: BinaryText, flags: string): number => {
  let order: number
  if (flags.includes('n')) order = numeric(a) - numeric(b)
  else if (flags.includes('h')) order = humanValue(a) - humanValue(b)
  else if (flags.includes('g')) order = general(a) === general(b) ? 0 : general(a) < general(b) ? -1 : 1
  else if (flags.includes('M')) order = monthOf(a) - monthOf(b)
  else if (flags.includes('V')) order = byVersion(a, b)
  else order = byText(prepared(a, flags), prepared(b, flags))
  return flags.includes('r') ? -order : order
}

const monthOf = (text: string): number => months.indexOf(text.trim().slice(0, 3).toUpperCase())

const prepared = (text: string, flags: string): string => {
  let result = text
  if (flags.includes('b')) result = result.replace(/^[ \t]+/, '')
  if (flags.includes('d')) result = result.replace(/[^A-Za-z0-9 \t]/g, '')
  if (flags.includes('i')) result = result.replace(/[^ -~]/g, '')
  return flags.includes('f') ? result.replace(/[a-z]+/g, letters => letters.toUpperCase()) : result
}

function* sort(invocation: Invocation): Step<number> {
  const { options, process } = invocation
  const flags = [...'nhgMVrfbdi'].filter(letter => options.has(letter)).join('')
  const keys = options.values('k').map(text => parseKey(text, flags))
  const separator = options.value('t') === undefined ? undefined : binaryOf(options.value('t') ?? '')
  if (separator !== undefined && separator.length !== 1)
    throw new UsageError(`bad -t parameter '${options.value('t')}'`)
  const byKeys = (a: BinaryText, b: BinaryText): number => {
    if (keys.length === 0) return compareText(a, b, flags)
    for (const key of keys) {
      const order = compareText(keyText(a, key, separator), keyText(b, key, separator), key.flags)
      if (order !== 0) return order
    }
    return 0
  }
  const compare = (a: BinaryText, b: BinaryText): number => {
    const order = byKeys(a, b)
    if (order !== 0 || options.has('su')) return order
    return flags.includes('r') ? -byText(a, b) : byText(a, b)
  }
  const { lines, status } = yield* holdLines(invocation)
  if (options.has('c'))
    return yield* checkOrder(invocation, lines, options.has('u') ? (a, b) => compare(a, b) || 1 : compare)
  yield* mergeSort(lines, compare)
  const target = options.value('o')
  const output = target === undefined ? invocation.output : openTarget(invocation, target)
  let previous: BinaryText | undefined
  for (const line of lines) {
    if (options.has('u') && previous !== undefined && byKeys(previous, line) === 0) continue
    previous = line
    output.binary(`${line}\n`)
    yield* output.relieve()
  }
  yield* output.flush()
  process.charge(-lines.reduce((sum, line) => sum + line.length + 24, 0))
  return status === 0 ? 0 : troubleStatus
}

/** 1 is for what is out of order. */
const troubleStatus = 2

const openTarget = ({ process }: Invocation, path: string): Output =>
  new Output(process, process.install(process.open(process.path(path), { write: true, create: true, truncate: true })))

function* checkOrder(
  invocation: Invocation,
  lines: readonly BinaryText[],
  compare: (a: BinaryText, b: BinaryText) => number,
): Step<number> {
  for (let index = 1; index < lines.length; index++) {
    if (compare(lines[index - 1] ?? '', lines[index] ?? '') <= 0) continue
    yield* invocation.complain(`${invocation.operands[0] ?? '-'}:${index + 1}: disorder: ${lines[index]}`)
    return 1
  }
  return 0
}

/** Sorts in place and stably, run by run, so that others get their turn in between. */
function* mergeSort<T>(items: T[], compare: (a: T, b: T) => number): Step<void> {
  const run = 512
  for (let start = 0; start < items.length; start += run) {
    const sorted = items.slice(start, start + run).sort(compare)
    for (let index = 0; index < sorted.length; index++) items[start + index] = sorted[index] as T
    yield undefined
  }
  let source = items
  for (let width = run; width < items.length; width *= 2) {
    const merged: T[] = []
    for (let start = 0; start < source.length; start += 2 * width) {
      let left = start
      let right = Math.min(start + width, source.length)
      const middle = right
      const end = Math.min(start + 2 * width, source.length)
      while (left < middle || right < end) {
        const takeLeft = right >= end || (left < middle && compare(source[left] as T, source[right] as T) <= 0)
        merged.push(source[takeLeft ? left++ : right++] as T)
        if (merged.length % run === 0) yield undefined
      }
    }
    source = merged
  }
  if (source !== items) for (let index = 0; index < items.length; index++) items[index] = source[index] as T
}

function* uniq(invocation: Invocation): Step<number> {
  const { options, operands } = invocation
  const output = operands[1] === undefined ? invocation.output : openTarget(invocation, operands[1])
  const skipFields = Number(options.value('f') ?? 0)
  const skipBytes = Number(options.value('s') ?? 0)
  const width = options.value('w') === undefined ? undefined : Number(options.value('w'))
  const keyOf = (line: BinaryText): BinaryText => {
    let start = 0
    for (let field = 0; field < skipFields; field++) start = fieldSpan(line.slice(start), 1, undefined)[1] + start
    const key = line.slice(start + skipBytes, width === undefined ? undefined : start + skipBytes + width)
    return options.has('i') ? key.toLowerCase() : key
  }
  let held: { line: BinaryText; key: BinaryText; count: number } | undefined
  const show = (): void => {
    if (!held || (options.has('d') && held.count === 1) || (options.has('u') && held.count > 1)) return
    const count = options.has('c') ? `${String(held.count).padStart(7)} ` : ''
    output.binary(`${count}${held.line}\n`)
  }
  const status = yield* forEachLine(
    invocation,
    line => {
      const key = keyOf(line)
      if (held && held.key === key) {
        held.count++
        return
      }
      show()
      held = { line, key, count: 1 }
    },
    operands.slice(0, 1),
  )
  show()
  yield* output.flush()
  return status
}

const uniqLong = { count: 'c', repeated: 'd', unique: 'u', 'ignore-case': 'i', 'skip-fields': 'f', 'skip-chars': 's' }
const sortLong = {
  'numeric-sort': 'n',
  'human-numeric-sort': 'h',
  'version-sort': 'V',
  reverse: 'r',
  unique: 'u',
  key: 'k',
  'field-separator': 't',
  output: 'o',
  'ignore-case': 'f',
  stable: 's',
  check: 'c',
}

export const sortApplets: Applets = {
  sort: {
    syntax: { short: 'nhgMVrufbdisczmk:t:o:T:S:', long: sortLong },
    usage: '[-nrughMcszbdfiokt] [FILE]...',
    usageStatus: 2,
    run: sort,
  },
  uniq: { syntax: { short: 'cduif:s:w:', long: uniqLong }, usage: '[-cduiz] [-f,s,w N] [FILE [OUTFILE]]', run: uniq },
}
