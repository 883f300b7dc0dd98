import { integer, object, string } from '../vocabulary.ts'
import { content, failures, get, json, operations, query, segment, unpublished } from './vocabulary.ts'

/** Go's own debugging endpoints. */
export const debugOperations = operations('Debug', {
  DebugVars: unpublished(
    get('/debug/vars', { summary: 'DebugVars', replies: { 200: json(object(), 'Done'), ...failures(404) } }),
  ),

  DebugPprofIndex: unpublished(
    get('/debug/pprof/', {
      summary: 'DebugPprofIndex',
      replies: { 200: content(['text/plain', 'application/octet-stream'], 'Done'), ...failures(404) },
    }),
  ),

  DebugPprofCmdline: unpublished(
    get('/debug/pprof/cmdline', {
      summary: 'DebugPprofCmdline',
      replies: { 200: content(['text/plain', 'application/octet-stream'], 'Done'), ...failures(404) },
    }),
  ),

  DebugPprofProfile: unpublished(
    get('/debug/pprof/profile', {
      summary: 'DebugPprofProfile',
      parameters: [query('seconds', integer(''))],
      replies: { 200: content(['text/plain', 'application/octet-stream'], 'Done'), ...failures(404) },
    }),
  ),

  DebugPprofSymbol: unpublished(
    get('/debug/pprof/symbol', {
      summary: 'DebugPprofSymbol',
      replies: { 200: content(['text/plain', 'application/octet-stream'], 'Done'), ...failures(404) },
    }),
  ),

  DebugPprofTrace: unpublished(
    get('/debug/pprof/trace', {
      summary: 'DebugPprofTrace',
      parameters: [query('seconds', integer(''))],
      replies: { 200: content(['text/plain', 'application/octet-stream'], 'Done'), ...failures(404) },
    }),
  ),

  DebugPprofNamed: unpublished(
    get('/debug/pprof/{name}', {
      summary: 'DebugPprofNamed',
      parameters: [
        segment('name', string()),
        query('seconds', integer('')),
        query('debug', integer('')),
        query('gc', integer('')),
      ],
      replies: { 200: content(['text/plain', 'application/octet-stream'], 'Done'), ...failures(404) },
    }),
  ),
})
