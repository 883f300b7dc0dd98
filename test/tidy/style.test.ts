import { describe, expect, test } from 'vitest'
import { sourceFiles } from './sources.ts'

const linesMax = 300
/** The formatter keeps code at 120; this is for what it leaves alone: comments and long texts. */
const columnsMax = 170

/** Files that are data, with what kind of data: they may be long. */
const dataFiles: readonly [pattern: RegExp, why: string][] = [
  [/^spec\/(paths|schemas)\//, 'the API description'],
  [/^spec\/schemas\.ts$/, 'the API description'],
  [/^spec\/corrections\.ts$/, 'what daemons do otherwise'],
  [/^src\/conformance\/report\/html\/style\.ts$/, 'the looks of a page'],
  [/^src\/state\/profile\/podman\/texts\.ts$/, 'the words of podman'],
  [/^src\/state\/image\/catalogue\/repositories\.ts$/, 'the built-in registry'],
]

/** What must not be written, and what to write instead. `only` limits the rule to a folder, `except` names the homes. */
const banned: readonly { pattern: RegExp; instead: string; only?: RegExp; except?: readonly string[] }[] = [
  { pattern: /\bDate\.now\b/, instead: 'engine.clock.now()', only: /^src\/state\// },
  { pattern: /\bnew Date\(\)/, instead: 'engine.clock.now()', only: /^src\/state\// },
  {
    pattern: /\b(setTimeout|setInterval|setImmediate|queueMicrotask)\(/,
    instead: 'engine.clock.after',
    only: /^src\/state\//,
    except: ['src/state/clock.ts', 'src/state/engine.ts'],
  },
  {
    pattern: /\bperformance\.(now|timeOrigin)/,
    instead: 'engine.clock',
    only: /^src\/state\//,
    except: ['src/state/clock.ts'],
  },
  { pattern: /\bMath\.random\b/, instead: 'engine.random.fork(…)' },
  {
    pattern: /\b(crypto|globalThis\.crypto)\.(randomUUID|getRandomValues|subtle)\b/,
    instead: 'engine.random or digest.ts',
  },
  { pattern: /\bBuffer\b/, instead: 'Uint8Array', only: /^src\/state\// },
  { pattern: /\bas any\b|: any\b/, instead: 'a type' },
  { pattern: /@ts-(ignore|expect-error|nocheck)/, instead: 'a type that is true' },
  { pattern: /\b(FIXME|XXX|TODO)\b/, instead: 'an issue, or the work' },
  {
    pattern: /\bprocess\.(env\b|cwd\(|platform\b|stdout\b)/,
    instead: 'an option',
    only: /^src\/(state|server\/handlers)\//,
  },
]

describe('style', () => {
  const files = sourceFiles(['spec', 'src'])
  const isData = (path: string): boolean => dataFiles.some(([pattern]) => pattern.test(path))

  test('files are about one thing and stay short', () => {
    const long = files
      .filter(({ path }) => !isData(path))
      .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
      .filter(({ lines }) => lines > linesMax)
    expect(long).toEqual([])
  })

  test('lines fit the page', () => {
    const wide = files.flatMap(({ path, text }) =>
      isData(path)
        ? []
        : text
            .split('\n')
            .flatMap((line, index) =>
              line.length > columnsMax && !line.includes("'") && !line.includes('`') ? [`${path}:${index + 1}`] : [],
            ),
    )
    expect(wide).toEqual([])
  })

  test('nothing banned is written', () => {
    const findings = files.flatMap(({ path, text }) =>
      banned
        .filter(({ only, except }) => (only?.test(path) ?? true) && !except?.includes(path))
        .flatMap(({ pattern, instead }) =>
          text.split('\n').flatMap((line, index) => {
            const code = line.replace(/\/\/.*$|^\s*\/?\*.*$/, '')
            return pattern.test(code) ? [`${path}:${index + 1} write ${instead}: ${line.trim()}`] : []
          }),
        ),
    )
    expect(findings).toEqual([])
  })

  test('no folder is called after what it is not', () => {
    expect(files.filter(({ path }) => /\b(utils?|helpers?|common|misc)\b/.test(path)).map(({ path }) => path)).toEqual(
      [],
    )
  })
})
