import { array, boolean, integer, ref, since, string, until, withDefault } from '../vocabulary.ts'
import {
  del,
  empty,
  failures,
  get,
  header,
  json,
  jsonBody,
  operations,
  post,
  query,
  rawBody,
  requiredQuery,
  segments,
} from './vocabulary.ts'

/** Managed plugins. */
export const pluginOperations = operations('Plugin', {
  PluginList: get('/plugins', {
    summary: 'PluginList',
    parameters: [query('filters', since('1.28', string()))],
    replies: { 200: json(array(ref('Plugin')), 'Done'), ...failures(500) },
  }),

  GetPluginPrivileges: get('/plugins/privileges', {
    summary: 'GetPluginPrivileges',
    parameters: [requiredQuery('name', until('1.26', string())), requiredQuery('remote', since('1.27', string()))],
    replies: { 200: json(array(ref('PluginPrivilege')), 'Done'), ...failures(500) },
  }),

  PluginPull: post('/plugins/pull', {
    summary: 'PluginPull',
    parameters: [requiredQuery('remote', string()), query('name', string()), header('X-Registry-Auth', string())],
    body: jsonBody(array(ref('PluginPrivilege')), ['application/json', 'text/plain']),
    replies: { 204: empty('Done'), ...failures(500) },
    stream: 'body',
  }),

  PluginInspect: get('/plugins/{name}/json', {
    summary: 'PluginInspect',
    parameters: [segments('name', string())],
    replies: { 200: json(ref('Plugin'), 'Done'), ...failures(404, 500) },
  }),

  PluginDelete: del('/plugins/{name}', {
    summary: 'PluginDelete',
    parameters: [segments('name', string()), query('force', withDefault(false, boolean()))],
    replies: { 200: json(ref('Plugin'), 'Done'), ...failures(404, 500) },
  }),

  PluginEnable: post('/plugins/{name}/enable', {
    summary: 'PluginEnable',
    parameters: [segments('name', string()), query('timeout', withDefault(0, integer()))],
    replies: { 200: empty('Done'), ...failures(404, 500) },
  }),

  PluginDisable: post('/plugins/{name}/disable', {
    summary: 'PluginDisable',
    parameters: [segments('name', string()), query('force', since('1.28', boolean()))],
    replies: { 200: empty('Done'), ...failures(404, 500) },
  }),

  PluginUpgrade: post('/plugins/{name}/upgrade', {
    summary: 'PluginUpgrade',
    since: '1.26',
    routeGate: '1.26',
    parameters: [segments('name', string()), requiredQuery('remote', string()), header('X-Registry-Auth', string())],
    body: jsonBody(array(ref('PluginPrivilege')), ['application/json', 'text/plain']),
    replies: { 204: empty('Done'), ...failures(404, 500) },
    stream: 'body',
  }),

  PluginCreate: post('/plugins/create', {
    summary: 'PluginCreate',
    parameters: [requiredQuery('name', string())],
    body: rawBody('application/x-tar'),
    replies: { 204: empty('Done'), ...failures(500) },
  }),

  PluginPush: post('/plugins/{name}/push', {
    summary: 'PluginPush',
    parameters: [segments('name', string())],
    replies: { 200: empty('Done'), ...failures(404, 500) },
    stream: 'body',
  }),

  PluginSet: post('/plugins/{name}/set', {
    summary: 'PluginSet',
    parameters: [segments('name', string())],
    body: jsonBody(array(string())),
    replies: { 204: empty('Done'), ...failures(404, 500) },
  }),
})
