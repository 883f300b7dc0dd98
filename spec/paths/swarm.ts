import { array, boolean, int64, object, ref, required, since, string, uint32, withDefault } from '../vocabulary.ts'
import {
  empty,
  failures,
  get,
  json,
  jsonBody,
  operations,
  post,
  query,
  requiredBody,
  requiredQuery,
  undocumentedFailures,
} from './vocabulary.ts'

/** The swarm this daemon is part of. */
export const swarmOperations = operations('Swarm', {
  SwarmInspect: get('/swarm', {
    summary: 'Everything known about the swarm.',
    replies: { 200: json(ref('Swarm'), 'Found'), ...failures(404, 500, 503) },
  }),

  SwarmInit: post('/swarm/init', {
    summary: 'Makes a swarm of this daemon.',
    body: requiredBody(
      jsonBody(
        object({
          ListenAddr: string(),
          AdvertiseAddr: string(),
          ForceNewCluster: boolean(),
          Spec: ref('SwarmSpec'),
          DataPathAddr: since('1.30', string()),
          DefaultAddrPool: since('1.39', array(string())),
          SubnetSize: since('1.39', uint32('Bits of the mask')),
          DataPathPort: since('1.40', uint32()),
        }),
        ['application/json', 'text/plain'],
      ),
    ),
    replies: { 200: json(string(), 'The id of this node'), ...failures(400, 500, 503) },
  }),

  SwarmJoin: post('/swarm/join', {
    summary: 'Makes this daemon part of a swarm.',
    body: requiredBody(
      jsonBody(
        object({
          ListenAddr: required(string()),
          AdvertiseAddr: string(),
          RemoteAddrs: required(array(string())),
          JoinToken: required(string('SWMTKN-1-…')),
          DataPathAddr: since('1.30', string()),
        }),
        ['application/json', 'text/plain'],
      ),
    ),
    replies: { 200: empty('Done'), ...failures(400, 500, 503) },
  }),

  SwarmLeave: post('/swarm/leave', {
    summary: 'Leaves the swarm.',
    parameters: [query('force', withDefault(false, boolean('Even when it breaks the swarm')))],
    replies: { 200: empty('Done'), ...failures(500, 503) },
  }),

  SwarmUpdate: post('/swarm/update', {
    summary: 'Changes the settings of the swarm, or its tokens.',
    parameters: [
      requiredQuery('version', int64('Index of the version this change is based on')),
      query('rotateWorkerToken', withDefault(false, boolean('Make a new token for workers'))),
      query('rotateManagerToken', withDefault(false, boolean('Make a new token for managers'))),
      query('rotateManagerUnlockKey', withDefault(false, boolean('Make a new unlock key'))),
    ],
    body: requiredBody(jsonBody(ref('SwarmSpec'), ['application/json', 'text/plain'])),
    replies: { 200: empty('Changed'), ...failures(400, 500, 503) },
  }),

  SwarmUnlockkey: get('/swarm/unlockkey', {
    summary: 'Key that unlocks a manager after a restart.',
    replies: { 200: json(object({ UnlockKey: string() }), 'Found'), ...failures(500, 503) },
  }),

  SwarmUnlock: post('/swarm/unlock', {
    summary: 'Unlocks a locked manager.',
    body: requiredBody(jsonBody(object({ UnlockKey: string() }))),
    replies: { 200: empty('Done'), ...failures(500, 503), ...undocumentedFailures(401, 409) },
  }),
})
