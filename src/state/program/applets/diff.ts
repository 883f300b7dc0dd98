import { SystemError } from '../../filesystem/contract.ts'
import type { Step } from '../../kernel/process.ts'
import { type Applets, baseName, type Invocation } from './applet.ts'
import type { BinaryText } from './binary.ts'
import { formatTime } from './calendar.ts'
import { closeOperand, LineReader } from './input.ts'
import { attempt, messageOf } from './messages.ts'
import { UsageError } from './options.ts'
import { byName, joinPath } from './tree-walk.ts'

interface Side {
  readonly path: string
  readonly lines: readonly BinaryText[]
  /** Whether the last line has its newline. */
  readonly terminated: boolean
}

/** A place where the sides differ: lines [from, to) of each. */
interface Hunk {
  readonly left: readonly [from: number, to: number]
  readonly right: readonly [from: number, to: number]
}

/** Beyond this many differing lines the search gives up looking for the shortest script. */
const editsMax = 2000

/** Myers' greedy algorithm (1986) on what remains after the common beginning and end. */
function* hunksOf(process: Invocation['process'], left: readonly string[], right: readonly string[]): Step<Hunk[]> {
  let start = 0
  while (start < left.length && start < right.length && left[start] === right[start]) start++
  let tail = 0
  while (
    tail < left.length - start &&
    tail < right.length - start &&
    left[left.length - 1 - tail] === right[right.length - 1 - tail]
  )
    tail++
  const [n, m] = [left.length - start - tail, right.length - start - tail]
  if (n === 0 && m === 0) return []
  const whole: Hunk = { left: [start, start + n], right: [start, start + m] }
  if (n === 0 || m === 0) return [whole]
  const limit = Math.min(n + m, editsMax)
  const furthest = new Int32Array(2 * limit + 3)
  const trace: Int32Array[] = []
  let charged = 0
  try {
    for (let edits = 0; edits <= limit; edits++) {
      const row = furthest.slice(limit - edits, limit + edits + 3)
      trace.push(row)
      charged += row.byteLength
      process.charge(row.byteLength)
      for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
        const at = diagonal + limit + 1
        const down =
          diagonal === -edits || (diagonal !== edits && (furthest[at - 1] as number) < (furthest[at + 1] as number))
        let x = down ? (furthest[at + 1] as number) : (furthest[at - 1] as number) + 1
        while (x < n && x - diagonal < m && left[start + x] === right[start + x - diagonal]) x++
        furthest[at] = x
        if (x >= n && x - diagonal >= m) return collect(trace, start, n, m)
      }
      yield undefined
    }
    return [whole]
  } finally {
    process.charge(-charged)
  }
}

/** Walks the trace back from the end and joins neighbouring edits. */
const collect = (trace: readonly Int32Array[], start: number, n: number, m: number): Hunk[] => {
  const hunks: Hunk[] = []
  let x = n
  let y = m
  for (let edits = trace.length - 1; edits > 0; edits--) {
    const row = trace[edits] as Int32Array
    const value = (diagonal: number): number => row[diagonal + edits + 1] as number
    const diagonal = x - y
    const down = diagonal === -edits || (diagonal !== edits && value(diagonal - 1) < value(diagonal + 1))
    const before = down ? diagonal + 1 : diagonal - 1
    const previousX = value(before)
    const previousY = previousX - before
    // What lies between is the edit and then a run of equal lines.
    const editX = down ? previousX : previousX + 1
    const editY = down ? previousY + 1 : previousY
    const last = hunks[0]
    if (last && last.left[0] === start + editX && last.right[0] === start + editY)
      hunks[0] = { left: [start + previousX, last.left[1]], right: [start + previousY, last.right[1]] }
    else hunks.unshift({ left: [start + previousX, start + editX], right: [start + previousY, start + editY] })
    x = previousX
    y = previousY
  }
  return hunks
}

const normalRange = ([from, to]: readonly [number, number]): string =>
  to - from <= 1 ? String(to === from ? from : to) : `${from + 1},${to}`

