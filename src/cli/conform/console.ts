import {
  curlOf,
  durationOf,
  type Result,
  type Summary,
  sectionNameOf,
  summarise,
  worrying,
} from '../../conformance/index.ts'

/** Where a console writes: a terminal, or a log. */
export interface Screen {
  write(text: string): unknown
  readonly isTTY?: boolean
  readonly columns?: number
}

export interface ConsoleOptions {
  readonly screen: Screen
  /** As the user named it: commands that show a failure again are for it. */
  readonly target: string
  /** Milliseconds of any clock that goes on. */
  readonly now: () => number
}

/** What is said while a run goes on. */
export interface Console {
  result(result: Result): void
  /** Time has passed: to be called every second or so. */
  tick(): void
  /** Takes the progress line away. */
  end(): void
}

/** A log gets a line of progress this often. */
const logEveryMilliseconds = 5_000
const barWidth = 24
/** More of a trace than this is for the report. */
const commandsMost = 12

const clearLine = '\r\x1b[K'

const troubles = (summary: Summary): string =>
  worrying.flatMap(verdict => (summary[verdict] > 0 ? [`${summary[verdict]} ${verdict}`] : [])).join(', ')

/** Words of a daemon, without what would command the terminal. */
const harmless = (text: string): string => text.replace(/[^\t\n\P{Cc}]/gu, '\uFFFD')

/** Everything about a result that is not as it should be, with commands that show it again. */
export const detailsOf = (
  { requirement, verdict, reason, expected, got, trace = [] }: Result,
  target: string,
): string => {
  const { id, claim, evidence } = requirement
  const commands = curlOf(trace, target)
  const lines = [
    `${verdict.padEnd(6)} ${id}: ${claim}`,
    ...(got === undefined ? [`  ${reason ?? ''}`] : [`  expected  ${expected}`, `  got       ${got}`]),
    ...evidence.map(each => `  evidence  ${each}`),
    ...commands.slice(-commandsMost).map((command, index) => `  ${index === 0 ? 'again    ' : '         '} ${command}`),
  ]
  return `${harmless(lines.join('\n'))}\n`
}

/** Sections of the API, whose `sizes` are given, as they are done; what is not as it should be, and how far the run is. */
export const createConsole = (sizes: ReadonlyMap<string, number>, { screen, target, now }: ConsoleOptions): Console => {
  const begin = now()
  const of = [...sizes.values()].reduce((sum, size) => sum + size, 0)
  let done = 0
  const results = new Map<string, Result[]>()
  let logged = begin
  let latest = ''
  const clear = (): void => {
    if (screen.isTTY) screen.write(clearLine)
  }
  const sectionOf = ({ requirement }: Result): Result[] => {
    const name = sectionNameOf(requirement.operation)
    const section = results.get(name) ?? []
    results.set(name, section)
    return section
  }
  const words = (): string => {
    const bad = troubles(summarise([...results.values()].flat()))
    return `${done} of ${of}${bad === '' ? '' : `, ${bad}`}, ${durationOf(now() - begin)}`
  }
  const progress = (): void => {
    if (screen.isTTY) {
      const filled = Math.round((done / of) * barWidth)
      const line = `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)} ${words()}  ${latest}`
      screen.write(`${clearLine}${line.slice(0, (screen.columns ?? 80) - 1)}`)
    } else if (now() - logged >= logEveryMilliseconds) {
      logged = now()
      screen.write(`${words()}\n`)
    }
  }
  return {
    result(result) {
      if (result.verdict === 'disabled') return
      const section = sectionOf(result)
      section.push(result)
      const isAsked = 'check' in result.requirement
      if (isAsked) done++
      if (worrying.includes(result.verdict)) {
        clear()
        screen.write(detailsOf(result, target))
      }
      const name = sectionNameOf(result.requirement.operation)
      if (section.length === sizes.get(name)) {
        clear()
        const { pass, ...others } = summarise(section)
        const rest = Object.entries(others).flatMap(([verdict, count]) => (count > 0 ? [`, ${count} ${verdict}`] : []))
        screen.write(`${name.padEnd(12)} ${pass} of ${section.length} hold${rest.join('')}\n`)
      }
      latest = result.requirement.id
      progress()
    },
    tick: progress,
    end: clear,
  }
}
