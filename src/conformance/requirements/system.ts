import { type ApiVersion, apiVersions, compareVersions } from '../../../spec/index.ts'
import { ensureRefusal, ensureStatus, jsonOf, textOf } from '../observation.ts'
import { type Requirement, requirement } from '../requirement.ts'
import { ensure, ensureEqual, ensureMatch } from '../violation.ts'
import type { World } from '../world.ts'

const negotiation = 'moby daemon/server/middleware/version.go'
const ping = 'moby daemon/server/router/system/system_routes.go, pingHandler'

interface Version {
  readonly ApiVersion: string
  readonly MinAPIVersion: string
  readonly Version: string
  readonly Os: string
  readonly Arch: string
}

const versionOf = async (world: World): Promise<Version> =>
  jsonOf<Version>(await world.ask('SystemVersion', { version: 'none' }))

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

const versions: readonly Requirement[] = [
  requirement({
    id: 'SystemVersion.consistent',
    operation: 'SystemVersion',
    claim: 'The API versions are two numbers each, the oldest not newer than the newest',
    evidence: ['the description of SystemVersion', 'podman#7682, #7327, #5553: clients refused 1.0.0'],
    check: async world => {
      const { ApiVersion, MinAPIVersion } = await versionOf(world)
      ensureMatch(ApiVersion, /^\d+\.\d+$/, 'ApiVersion')
      ensureMatch(MinAPIVersion, /^\d+\.\d+$/, 'MinAPIVersion')
      ensure(
        compareVersions(MinAPIVersion as ApiVersion, ApiVersion as ApiVersion) <= 0,
        'the versions',
        'MinAPIVersion ≤ ApiVersion',
        `${MinAPIVersion} > ${ApiVersion}`,
      )
    },
  }),
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
    evidence: [negotiation, 'asked of dockerd 20.10, 26.1 and 28.5'],
    check: async world => {
      const { older } = neighbours(await versionOf(world))
      const answer = await world.ask('SystemPing', { version: older })
      ensureStatus(answer, 400)
      ensureMatch(textOf(answer), new RegExp(`client version ${older} is too old`), 'the message')
    },
  }),
  requirement({
    id: 'SystemVersion.every-version',
    operation: 'SystemVersion',
    claim: 'Every version between the oldest and the newest is served',
    evidence: [negotiation],
    check: async world => {
      const { ApiVersion, MinAPIVersion } = await versionOf(world)
      const served = apiVersions.filter(
        each =>
          compareVersions(each, MinAPIVersion as ApiVersion) >= 0 &&
          compareVersions(each, ApiVersion as ApiVersion) <= 0,
      )
      for (const version of served) ensureStatus(await world.ask('SystemVersion', { version }), 200)
    },
  }),
]

const rest: readonly Requirement[] = [
  requirement({
    id: 'SystemInfo.names-the-machine',
    operation: 'SystemInfo',
    claim: 'Info tells the architecture as the kernel does, and counts containers by their states',
    evidence: ['the description of SystemInfo', 'socktainer#294: aarch64, not arm64'],
    check: async world => {
      const answer = await world.ask('SystemInfo')
      ensureStatus(answer, 200)
      const info = jsonOf<Record<string, unknown>>(answer)
      ensureMatch(info.Architecture, /^(x86_64|aarch64|armv7l|ppc64le|s390x|riscv64|loongarch64)$/, 'Architecture')
      ensureMatch(info.OSType, /^(linux|windows)$/, 'OSType')
      const { Containers, ContainersRunning, ContainersPaused, ContainersStopped } = info
      ensureEqual(
        Number(ContainersRunning) + Number(ContainersPaused) + Number(ContainersStopped),
        Containers,
        'the sum of running, paused and stopped containers',
      )
    },
  }),
  requirement({
    id: 'SystemDataUsage.unknown-type',
    operation: 'SystemDataUsage',
    since: '1.42',
    claim: 'A type that does not exist is refused with 400',
    evidence: ['moby daemon/server/router/system/system_routes.go, getDiskUsage', 'socktainer#360'],
    check: async world =>
      ensureRefusal(
        await world.ask('SystemDataUsage', { query: { type: 'bogus' } }),
        400,
        /unknown object type: bogus/,
      ),
  }),
  requirement({
    id: 'SystemAuth.no-json',
    operation: 'SystemAuth',
    claim: 'Credentials that are no JSON are refused with 400',
    evidence: ['moby daemon/server/router/system/system_routes.go, postAuth'],
    check: async world => ensureRefusal(await world.ask('SystemAuth', { body: '{' }), 400),
  }),
  ...(['since', 'until'] as const).map(parameter =>
    requirement({
      id: `SystemEvents.bad-${parameter}`,
      operation: 'SystemEvents',
      level: 'should',
      claim: `Events refuse a ${parameter} that is no time`,
      evidence: ['moby daemon/server/router/system/system_routes.go: a plain error, 500 up to 28.x and 400 later'],
      check: async world => {
        const stream = await world.open('SystemEvents', {
          query: { [parameter]: 'abc', until: '0', ...(parameter === 'until' ? { until: 'abc' } : {}) },
        })
        stream.close()
        ensure(stream.status === 400 || stream.status === 500, 'the status', '400 or 500', stream.status)
      },
    }),
  ),
]

/** What clients ask first: who are you, and which versions do you speak? */
export const systemRequirements: readonly Requirement[] = [...pings, ...pingHeaders, ...versions, ...rest]
