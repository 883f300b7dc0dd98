import { ref, string } from '../vocabulary.ts'
import { failures, get, json, operations, segments, undocumentedFailures } from './vocabulary.ts'

/** What a registry knows about an image. */
export const distributionOperations = operations('Distribution', {
  DistributionInspect: get('/distribution/{name}/json', {
    summary: 'Digest and platforms of an image, from its registry.',
    since: '1.30',
    routeGate: '1.30',
    parameters: [segments('name', string('Name of the image'))],
    replies: {
      200: json(ref('DistributionInspect'), 'Found'),
      ...failures(401, 500),
      ...undocumentedFailures(400, 403, 404),
    },
  }),
})