const line = (mark: string, side: Side, index: number): BinaryText => {
  const last = index === side.lines.length - 1
  return `${mark}${side.lines[index]}\n${last && !side.terminated ? '\\ No newline at end of file\n' : ''}`
}

const marked = (mark: string, side: Side, [from, to]: readonly [number, number]): BinaryText =>
  Array.from({ length: to - from }, (_, offset) => line(mark, side, from + offset)).join('')

const normalText = (hunks: readonly Hunk[], left: Side, right: Side): BinaryText =>
  hunks
    .map(hunk => {
      const removes = hunk.left[1] > hunk.left[0]
      const adds = hunk.right[1] > hunk.right[0]
      const letter = removes && adds ? 'c' : removes ? 'd' : 'a'
      return `${normalRange(hunk.left)}${letter}${normalRange(hunk.right)}\n${marked('< ', left, hunk.left)}${removes && adds ? '---\n' : ''}${marked('> ', right, hunk.right)}`
    })
    .join('')

const unifiedRange = (from: number, to: number): string =>
  to - from === 1 ? String(from + 1) : `${to === from ? from : from + 1},${to - from}`

/** Hunks that share context lines are shown as one. */
const unifiedText = (hunks: readonly Hunk[], left: Side, right: Side, context: number): BinaryText => {
  const groups: Hunk[][] = []
  for (const hunk of hunks) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    if (group && last && hunk.left[0] - last.left[1] <= 2 * context) group.push(hunk)
    else groups.push([hunk])
  }
  return groups
    .map(group => {
      const [first, last] = [group[0] as Hunk, group.at(-1) as Hunk]
      const before = Math.min(context, first.left[0])
      const after = Math.min(context, left.lines.length - last.left[1])
      let text = `@@ -${unifiedRange(first.left[0] - before, last.left[1] + after)} +${unifiedRange(first.right[0] - before, last.right[1] + after)} @@\n`
      let at = first.left[0] - before
      for (const hunk of group) {
        text += marked(' ', left, [at, hunk.left[0]]) + marked('-', left, hunk.left) + marked('+', right, hunk.right)
        at = hunk.left[1]
      }
      return text + marked(' ', left, [at, last.left[1] + after])
    })
    .join('')
}

function* readSide({ process }: Invocation, path: string): Step<Side> {
  const descriptor = path === '-' ? 0 : process.install(process.open(process.path(path), { read: true }))
  const reader = new LineReader(process, descriptor)
  const lines: BinaryText[] = []
  let terminated = true
  for (let text = yield* reader.next(); text !== undefined; text = yield* reader.next()) {
    lines.push(text)
    terminated = reader.terminated
    process.charge(text.length + 24)
  }
  closeOperand(process, descriptor)
  return { path, lines, terminated }
}

/** What is compared when blanks or letter case do not count; a missing last newline does. */
const comparable = ({ options }: Invocation, side: Side): string[] =>
  side.lines.map((text, index) => {
    let result: string = text
    if (options.has('w')) result = result.replace(/\s+/g, '')
    else if (options.has('b')) result = result.replace(/\s+/g, ' ').trimEnd()
    if (options.has('i')) result = result.toLowerCase()
    return index === side.lines.length - 1 && !side.terminated ? `${result}\0` : result
  })

function* compareFiles(invocation: Invocation, leftPath: string, rightPath: string, heading = ''): Step<number> {
  const { options, output, process } = invocation
  const left = yield* readSide(invocation, leftPath)
  const right = yield* readSide(invocation, rightPath)
  const hunks = yield* hunksOf(process, comparable(invocation, left), comparable(invocation, right))
  if (hunks.length === 0) {
    if (options.has('s')) output.text(`Files ${leftPath} and ${rightPath} are identical\n`)
    return 0
  }
  if (options.has('q')) {
    output.text(`Files ${leftPath} and ${rightPath} differ\n`)
    return 1
  }
  output.text(heading)
  // busybox knows unified output only.
  const unified = options.has('uU') || invocation.flavor === 'busybox'
  if (!unified) output.binary(normalText(hunks, left, right))
  else {
    const labels = options.values('L')
    const name = (path: string, index: number): string =>
      labels[index] ?? (invocation.flavor === 'gnu' ? `${path}\t${stamp(invocation, path)}` : path)
    output.text(`--- ${name(leftPath, 0)}\n+++ ${name(rightPath, 1)}\n`)
    output.binary(unifiedText(hunks, left, right, Number(options.value('U') ?? 3)))
  }
  yield* output.flush()
  return 1
}

