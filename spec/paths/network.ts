import { array, boolean, map, object, ref, required, since, string, until, withDefault } from '../vocabulary.ts'
import {
  del,
  empty,
  failures,
  filters,
  get,
  json,
  jsonBody,
  operations,
  post,
  query,
  requiredBody,
  segments,
  undocumentedFailures,
  unpublished,
} from './vocabulary.ts'

const id = segments('id', string('Id or name'))

/** Networks. */
export const networkOperations = operations('Network', {
  NetworkList: get('/networks', {
    summary: 'Networks.',
    parameters: [filters('Which networks.')],
    replies: { 200: json(array(ref('NetworkSummary')), 'Found'), ...failures(500), ...undocumentedFailures(400) },
  }),

  NetworkInspect: get('/networks/{id}', {
    summary: 'Everything known about one network.',
    parameters: [
      id,
      query('verbose', since('1.28', withDefault(false, boolean('Also services and tasks')))),
      query('scope', since('1.31', string('local, global or swarm'))),
    ],
    replies: { 200: json(ref('NetworkInspect'), 'Found'), ...failures(404, 500) },
  }),

  NetworkDelete: del('/networks/{id}', {
    summary: 'Removes a network.',
    parameters: [id],
    replies: { 204: empty('Removed'), ...failures(403, 404, 500), ...undocumentedFailures(400) },
  }),

  NetworkCreate: post('/networks/create', {
    summary: 'Makes a network.',
    body: requiredBody(
      jsonBody(
        object({
          Name: required(string()),
          CheckDuplicate: until('1.45', boolean()),
          Driver: withDefault('bridge', string()),
          Internal: boolean(),
          IPAM: ref('IPAM'),
          EnableIPv6: boolean(),
          Options: map(string()),
          Labels: map(string()),
          Attachable: since('1.27', boolean()),
          Ingress: since('1.29', boolean()),
          Scope: since('1.41', string()),
          ConfigOnly: since('1.41', withDefault(false, boolean())),
          ConfigFrom: since('1.41', ref('ConfigReference')),
          EnableIPv4: since('1.47', boolean()),
        }),
      ),
    ),
    replies: {
      201: json(ref('NetworkCreateResponse'), 'Created'),
      ...failures(400, 403, 404, 500),
      ...undocumentedFailures(409),
    },
  }),

  NetworkConnect: post('/networks/{id}/connect', {
    summary: 'Puts a container on a network.',
    parameters: [id],
    body: requiredBody(jsonBody(ref('NetworkConnectRequest'))),
    replies: { 200: empty('Done'), ...failures(400, 403, 404, 500) },
  }),

  NetworkDisconnect: post('/networks/{id}/disconnect', {
    summary: 'Takes a container off a network.',
    parameters: [id],
    body: requiredBody(jsonBody(ref('NetworkDisconnectRequest'))),
    replies: { 200: empty('Done'), ...failures(403, 404, 500) },
  }),

  NetworkPrune: post('/networks/prune', {
    summary: 'Removes unused networks.',
    since: '1.25',
    routeGate: '1.25',
    parameters: [filters('Which networks.')],
    replies: {
      200: json(
        object({ VolumesDeleted: until('1.25', array(string())), NetworksDeleted: since('1.26', array(string())) }),
        'Removed',
      ),
      ...failures(500),
      ...undocumentedFailures(400, 409),
    },
  }),

  NetworkListSlash: unpublished(
    get('/networks/', {
      summary: 'Networks, under the path older clients use.',
      parameters: [filters('Which networks.')],
      replies: { 200: empty('Found'), ...failures(400, 500) },
    }),
  ),
})
