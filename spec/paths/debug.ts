import { integer, object, string } from '../vocabulary.ts'
import { content, failures, get, json, operations, query, segment, unpublished } from './vocabulary.ts'

/** Go's own debugging endpoints. */
export const debugOperations = operations('Debug', {
  DebugVars: unpublished(
    get('/debug/vars', {
      summary: 'Counters of the daemon process.',
      replies: { 200: json(object(), 'Found'), ...failures(404) },
    }),
  ),

  DebugPprofIndex: unpublished(
    get('/debug/pprof/', {
      summary: 'Profiles there are.',
      replies: { 200: content(['text/plain', 'application/octet-stream'], 'Done'), ...failures(404) },
    }),
  ),

  DebugPprofCmdline: unpublished(
    get('/debug/pprof/cmdline', {
      summary: 'Command line of the daemon process.',
      replies: { 200: content(['text/plain', 'application/octet-stream'], 'Done'), ...failures(404) },
    }),
  ),

  DebugPprofProfile: unpublished(
    get('/debug/pprof/profile', {
      summary: 'Profile of the processor.',
      parameters: [query('seconds', integer('How long'))],
      replies: { 200: content(['text/plain', 'application/octet-stream'], 'Done'), ...failures(404) },
    }),
  ),

  DebugPprofSymbol: unpublished(
    get('/debug/pprof/symbol', {
      summary: 'Names of program counters.',
      replies: { 200: content(['text/plain', 'application/octet-stream'], 'Done'), ...failures(404) },
    }),
  ),

  DebugPprofTrace: unpublished(
    get('/debug/pprof/trace', {
      summary: 'Execution trace.',
      parameters: [query('seconds', integer('How long'))],
      replies: { 200: content(['text/plain', 'application/octet-stream'], 'Done'), ...failures(404) },
    }),
  ),

  DebugPprofNamed: unpublished(
    get('/debug/pprof/{name}', {
      summary: 'One named profile.',
      parameters: [
        segment('name', string('Name of the profile')),
        query('seconds', integer('How long')),
        query('debug', integer('1 for text')),
        query('gc', integer('1 to collect garbage first')),
      ],
      replies: { 200: content(['text/plain', 'application/octet-stream'], 'Done'), ...failures(404) },
    }),
  ),
})
