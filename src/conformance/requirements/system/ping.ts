import { ensureRefusal, ensureStatus, textOf } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { ensureEqual, ensureMatch } from '../../violation.ts'
import { asked } from '../evidence.ts'
import { negotiation, type Version, versionOf } from './version.ts'

const ping = 'moby daemon/server/router/system/system_routes.go, pingHandler'

const pings = (['SystemPing', 'SystemPingHead'] as const).flatMap(operation =>
  (['none', undefined] as const).map(version =>
    requirement({
      id: `${operation}.${version === 'none' ? 'without' : 'with'}-version`,
      operation,
      claim: `${operation} answers 200 and tells the version that clients negotiate by`,
      evidence: [ping, 'podman#7008, #6548: clients break without it'],
      check: async world => {
        const answer = await world.ask(operation, version === undefined ? {} : { version })
        ensureStatus(answer, 200)
        ensureEqual(answer.headers['api-version'], (await versionOf(world)).ApiVersion, 'the header Api-Version')
        ensureEqual(textOf(answer), operation === 'SystemPing' ? 'OK' : '', 'the body')
      },
    }),
  ),
)

/** What else the heads of both pings tell. */
const pingHeaders = (
  [
    ['Ostype', /^(linux|windows)$/, 'podman#19767: docker run --device knew no system'],
    ['Builder-Version', /^[12]$/, 'podman release notes 5.6.0: it was empty'],
    ['Cache-Control', /^no-cache, no-store, must-revalidate$/, 'the description of SystemPing'],
    ['Pragma', /^no-cache$/, 'the description of SystemPing'],
  ] as const
).map(([name, value, evidence]) =>
  requirement({
    id: `SystemPing.header-${name.toLowerCase()}`,
    operation: 'SystemPing',
    claim: `The header ${name} of a ping is ${value}`,
    evidence: [ping, evidence],
    check: async world => {
      for (const operation of ['SystemPing', 'SystemPingHead'] as const)
        ensureMatch(
          (await world.ask(operation)).headers[name.toLowerCase()],
          value,
          `the header ${name} of ${operation}`,
        )
    },
  }),
)

/** One below the oldest, and one above the newest that the daemon serves. */
const neighbours = ({ ApiVersion, MinAPIVersion }: Version): { older: string; newer: string } => ({
  older: `1.${Number(MinAPIVersion.split('.')[1]) - 1}`,
  newer: `1.${Number(ApiVersion.split('.')[1]) + 1}`,
})

/** What clients ask first: are you there, and which version do we speak? */
export const pingRequirements: readonly Requirement[] = [
  ...pings,
  ...pingHeaders,
  requirement({
    id: 'SystemPing.too-new',
    operation: 'SystemPing',
    claim: 'A version newer than the newest is refused with 400, and the versions that are served',
    evidence: [negotiation, 'clients such as Traefik (traefik#12253) read the message'],
    check: async world => {
      const version = await versionOf(world)
      const { newer } = neighbours(version)
      const answer = await world.ask('SystemPing', { version: newer })
      ensureRefusal(answer, 400, new RegExp(`client version ${newer} is too new. Maximum supported API version is `))
    },
  }),
  requirement({
    id: 'SystemPing.too-old',
    operation: 'SystemPing',
    claim: 'A version older than the oldest is refused with 400, and the versions that are served',
    evidence: [negotiation, asked],
    check: async world => {
      const { older } = neighbours(await versionOf(world))
      const answer = await world.ask('SystemPing', { version: older })
      ensureStatus(answer, 400)
      ensureMatch(textOf(answer), new RegExp(`client version ${older} is too old`), 'the message')
    },
  }),
]
