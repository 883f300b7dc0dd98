import { type ApiVersion, apiVersions, compareVersions } from '../../../../spec/index.ts'
import type { Fields } from '../../fields.ts'
import { ensureStatus, jsonOf } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { ensure, ensureEqual, ensureMatch } from '../../violation.ts'
import type { World } from '../../world.ts'
import { asked } from '../evidence.ts'

/** Where versions that are not served are refused. */
export const negotiation = 'moby daemon/server/middleware/version.go'

/** What the daemon says of its versions, as far as the suite reads it. */
export interface Version {
  readonly ApiVersion: string
  readonly MinAPIVersion: string
}

/** What the daemon says of itself to whoever names no version. */
export const versionOf = async (world: World): Promise<Version> =>
  jsonOf<Version>(await world.ask('SystemVersion', { version: 'none' }))

/** Which versions of the API the daemon speaks. */
export const versionRequirements: readonly Requirement[] = [
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
  requirement({
    id: 'SystemVersion.components-agree',
    operation: 'SystemVersion',
    claim: 'The first component is the engine, and has the versions of the API that stand above',
    evidence: ['the description of SystemVersion', asked],
    check: async world => {
      const { ApiVersion, MinAPIVersion, Components } = jsonOf<
        Fields & { Components?: readonly { readonly Details?: Fields }[] }
      >(await world.ask('SystemVersion'))
      const { Details } = Components?.[0] ?? {}
      ensureEqual([Details?.ApiVersion, Details?.MinAPIVersion], [ApiVersion, MinAPIVersion], 'the versions')
    },
  }),
]
