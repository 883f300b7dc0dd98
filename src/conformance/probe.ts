import { type ApiVersion, apiVersions, compareVersions } from '../../spec/index.ts'
import type { Capability, Finding } from './capability.ts'
import { jsonOf, textOf } from './observation.ts'
import type { Mode } from './safety/mode.ts'
import { Inconclusive, UnsafeRequest, Violation } from './violation.ts'
import { decodeText, type Target, TargetLost } from './wire.ts'
import { exit, healthy, sleepForever } from './workload.ts'
import type { World } from './world.ts'

/** What a daemon says it is. */
export interface Fingerprint {
  readonly product: string
  readonly version: string
  /** The newest version that the daemon and the suite both know. */
  readonly apiVersion: ApiVersion
  readonly minApiVersion: ApiVersion
}

const isKnown = (version: unknown): version is ApiVersion =>
  typeof version === 'string' && apiVersions.includes(version as ApiVersion)

const versionIn = (text: string, status: number): Readonly<Record<string, unknown>> => {
  try {
    const said: unknown = JSON.parse(text)
    if (typeof said === 'object' && said !== null && 'ApiVersion' in said) return { ...said }
  } catch {
    // What it said instead is told below.
  }
  const beginning = text.slice(0, 80).replace(/\s+/g, ' ')
  throw new TargetLost(`it is no Docker daemon: /version says ${status} ${JSON.stringify(beginning)}`)
}

/** Asks `/version` without a version. Rejects with `TargetLost` when there is no such daemon. */
export const fingerprint = async (target: Target): Promise<Fingerprint> => {
  const reply = await target.send({ method: 'GET', target: '/version', headers: {} })
  const said = versionIn(decodeText(reply.body), reply.status)
  const { ApiVersion: newest, MinAPIVersion: oldest, Version = 'unknown', Components } = said
  const [engine] = Array.isArray(Components) ? Components : []
  const last = apiVersions.at(-1) ?? '1.25'
  const first = apiVersions[0] ?? '1.24'
  const isNewer =
    typeof newest === 'string' && /^\d+\.\d+$/.test(newest) && compareVersions(newest as ApiVersion, last) > 0
  return {
    product: String(engine?.Name ?? 'unknown'),
    version: String(Version),
    apiVersion: isNewer ? last : isKnown(newest) ? newest : first,
    minApiVersion: isKnown(oldest) ? oldest : first,
  }
}

/** The newest version that the daemon and the suite both know. */
export const apiVersionOf = async (target: Target): Promise<ApiVersion> => (await fingerprint(target)).apiVersion

type Probe = (world: World) => Promise<string>

/** Answers what was seen, or throws what was not. In this order: later ones stand on earlier ones. */
const probes: readonly (readonly [Capability, Probe])[] = [
  [
    'image',
    async world => {
      const look = () => world.ask('ImageInspect', { path: { name: world.image } })
      if ((await look()).status === 200) return `${world.image} is there`
      const pulled = await world.ask('ImageCreate', { query: { fromImage: world.image, tag: 'latest' } })
      if ((await look()).status === 200) return `${world.image} was pulled`
      throw new Inconclusive(
        `no image ${world.image}, and pulling it said: ${textOf(pulled).trim().split('\n').at(-1)}`,
      )
    },
  ],
  [
    'run',
    async world => {
      const { id } = await world.start(exit(3))
      const answer = await world.ask('ContainerWait', { path: { id } })
      const { StatusCode } = jsonOf<{ StatusCode: number }>(answer)
      if (StatusCode !== 3) throw new Inconclusive(`a container that exits with 3 was waited for with ${StatusCode}`)
      return 'a container ran and ended'
    },
  ],
  [
    'pause',
    async world => {
      const { id } = await world.start(sleepForever)
      const { status } = await world.ask('ContainerPause', { path: { id } })
      if (status !== 204) throw new Inconclusive(`pause answered ${status}`)
      return 'a container was paused'
    },
  ],
  [
    'restarting',
    async world => {
      await world.inState('restarting')
      return 'a container waited for its next restart'
    },
  ],
  [
    'exec',
    async world => {
      const { id } = await world.start(sleepForever)
      const { status } = await world.ask('ContainerExec', { path: { id }, body: { Cmd: ['true'] } })
      if (status !== 201) throw new Inconclusive(`exec answered ${status}`)
      return 'an execution was created'
    },
  ],
  [
    'stable',
    async world => {
      const { headers } = await world.ask('SystemPing')
      if (headers['docker-experimental'] === 'true') throw new Inconclusive('the daemon is experimental')
      return 'the daemon is not experimental'
    },
  ],
  ['networks', async world => `network ${(await world.network()).name} was created`],
  ['volumes', async world => `volume ${(await world.volume()).name} was created`],
  [
    'health',
    async world => {
      const { id } = await world.start(healthy)
      return world.until(
        'a healthy container',
        async () => ((await world.inspect(id)).State.Health?.Status === 'healthy' ? 'it became healthy' : undefined),
        8,
      )
    },
  ],
]

const whatItNeeds: Readonly<Partial<Record<Capability, Capability>>> = {
  run: 'image',
  pause: 'run',
  restarting: 'run',
  exec: 'run',
  health: 'run',
}

/** Finds out what the daemon can do. Whatever a probe makes goes with its world. */
export const probe = async (
  withWorld: <T>(use: (world: World) => Promise<T>) => Promise<T>,
  mode: Mode,
): Promise<Finding[]> => {
  const findings: Finding[] = [{ capability: 'alone', present: mode === 'exclusive', evidence: `the mode is ${mode}` }]
  for (const [capability, attempt] of probes) {
    const needed = whatItNeeds[capability]
    if (needed !== undefined && !findings.some(finding => finding.capability === needed && finding.present)) {
      findings.push({ capability, present: false, evidence: `needs ${needed}` })
      continue
    }
    try {
      findings.push({ capability, present: true, evidence: await withWorld(attempt) })
    } catch (error) {
      if (!(error instanceof Inconclusive || error instanceof Violation || error instanceof UnsafeRequest)) throw error
      findings.push({
        capability,
        present: false,
        evidence: error instanceof UnsafeRequest && mode === 'readonly' ? 'the mode is readonly' : error.message,
      })
    }
  }
  return findings
}
