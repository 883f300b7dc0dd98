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
} from './vocabulary.ts'

/** The swarm this daemon is part of. */
export const swarmOperations = operations('Swarm', {
  SwarmInspect: get('/swarm', {
    summary: 'SwarmInspect',
    replies: { 200: json(ref('Swarm'), 'Done'), ...failures(404, 500, 503) },
  }),

  SwarmInit: post('/swarm/init', {
    summary: 'SwarmInit',
    body: requiredBody(
      jsonBody(
        object({
          ListenAddr: string(),
          AdvertiseAddr: string(),
          ForceNewCluster: boolean(),
          Spec: ref('SwarmSpec'),
          DataPathAddr: since('1.30', string()),
          DefaultAddrPool: since('1.39', array(string())),
          SubnetSize: since('1.39', uint32()),
          DataPathPort: since('1.40', uint32()),
        }),
        ['application/json', 'text/plain'],
      ),
    ),
    replies: { 200: json(string(), 'Done'), ...failures(400, 500, 503) },
  }),

  SwarmJoin: post('/swarm/join', {
    summary: 'SwarmJoin',
    body: requiredBody(
      jsonBody(
        object({
          ListenAddr: required(string()),
          AdvertiseAddr: string(),
          RemoteAddrs: required(array(string())),
          JoinToken: required(string()),
          DataPathAddr: since('1.30', string()),
        }),
        ['application/json', 'text/plain'],
      ),
    ),
    replies: { 200: empty('Done'), ...failures(400, 500, 503) },
  }),

  SwarmLeave: post('/swarm/leave', {
    summary: 'SwarmLeave',
    parameters: [query('force', withDefault(false, boolean()))],
    replies: { 200: empty('Done'), ...failures(500, 503) },
  }),

  SwarmUpdate: post('/swarm/update', {
    summary: 'SwarmUpdate',
    parameters: [
      requiredQuery('version', int64()),
      query('rotateWorkerToken', withDefault(false, boolean())),
      query('rotateManagerToken', withDefault(false, boolean())),
      query('rotateManagerUnlockKey', withDefault(false, boolean())),
    ],
    body: requiredBody(jsonBody(ref('SwarmSpec'), ['application/json', 'text/plain'])),
    replies: { 200: empty('Done'), ...failures(400, 500, 503) },
  }),

  SwarmUnlockkey: get('/swarm/unlockkey', {
    summary: 'SwarmUnlockkey',
    replies: { 200: json(object({ UnlockKey: string() }), 'Done'), ...failures(500, 503) },
  }),

  SwarmUnlock: post('/swarm/unlock', {
    summary: 'SwarmUnlock',
    body: requiredBody(jsonBody(object({ UnlockKey: string() }))),
    replies: { 200: empty('Done'), ...failures(500, 503) },
  }),
})
