import { content, failures, operations, post, unpublished } from './vocabulary.ts'

/** Long-lived connections for builders. */
export const sessionOperations = operations('Session', {
  Session: post('/session', {
    summary: 'Opens a connection over which a builder asks its client for files and secrets.',
    since: '1.31',
    replies: {
      101: content(['application/vnd.docker.raw-stream'], 'The connection is now a stream'),
      ...failures(400, 500),
    },
    stream: 'hijack',
  }),

  Grpc: unpublished(
    post('/grpc', {
      summary: "Opens a connection to the builder's own protocol.",
      replies: { 101: content([], 'The connection is now a stream'), ...failures(500) },
      stream: 'hijack',
    }),
  ),
})
