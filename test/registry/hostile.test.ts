import { describe, expect, test } from 'vitest'
import { pullImage } from '../../src/state/image/pull.ts'
import { refusableProgress } from '../../src/state/progress.ts'
import { nobody } from '../../src/state/registry/credentials.ts'
import { engineFor, outcome, pull, withServer } from './pulls.ts'
import { type Answer, image, layer, on, sendError } from './server.ts'

const status = (code: number, name: string, message: string): Answer =>
  on(/\/v2\/x\//, (_, response) => sendError(response, code, name, message))

const layerPattern = new RegExp(layer)
const resolving = 'failed to resolve reference "HOST/x:1": '
const head = 'from HEAD request to http://HOST/v2/x/manifests/1: '
const opening = 'failed to copy: httpReadSeeker: failed open: '
const config = image.images[0]?.configuration.digest ?? ''
const { digest } = image.index

const damaged: Answer = (_, response, content) => {
  const bytes = Uint8Array.from(content?.bytes() ?? [])
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
  response.writeHead(200, { 'content-length': bytes.length })
  response.end(bytes)
  return true
}

const short = (ends: boolean): Answer =>
  on(layerPattern, (_, response, content) => {
    const bytes = content?.bytes() ?? new Uint8Array(0)
    response.writeHead(200, { 'content-length': ends ? 20 : bytes.length })
    response.write(bytes.subarray(0, 20))
    if (ends) response.end()
    else setTimeout(() => response.destroy(), 20)
    return true
  })

const actual = (text: string): unknown => expect.stringContaining(text)
const size = image.images[0]?.layers[0]?.blob.sizeBytes

/** As 28.5.2 said it with either store, and 29's source where it says otherwise. */
const personalities: readonly [what: string, answer: Answer, containerd: unknown, graph: unknown][] = [
  [
    'has nothing of that name',
    status(404, 'MANIFEST_UNKNOWN', 'manifest unknown'),
    `not-found: ${resolving}HOST/x:1: not found`,
    'not-found: manifest unknown',
  ],
  [
    'limits rates',
    status(429, 'TOOMANYREQUESTS', 'slow down'),
    `internal: unknown: ${resolving}unexpected status ${head}429 Too Many Requests`,
    'too-many-requests: toomanyrequests: slow down',
  ],
  [
    'is broken',
    status(500, 'UNKNOWN', 'boom'),
    `internal: unknown: ${resolving}unexpected status ${head}500 Internal Server Error`,
    'internal: received unexpected HTTP status: 500 Internal Server Error',
  ],
  [
    'denies access',
    status(403, 'DENIED', 'requested access to the resource is denied'),
    'forbidden: error from registry: requested access to the resource is denied',
    'forbidden: denied',
  ],
  [
    'does not say how to log in',
    status(401, 'UNAUTHORIZED', 'authentication required'),
    `internal: unknown: ${resolving}unexpected status ${head}401 Unauthorized`,
    'unauthorized: unauthorized',
  ],
  [
    'wants a password',
    on(/\/v2\/x\//, (_, response) => {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="here"' })
      response.end()
      return true
    }),
    `internal: ${resolving}pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials`,
    'internal: Head "http://HOST/v2/x/manifests/1": no basic auth credentials',
  ],
  [
    'never answers',
    on(/\/v2\//, () => true),
    `internal: ${resolving}failed to do request: Head "http://HOST/v2/x/manifests/1": net/http: timeout awaiting response headers`,
    'internal: Get "http://HOST/v2/": net/http: timeout awaiting response headers',
  ],
  [
    'is no HTTP server',
    (request, response) => {
      response.socket?.end(`nonsense ${request.url}\r\n\r\n`)
      return true
    },
    actual('net/http: HTTP/1.x transport connection broken'),
    actual('net/http: HTTP/1.x transport connection broken'),
  ],
  [
    'has a manifest of an unknown kind',
    on(/manifests/, (request, response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'content-length': 6 })
      response.end(request.method === 'HEAD' ? undefined : '<html>')
      return true
    }),
    actual(`${opening}could not fetch content descriptor sha256:`),
    'invalid: unsupported manifest format',
  ],
  [
    'has a manifest that is too big',
    on(/HEAD .*manifests/, (_, response) => {
      response.writeHead(200, { 'content-length': 2 ** 40, 'docker-content-digest': digest })
      response.end()
      return true
    }),
    `not-found: ${resolving}rejecting ${2 ** 40} byte manifest for HOST/x:1: not found`,
    'internal: manifest verification failed',
  ],
  [
    'sends another manifest',
    on(new RegExp(`GET .*manifests/${digest}`), damaged),
    actual(`internal: failed commit on ref "index-${digest}": commit failed: unexpected commit digest sha256:`),
    `stream: manifest verification failed for digest ${digest}`,
  ],
  [
    'sends another configuration',
    on(new RegExp(config), damaged),
    actual(`stream: failed commit on ref "config-${config}": commit failed: unexpected commit digest sha256:`),
    `stream: error pulling image configuration: image config verification failed for digest ${config}`,
  ],
  [
    'lacks the configuration',
    on(new RegExp(config), (_, response) => sendError(response, 404, 'BLOB_UNKNOWN', 'blob unknown to registry')),
    `stream: ${opening}could not fetch content descriptor ${config} (application/vnd.oci.image.config.v1+json) from remote: not found`,
    'stream: error pulling image configuration: download failed after attempts=1: unknown blob',
  ],
  [
    'sends another layer',
    on(layerPattern, damaged),
    actual(`stream: failed commit on ref "layer-${layer}": commit failed: unexpected commit digest sha256:`),
    `stream: filesystem layer verification failed for digest ${layer}`,
  ],
  [
    'sends half a layer',
    short(true),
    `stream: short read: expected ${size} bytes but got 20: unexpected EOF`,
    `stream: filesystem layer verification failed for digest ${layer}`,
  ],
  [
    'breaks off amid a layer',
    short(false),
    `stream: short read: expected ${size} bytes but got 20: unexpected EOF`,
    'stream: download failed after attempts=6: unexpected EOF',
  ],
  [
    'stops amid a layer',
    on(layerPattern, (_, response, content) => {
      response.writeHead(200, { 'content-length': content?.sizeBytes ?? 0 })
      response.write('some')
      return true
    }),
    `stream: short read: expected ${size} bytes but got 4: unexpected EOF`,
    'stream: download failed after attempts=6: unexpected EOF',
  ],
  [
    'sends a layer without end',
    on(layerPattern, (_, response) => {
      const timer = setInterval(() => response.write('x'.repeat(100_000)), 5)
      response.on('close', () => clearInterval(timer))
      return true
    }),
    actual(`"layer-${layer}" failed size validation: `),
    `stream: filesystem layer verification failed for digest ${layer}`,
  ],
  [
    'breaks on layers',
    on(layerPattern, (_, response) => sendError(response, 500, 'UNKNOWN', 'boom')),
    'stream: error from registry: boom',
    'stream: download failed after attempts=6: unknown: boom',
  ],
  [
    'redirects for ever',
    on(layerPattern, (request, response) => {
      const [path, count = '0'] = (request.url ?? '').split('?')
      response.writeHead(307, { location: `${path}?${Number(count) + 1}` })
      response.end()
      return true
    }),
    `stream: ${opening}failed to do request: Get "http://HOST/v2/x/blobs/${layer}?N": stopped after 10 redirects`,
    'stream: download failed after attempts=6: stopped after 10 redirects',
  ],
  [
    'redirects to a file',
    on(layerPattern, (_, response) => {
      response.writeHead(307, { location: 'file:///etc/passwd' })
      response.end()
      return true
    }),
    `stream: ${opening}failed to do request: Get "file:///etc/passwd": unsupported protocol scheme "file"`,
    'stream: download failed after attempts=6: unsupported protocol scheme "file"',
  ],
]

