import { ensureRefusal, textOf } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { ensureMatch } from '../../violation.ts'
import { asked } from '../evidence.ts'
import { imageEvidence } from './inspect.ts'

/** What registries are for: pull, push, search and look. None of it gets as far as a registry. */
export const registryRequirements: readonly Requirement[] = [
  requirement({
    id: 'ImageCreate.refuses-bad-name',
    operation: 'ImageCreate',
    claim: 'Pulling a name that is none is refused with 400',
    evidence: [...imageEvidence, 'podman#15828, #10612'],
    check: async world =>
      ensureRefusal(await world.ask('ImageCreate', { query: { fromImage: `${world.name()}-CAPITALS` } }), 400),
  }),
  requirement({
    id: 'ImagePush.of-nothing',
    operation: 'ImagePush',
    claim: 'A push of an image that is not there begins well, and its stream says what is missing',
    evidence: ['/images/{name}/push; moby distribution/push.go', asked],
    check: async world => {
      const name = `127.0.0.1:1/${world.name()}`
      const answer = await world.ask('ImagePush', { path: { name }, headers: { 'X-Registry-Auth': 'e30=' } })
      ensureMatch(textOf(answer), /does not exist|not found/, 'the body')
      ensureMatch(textOf(answer), /"(error|message)"/, 'the body')
    },
  }),
  requirement({
    id: 'ImageSearch.refuses-bad-limit',
    operation: 'ImageSearch',
    claim: 'A limit that is no number is refused with 400 before any registry is asked',
    evidence: ['/images/search; moby daemon/server/router/image/image_routes.go, getImagesSearch', asked],
    check: async world =>
      ensureRefusal(await world.ask('ImageSearch', { query: { term: 'mkc', limit: 'abc' } }), 400, /invalid syntax/),
  }),
  requirement({
    id: 'DistributionInspect.refuses-bad-name',
    operation: 'DistributionInspect',
    claim: 'A name in capitals is refused with 400 before any registry is asked',
    evidence: ['/distribution/{name}/json; moby daemon/server/router/distribution', asked],
    check: async world =>
      ensureRefusal(
        await world.ask('DistributionInspect', { path: { name: `${world.name()}-CAPITALS` } }),
        400,
        /repository name .*must be lowercase/,
      ),
  }),
]
