import { array, boolean, int64, object, ref, string, withDefault, withFormat } from '../vocabulary.ts'
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
  put,
  query,
  requiredBody,
  requiredQuery,
  segments,
} from './vocabulary.ts'

/** Volumes. */
export const volumeOperations = operations('Volume', {
  VolumeList: get('/volumes', {
    summary: 'VolumeList',
    parameters: [query('filters', withFormat('json', string()))],
    replies: { 200: json(ref('VolumeListResponse'), 'Done'), ...failures(500) },
  }),

  VolumeCreate: post('/volumes/create', {
    summary: 'VolumeCreate',
    body: requiredBody(jsonBody(ref('VolumeCreateRequest'))),
    replies: { 201: json(ref('Volume'), 'Done'), ...failures(500) },
  }),

  VolumeInspect: get('/volumes/{name}', {
    summary: 'VolumeInspect',
    parameters: [segments('name', string())],
    replies: { 200: json(ref('Volume'), 'Done'), ...failures(404, 500) },
  }),

  VolumeUpdate: put('/volumes/{name}', {
    summary: 'VolumeUpdate',
    since: '1.42',
    routeGate: '1.42',
    parameters: [segments('name', string()), requiredQuery('version', int64())],
    body: jsonBody(object({ Spec: ref('ClusterVolumeSpec') })),
    replies: { 200: empty('Done'), ...failures(400, 404, 500, 503) },
  }),

  VolumeDelete: del('/volumes/{name}', {
    summary: 'VolumeDelete',
    parameters: [segments('name', string()), query('force', withDefault(false, boolean()))],
    replies: { 204: empty('Done'), ...failures(404, 409, 500) },
  }),

  VolumePrune: post('/volumes/prune', {
    summary: 'VolumePrune',
    since: '1.25',
    routeGate: '1.25',
    parameters: [filters('Which ones.')],
    replies: {
      200: json(object({ VolumesDeleted: array(string()), SpaceReclaimed: int64() }), 'Done'),
      ...failures(500),
    },
  }),
})