describe.each(personalities)('a registry that %s', (_, answer, containerd, graph) => {
  test('is reported as a containerd store does', async () => {
    expect(await outcome('docker-29', answer)).toEqual(containerd)
  })

  test('is reported as graph drivers do', async () => {
    expect(await outcome('docker-28', answer)).toEqual(graph)
  })
})

describe('an honest registry', () => {
  test.each(['docker-29', 'docker-28'])('is pulled from by %s', async profile => {
    expect(await outcome(profile)).toBe('Status: Downloaded newer image for HOST/x:1')
  })

  test('that counts attempts sees six of them, with a countdown between', () =>
    withServer(
      on(layerPattern, (_, response) => sendError(response, 500, 'UNKNOWN', 'boom')),
      async server => {
        const { messages } = await pull(engineFor(server.domain, 'docker-28'), `${server.domain}/x`)
        expect(server.requests.filter(request => layerPattern.test(request))).toHaveLength(6)
        const waits = messages.flatMap(({ status }) => (status?.startsWith('Retrying') ? [status] : []))
        expect(waits.slice(0, 6).map(wait => wait.slice('Retrying in '.length))).toEqual([
          '5 seconds',
          '4 seconds',
          '3 seconds',
          '2 seconds',
          '1 second',
          '10 seconds',
        ])
      },
    ))

  test('is left alone when nobody listens any more', () =>
    withServer(
      on(layerPattern, () => true),
      async server => {
        const engine = engineFor(server.domain, 'docker-29')
        const steps = pullImage(engine, { fromImage: `${server.domain}/x`, tag: '1', credentials: nobody })
        const source = await refusableProgress(engine.clock, steps)
        while (!server.requests.some(request => layerPattern.test(request)))
          await new Promise(done => setTimeout(done, 5))
        source.close()
        await new Promise(done => setTimeout(done, 50))
        expect(engine.images.size).toBe(0)
      },
    ))

  test('is asked for what its host is named in, and nothing else', () =>
    withServer(undefined, async server => {
      const engine = engineFor(server.domain, 'docker-29')
      const port = server.domain.split(':')[1]
      expect((await pull(engine, `localhost:${port}/x`)).messages.at(-1)?.status).toContain('Downloaded newer image')
      const { length } = server.requests
      expect((await pull(engine, 'nosuch')).refusal).toContain('pull access denied for nosuch')
      expect((await pull(engine, 'registry.example/x')).refusal).toContain('registry.example/x:1: not found')
      expect(server.requests).toHaveLength(length)
    }))
})