const stamp = ({ process }: Invocation, path: string): string => {
  const stat = attempt(() => process.filesystem.stat(process.path(path)))
  return formatTime(
    '%Y-%m-%d %H:%M:%S.%N +0000',
    stat instanceof SystemError ? process.kernel.clock.now() : stat.modifiedAt,
  )
}

function* compareDirectories(invocation: Invocation, left: string, right: string): Step<number> {
  const { options, output, process } = invocation
  const names = (path: string): string[] => process.filesystem.list(process.path(path)).map(({ name }) => name)
  const [ours, theirs] = [names(left), names(right)]
  let status = 0
  for (const { name } of [...new Set([...ours, ...theirs])].map(one => ({ name: one })).sort(byName)) {
    if (!ours.includes(name) || !theirs.includes(name)) {
      status = 1
      if (!options.has('N')) {
        output.text(`Only in ${ours.includes(name) ? left : right}: ${name}\n`)
        continue
      }
    }
    const [a, b] = [joinPath(left, name), joinPath(right, name)]
    const isDirectory = [a, b]
      .map(path => attempt(() => process.filesystem.stat(process.path(path))))
      .map(stat => !(stat instanceof SystemError) && stat.kind === 'directory')
    if (isDirectory[0] && isDirectory[1]) {
      if (options.has('r')) status = (yield* compareDirectories(invocation, a, b)) || status
      else output.text(`Common subdirectories: ${a} and ${b}\n`)
    } else
      status =
        (yield* compareFiles(
          invocation,
          a,
          b,
          options.has('r') && invocation.flavor === 'gnu' ? `diff -r ${a} ${b}\n` : '',
        )) || status
  }
  return status
}

function* diff(invocation: Invocation): Step<number> {
  const { operands, process } = invocation
  const [left, right] = operands
  if (left === undefined || right === undefined || operands.length > 2) throw new UsageError()
  const stats = [left, right].map(path =>
    path === '-' ? undefined : attempt(() => process.filesystem.stat(process.path(path))),
  )
  for (const [index, stat] of stats.entries()) {
    if (!(stat instanceof SystemError)) continue
    yield* invocation.complain(
      `${invocation.flavor === 'gnu' ? '' : "can't stat '"}${operands[index]}${invocation.flavor === 'gnu' ? '' : "'"}: ${messageOf(stat)}`,
    )
    return 2
  }
  const [first, second] = stats.map(
    stat => stat !== undefined && !(stat instanceof SystemError) && stat.kind === 'directory',
  )
  if (first && second) return yield* compareDirectories(invocation, left, right)
  return yield* compareFiles(
    invocation,
    first ? joinPath(left, baseName(right)) : left,
    second ? joinPath(right, baseName(left)) : right,
  )
}

const long = {
  unified: 'u',
  recursive: 'r',
  brief: 'q',
  'report-identical-files': 's',
  'ignore-case': 'i',
  'ignore-all-space': 'w',
  'ignore-space-change': 'b',
  'new-file': 'N',
  label: 'L',
  text: 'a',
}

export const diffApplets: Applets = {
  diff: {
    syntax: { short: 'abBdiL:NqrTstwS:uU:', long },
    usage: '[-abBdiNqrTstw] [-L LABEL] [-S FILE] [-U LINES] FILE1 FILE2',
    usageStatus: 2,
    run: diff,
  },
}
