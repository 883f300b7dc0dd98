import { ensureRefusal } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'

/** What `docker login` asks. */
export const authRequirements: readonly Requirement[] = [
  requirement({
    id: 'SystemAuth.no-json',
    operation: 'SystemAuth',
    claim: 'Credentials that are no JSON are refused with 400',
    evidence: ['moby daemon/server/router/system/system_routes.go, postAuth'],
    check: async world => ensureRefusal(await world.ask('SystemAuth', { body: '{' }), 400),
  }),
]
