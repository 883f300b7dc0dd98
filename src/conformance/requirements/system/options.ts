import { textOf } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { ensureEqual } from '../../violation.ts'
import { asked } from '../evidence.ts'

/** Which methods may be asked for, at any path. */
export const optionsRequirements: readonly Requirement[] = [
  requirement({
    id: 'SystemOptions.answers-everywhere',
    operation: 'SystemOptions',
    claim: 'OPTIONS answers 200 and nothing at any path',
    evidence: ['moby daemon/server/router/system/system.go, optionsHandler', asked],
    check: async world => {
      for (const anyroute of ['_ping', 'containers/json', 'mkc/nowhere']) {
        const answer = await world.ask('SystemOptions', { path: { anyroute } })
        ensureEqual([answer.status, textOf(answer)], [200, ''], `status and body at /${anyroute}`)
      }
    },
  }),
]
