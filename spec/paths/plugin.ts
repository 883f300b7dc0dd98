import { array, boolean, integer, ref, since, string, until, withDefault } from '../vocabulary.ts'
import {
  del,
  empty,
  failures,
  get,
  header,
  json,
  jsonBody,
  jsonStream,
  operations,
  post,
  query,
  rawBody,
  requiredQuery,
  segments,
  undocumentedFailures,
  undocumentedReply,
} from './vocabulary.ts'

const name = segments('name', string('Name with optional tag, or id'))

/** Managed plugins. */
export const pluginOperations = operations('Plugin', {
  PluginList: get('/plugins', {
    summary: 'Managed plugins.',
    parameters: [query('filters', since('1.28', string('Which plugins.')))],
    replies: { 200: json(array(ref('Plugin')), 'Found'), ...failures(500) },
  }),

  GetPluginPrivileges: get('/plugins/privileges', {
    summary: 'What a plugin asks to be allowed.',
    parameters: [
      requiredQuery('name', until('1.26', string())),
      requiredQuery('remote', since('1.27', string('Name of the plugin in its registry'))),
    ],
    replies: { 200: json(array(ref('PluginPrivilege')), 'Found'), ...failures(500), ...undocumentedFailures(400) },
  }),

  PluginPull: post('/plugins/pull', {
    summary: 'Installs a plugin.',
    parameters: [
      requiredQuery('remote', string('Name of the plugin in its registry')),
      query('name', string('Local name')),
      header('X-Registry-Auth', string('Credentials, as base64url of JSON')),
    ],
    body: jsonBody(array(ref('PluginPrivilege')), ['application/json', 'text/plain']),
    replies: {
      204: empty('Done'),
      ...failures(500),
      200: undocumentedReply(jsonStream(ref('CreateImageInfo'), 'Progress, one value per line')),
      ...undocumentedFailures(400),
    },
    stream: 'body',
  }),

  PluginInspect: get('/plugins/{name}/json', {
    summary: 'Everything known about one plugin.',
    parameters: [name],
    replies: { 200: json(ref('Plugin'), 'Found'), ...failures(404, 500) },
  }),

  PluginDelete: del('/plugins/{name}', {
    summary: 'Removes a plugin.',
    parameters: [name, query('force', withDefault(false, boolean('Even when in use')))],
    replies: { 200: json(ref('Plugin'), 'Removed'), ...failures(404, 500), ...undocumentedFailures(409) },
  }),

  PluginEnable: post('/plugins/{name}/enable', {
    summary: 'Starts a plugin.',
    parameters: [name, query('timeout', withDefault(0, integer('Seconds')))],
    replies: { 200: empty('Done'), ...failures(404, 500), ...undocumentedFailures(400, 409) },
  }),

  PluginDisable: post('/plugins/{name}/disable', {
    summary: 'Stops a plugin.',
    parameters: [name, query('force', since('1.28', boolean('Even when in use')))],
    replies: { 200: empty('Done'), ...failures(404, 500), ...undocumentedFailures(409) },
  }),

  PluginUpgrade: post('/plugins/{name}/upgrade', {
    summary: 'Replaces a plugin by a newer one.',
    since: '1.26',
    routeGate: '1.26',
    parameters: [
      name,
      requiredQuery('remote', string('Name of the plugin in its registry')),
      header('X-Registry-Auth', string('Credentials, as base64url of JSON')),
    ],
    body: jsonBody(array(ref('PluginPrivilege')), ['application/json', 'text/plain']),
    replies: {
      204: empty('Done'),
      ...failures(404, 500),
      200: undocumentedReply(jsonStream(ref('CreateImageInfo'), 'Progress, one value per line')),
      ...undocumentedFailures(409),
    },
    stream: 'body',
  }),

  PluginCreate: post('/plugins/create', {
    summary: 'Makes a plugin from a tar.',
    parameters: [requiredQuery('name', string('Name of the plugin'))],
    body: rawBody('application/x-tar'),
    replies: { 204: empty('Done'), ...failures(500), ...undocumentedFailures(409) },
  }),

  PluginPush: post('/plugins/{name}/push', {
    summary: 'Sends a plugin to a registry.',
    parameters: [name],
    replies: { 200: jsonStream(ref('PushImageInfo'), 'Progress, one value per line'), ...failures(404, 500) },
    stream: 'body',
  }),

  PluginSet: post('/plugins/{name}/set', {
    summary: 'Changes the settings of a plugin.',
    parameters: [name],
    body: jsonBody(array(string())),
    replies: { 204: empty('Changed'), ...failures(404, 500) },
  }),
})
