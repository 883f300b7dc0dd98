import type { Exchange } from '../../recorder.ts'

/**
 * A trace is text: commands in the order in which they are run, each with what a real daemon was asked, what it answered, and
 * what the command printed.
 *
 *     # a comment
 *     $ docker run --rm alpine sh -c 'exit 3'
 *     > POST /containers/create 201
 *     | a line of stdout
 *     ! a line of stderr
 *     = 3
 *
 * What is compared may be less, and why: `~ shape: why` before a command compares the names of what it prints and not the values,
 * `~ order: why` its lines in any order, `~ silent: why` nothing that it prints, and `~ either > POST /x: why` leaves out lines that
 * begin so.
 */
export interface Step {
  readonly comments: readonly string[]
  readonly allowances: readonly string[]
  readonly command: string
  readonly requests: readonly string[]
  readonly stdout: readonly string[]
  readonly stderr: readonly string[]
  readonly status: number
}

const marks = {
  comments: '#',
  allowances: '~',
  requests: '>',
  stdout: '|',
  stderr: '!',
} as const

export const parseTrace = (text: string): Step[] =>
  text
    .split('\n\n')
    .map(block => block.split('\n').filter(line => line !== ''))
    .filter(lines => lines.some(line => line.startsWith('$ ')))
    .map(lines => {
      const marked = (mark: string): string[] => lines.filter(line => line[0] === mark).map(line => line.slice(2))
      return {
        comments: marked(marks.comments),
        allowances: marked(marks.allowances),
        command: marked('$').join('\n'),
        requests: marked(marks.requests),
        stdout: marked(marks.stdout),
        stderr: marked(marks.stderr),
        status: Number(marked('=')[0] ?? 0),
      }
    })

export const formatStep = (step: Step): string =>
  [
    ...step.comments.map(line => `# ${line}`),
    ...step.allowances.map(line => `~ ${line}`),
    `$ ${step.command}`,
    ...step.requests.map(line => `> ${line}`),
    ...step.stdout.map(line => `| ${line}`.trimEnd()),
    ...step.stderr.map(line => `! ${line}`.trimEnd()),
    ...(step.status === 0 ? [] : [`= ${step.status}`]),
    '',
  ].join('\n')

/** What no two runs have in common: ids, times, addresses of hardware, process numbers. */
const masks: readonly [pattern: RegExp, mask: string][] = [
  [/\b[0-9a-f]{64}\b/g, '<id>'],
  [/\b\d{4}-\d\d-\d\d(T| )\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d| \+\d{4} UTC)/g, '<time>'],
  [/\b[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d UTC \d{4}\b/g, '<date>'],
  [/\b\d{10}(\.\d+|\d{9})?\b/g, '<time>'],
  [
    /\b(Less than a second|About an? (second|minute|hour)|\d+ (second|minute|hour|day|month|year)s?)( ago)?\b/g,
    '<while>',
  ],
  [/\b[0-9a-f]{12}\b/g, '<id>'],
  [/\b([0-9a-f]{2}:){5}[0-9a-f]{2}\b/g, '<mac>'],
  [/"(Pid|size|SizeRw|SizeRootFs)": \d+/g, '"$1": <number>'],
  [/(execDuration"?[=:]"?)\d+/g, '$1<number>'],
  [/(?<=digest: sha256:<id> size: )\d+/g, '<number>'],
  [/:327\d\d\b/g, ':<port>'],
  [/(\[::1\]):\d+(?=->)/g, '$1:<port>'],
  [/^(root +)\d+ +\d+ +\d+ +\d\d:\d\d +/g, '$1<pid>  <pid>  <share>  <clock>  '],
  [/^\d+ +(?=[a-z])/g, '<pid>  '],
]

/** Sizes and shares, which are part of tables and not of sentences. */
const measures: readonly [pattern: RegExp, mask: string][] = [
  [/\b\d+(\.\d+)?([kKMG]i?)?B\b/g, '<size>'],
  [/\b\d+(\.\d+)?%/g, '<percent>'],
]

const masked = (text: string): string =>
  [...masks, ...(text.includes('Error response') ? [] : measures)].reduce(
    (line, [pattern, mask]) => line.replace(pattern, mask),
    text,
  )

/** JSON one member a line, by name: the order of members is nobody's promise (Docker 29 sorts them for older clients). */
const unfolded = (text: string): string => {
  const parts = text.startsWith('[\n') || text.startsWith('{\n') ? [text] : text.split('\n')
  return parts.map(part => (/^[[{]/.test(part) ? sortedJson(part) : part)).join('\n')
}

const sortedJson = (text: string): string => {
  try {
    return JSON.stringify(sorted(JSON.parse(text)), null, 1)
  } catch {
    return text
  }
}

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, member]) => [name, sorted(member)]),
  )
}

/** Columns are as wide as what stands in them, ids and sizes too. A clock that prints the date prints it more or less often. */
export const maskedLines = (text: string): string[] => {
  const lines = unfolded(text).replaceAll('\r', '␍').replaceAll('\x1b', '␛').split('\n')
  if (lines.at(-1) === '') lines.pop()
  return (
    lines
      // The shell tells of what was killed, and the CLI of what its own halves could not tell each other, when it happens to.
      .filter(line => !/^(bash: line |time="[^"]*" level=error msg="Can't )/.test(line))
      // A terminal shows what ends its input when it likes.
      .filter(line => line !== '^@')
      .map(line => line.replace('^@', ''))
      .map(line => masked(line).replace(/ {2,}/g, '  ').trimEnd())
      .filter((line, index, all) => !(line.includes('<date>') && line === all[index - 1]))
  )
}

/** `POST /containers/create?name=c0 201`: without the version, which each daemon chooses. */
export const requestLine = ({ method, target, status }: Exchange): string =>
  `${method} ${masked(decodeURIComponent(target).replace(/^\/v\d+\.\d+\//, '/'))} ${status ?? 'unanswered'}`

/** What is compared of a step. */
export type Comparable = Pick<Step, 'requests' | 'stdout' | 'stderr' | 'status'>

export const comparable = (step: Step): Comparable => {
  const allowed = step.allowances.map(line => line.replace(/: .*/, ''))
  const allows = (word: string): boolean => allowed.includes(word)
  const isEither = (mark: string, line: string): boolean =>
    allowed.some(words => words.startsWith('either ') && `${mark} ${line}`.startsWith(words.slice('either '.length)))
  const printed = (mark: string, lines: readonly string[]): readonly string[] => {
    const kept = allows('silent') ? [] : lines.filter(line => !isEither(mark, line))
    const shown = allows('shape') ? kept.map(shape) : kept
    return allows('order') ? shown.toSorted() : shown
  }
  return {
    // In which order a client asks is its own affair: some ask several things at once.
    requests: step.requests.filter(line => !isEither(marks.requests, line)).toSorted(),
    stdout: printed(marks.stdout, step.stdout),
    stderr: printed(marks.stderr, step.stderr),
    status: step.status,
  }
}

const shape = (line: string): string => line.replace(/:\s.*/, ':')
