import { ensureStatus, textOf } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { ensure, ensureMatch } from '../../violation.ts'
import { decodeText } from '../../wire.ts'

const evidence = [
  'moby daemon/server/router/debug/debug.go; served whether or not the daemon debugs by 28.5, and only if it does by 26.1',
]

/** What Go's debugging routes show, by the package that serves them. */
const debug = [
  ['DebugVars', /"memstats"/],
  ['DebugPprofIndex', /goroutine/],
  ['DebugPprofCmdline', /\S/],
  ['DebugPprofSymbol', /num_symbols: \d/],
] as const

/** What the daemon shows of its own process. */
export const debugRequirements: readonly Requirement[] = [
  ...debug.map(([operation, pattern]) =>
    requirement({
      id: `${operation}.answers`,
      operation,
      level: 'info',
      since: '1.46',
      claim: `${operation} answers 200 as Go's packages do`,
      evidence,
      check: async world => {
        const answer = await world.ask(operation)
        ensureStatus(answer, 200)
        ensureMatch(textOf(answer), pattern, 'the body')
      },
    }),
  ),
  requirement({
    id: 'DebugPprofNamed.answers',
    operation: 'DebugPprofNamed',
    level: 'info',
    since: '1.46',
    claim: 'A profile is packed with gzip; one that does not exist answers 404',
    evidence,
    check: async world => {
      const { status, body } = await world.ask('DebugPprofNamed', { path: { name: 'goroutine' } })
      ensure(status === 200 && body[0] === 0x1f && body[1] === 0x8b, 'the body', 'gzip', decodeText(body.slice(0, 20)))
      ensureStatus(await world.ask('DebugPprofNamed', { path: { name: 'mkc' } }), 404)
    },
  }),
]
