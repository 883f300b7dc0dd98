import type { Engine } from '../../state/engine.ts'
import { type ByteSource, Pipe } from '../../state/pipe.ts'
import { emptyProfile, emptyTrace, profileKinds, profileText } from '../../state/system/pprof.ts'
import { type Answer, type Handlers, type Headers, stream, text } from '../answer.ts'

const commandLine = ['dockerd', '-H', 'fd://', '--containerd=/run/containerd/containerd.sock']
const noSniff: Headers = { 'X-Content-Type-Options': 'nosniff' }
const plain = 'text/plain; charset=utf-8'

/** Always there, debugging or not; what Go's own handlers write (net/http/pprof and expvar, seen with 28.5.2). */
export const debugHandlers = {
  DebugVars: () =>
    text(
      `{\n"cmdline": ${JSON.stringify(commandLine)},\n"memstats": ${JSON.stringify(noMemory)}\n}\n`,
      200,
      'application/json; charset=utf-8',
    ),

  DebugPprofIndex: ({ engine }) => text(indexPage(engine), 200, 'text/html; charset=utf-8', noSniff),

  DebugPprofCmdline: () => text(commandLine.join('\0'), 200, plain, noSniff),

  DebugPprofSymbol: () => text('num_symbols: 1\n', 200, plain, noSniff),

  DebugPprofProfile: ({ engine }, { query }) => {
    const seconds = positive(query.seconds) ?? 30
    return attachment(
      'profile',
      after(engine, seconds, () => emptyProfile(engine, ['cpu', 'nanoseconds'], seconds)),
    )
  },

  DebugPprofTrace: ({ engine }, { query }) =>
    attachment(
      'trace',
      after(engine, positive(query.seconds) ?? 1, () => emptyTrace),
    ),

  DebugPprofNamed: ({ engine }, { path, query }) => {
    const shown = profileText(engine, path.name)
    const kind = profileKinds[path.name]
    if (shown === undefined || !kind) return text('Unknown profile\n', 404, plain, { ...noSniff, 'X-Go-Pprof': '1' })
    if (query.debug) return text(shown, 200, plain, noSniff)
    const seconds = positive(query.seconds) ?? 0
    return attachment(
      path.name,
      after(engine, seconds, () => emptyProfile(engine, kind.unit, seconds)),
    )
  },
} satisfies Partial<Handlers>

const positive = (seconds: number | undefined): number | undefined =>
  seconds !== undefined && seconds > 0 ? seconds : undefined

const attachment = (name: string, source: ByteSource): Answer =>
  stream({
    source,
    contentType: 'application/octet-stream',
    headers: { 'Content-Disposition': `attachment; filename="${name}"`, ...noSniff },
  })

/** Bytes that are there when the time is up, unless nobody waits for them any more. */
const after = (engine: Engine, seconds: number, make: () => Uint8Array): ByteSource => {
  const pipe = new Pipe()
  const cancel = engine.clock.after(seconds * 1000, () => {
    pipe.writeWhole(make())
    pipe.end()
  })
  return {
    read: max => pipe.read(max),
    readable: pipe.readable,
    close() {
      cancel()
      pipe.close()
    },
  }
}

/** A Go program's memory, of which there is none here. */
const noMemory = Object.fromEntries(
  'Alloc TotalAlloc Sys Lookups Mallocs Frees HeapAlloc HeapSys HeapIdle HeapInuse HeapReleased HeapObjects StackInuse StackSys NextGC LastGC PauseTotalNs NumGC'
    .split(' ')
    .map(name => [name, 0]),
)

const indexPage = (engine: Engine): string => {
  const rows = Object.entries(profileKinds).map(
    ([name, { count, description }]) =>
      `<tr><td>${count(engine)}</td><td><a href='${name}?debug=1'>${name}</a></td><td>${description}</td></tr>`,
  )
  return `<html>\n<head>\n<title>/debug/pprof/</title>\n</head>\n<body>\n<table>\n${rows.join('\n')}\n</table>\n</body>\n</html>\n`
}
