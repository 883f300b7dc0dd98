import { type ApiVersion, compareVersions, type OperationId } from '../../../../spec/index.ts'
import type { Capability } from '../../capability.ts'
import { isFields } from '../../fields.ts'
import { jsonOf } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { ensureEqual } from '../../violation.ts'
import type { World } from '../../world.ts'

/** Something that one version of the API changed: clients that name the one before it are served as they were. */
export interface Change {
  readonly operation: OperationId
  readonly id: string
  /** The first version that has it. */
  readonly since: ApiVersion
  /** What the daemon does `before` this version, and `from` it on. */
  readonly claim: string
  readonly needs?: readonly Capability[]
  readonly before: unknown
  readonly from: unknown
  /** What is there to be seen by a client that names this version. */
  readonly look: (world: World, version: string) => Promise<unknown>
}

export const has = (value: unknown, key: string): boolean => isFields(value) && key in value

const previous = (version: ApiVersion): string => version.replace(/\d+$/, minor => String(Number(minor) - 1))

/** The newest version that each of them serves. */
const asked: readonly (readonly [version: ApiVersion, daemon: string])[] = [
  ['1.41', 'dockerd 20.10.24'],
  ['1.45', 'dockerd 26.1.5'],
  ['1.51', 'dockerd 28.5.2'],
]

/** Asked of a daemon that serves the version before, too; a newer one only shows what it does from then on. */
export const skew = ({ operation, id, since, claim, needs = [], before, from, look }: Change): Requirement =>
  requirement({
    id: `${operation}.since-${since}-${id}`,
    operation,
    since,
    needs,
    claim,
    evidence: [
      'moby api/docs/CHANGELOG.md and daemon/server/router',
      ...asked.filter(([version]) => compareVersions(version, since) >= 0).map(([, daemon]) => `asked of ${daemon}`),
    ],
    check: async world => {
      const { MinAPIVersion } = jsonOf<{ MinAPIVersion: string }>(await world.ask('SystemVersion', { version: 'none' }))
      const older = previous(since)
      if (compareVersions(older, MinAPIVersion) >= 0)
        ensureEqual(await look(world, older), before, `with version ${older}, this`)
      ensureEqual(await look(world, since), from, `with version ${since}, this`)
    },
  })
