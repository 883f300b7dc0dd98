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
  undocumentedFailures,
} from './vocabulary.ts'

const name = segments('name', string('Name of the volume'))

/** Volumes. */
export const volumeOperations = operations('Volume', {
  VolumeList: get('/volumes', {
    summary: 'Volumes.',
    parameters: [query('filters', withFormat('json', string('Which volumes.')))],
    replies: { 200: json(ref('VolumeListResponse'), 'Found'), ...failures(500), ...undocumentedFailures(400) },
  }),

  VolumeCreate: post('/volumes/create', {
    summary: 'Makes a volume, or answers with the one of that name.',
    body: requiredBody(jsonBody(ref('VolumeCreateRequest'))),
    replies: { 201: json(ref('Volume'), 'Created'), ...failures(500), ...undocumentedFailures(400, 404, 409) },
  }),

  VolumeInspect: get('/volumes/{name}', {
    summary: 'Everything known about one volume.',
    parameters: [name],
    replies: { 200: json(ref('Volume'), 'Found'), ...failures(404, 500) },
  }),

  VolumeUpdate: put('/volumes/{name}', {
    summary: 'Changes the availability of a cluster volume.',
    since: '1.42',
    routeGate: '1.42',
    parameters: [name, requiredQuery('version', int64('Index of the version this change is based on'))],
    body: jsonBody(object({ Spec: ref('ClusterVolumeSpec') })),
    replies: { 200: empty('Changed'), ...failures(400, 404, 500, 503) },
  }),

  VolumeDelete: del('/volumes/{name}', {
    summary: 'Removes a volume.',
    parameters: [name, query('force', withDefault(false, boolean('Even when in use')))],
    replies: { 204: empty('Removed'), ...failures(404, 409, 500) },
  }),

  VolumePrune: post('/volumes/prune', {
    summary: 'Removes unused volumes.',
    since: '1.25',
    routeGate: '1.25',
    parameters: [filters('Which volumes.')],
    replies: {
      200: json(object({ VolumesDeleted: array(string()), SpaceReclaimed: int64('Bytes') }), 'Removed'),
      ...failures(500),
      ...undocumentedFailures(400, 409),
    },
  }),
})
