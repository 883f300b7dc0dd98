import { decodeCredentials } from '../../state/registry/credentials.ts'
import { inspectDistribution } from '../../state/registry/inspect.ts'
import { type Handlers, json } from '../answer.ts'

export const distributionHandlers = {
  // Undocumented, as clients send it.
  DistributionInspect: ({ engine, header, signal }, { path }) =>
    inspectDistribution(engine, path.name, decodeCredentials(header('x-registry-auth')), signal).then(body =>
      json(body),
    ),
} satisfies Partial<Handlers>
