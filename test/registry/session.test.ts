import { describe, expect, test } from 'vitest'
import { DockerError } from '../../src/state/error.ts'
import { pushImage } from '../../src/state/image/push.ts'
import { tagImage } from '../../src/state/image/tag.ts'
import { type Credentials, nobody } from '../../src/state/registry/credentials.ts'
import { authenticate } from '../../src/state/system/auth.ts'
import { engineFor, outcome, play, pull, withServer } from './pulls.ts'
import { type Answer, image, on, sendError } from './server.ts'

const me: Credentials = { ...nobody, username: 'me', password: 'secret: ü' }
const basic = `Basic ${Buffer.from('me:secret: ü').toString('base64')}`

const sendJson = (response: Parameters<Answer>[1], value: unknown): boolean => {
  response.end(JSON.stringify(value))
  return true
}

/** Wants the name and the password that are right. */
const wantsPassword: Answer = on(/\/v2\//, ({ headers }, response) => {
  if (headers.authorization === basic) return false
  response.writeHead(401, { 'www-authenticate': 'Basic realm="here"' })
  response.end()
  return true
})

interface TokenWorld {
  /** What the token service says; undefined gives a token. */
  readonly service?: Answer
  readonly error?: string
  /** What was asked for at the token service, and as whom. */
  readonly asked?: string[]
}

/** Wants a token that its own service gives. */
const wantsToken =
  ({ service, error = '', asked = [] }: TokenWorld = {}): Answer =>
  (request, response, content) => {
    const { headers, method, url = '' } = request
    const host = headers.host ?? ''
    if (url.startsWith('/token')) {
      asked.push(`${method} ${url} ${headers.authorization ?? 'nobody'}`)
      if (service) return service(request, response, content)
      return sendJson(response, { token: headers.authorization === basic ? 'mine' : 'anybody', refresh_token: 'keep' })
    }
    const isWelcome = headers.authorization === 'Bearer mine' || (!error && headers.authorization === 'Bearer anybody')
    if (isWelcome) return false
    const more = error && headers.authorization ? `,error="${error}"` : ''
    response.writeHead(401, {
      'www-authenticate': `Bearer realm="http://${host}/token",service="reg \\"one\\"",scope="repository:x:pull"${more}`,
    })
    response.end()
    return true
  }

const pulled = 'Status: Downloaded newer image for HOST/x:1'

describe('a pull', () => {
  test('shows a password to a registry that wants one', async () => {
    expect(await outcome('docker-29', wantsPassword, me)).toBe(pulled)
    expect(await outcome('docker-29', wantsPassword, { ...me, serverAddress: 'elsewhere.example' })).toContain(
      'no basic auth credentials',
    )
    expect(await outcome('docker-29', wantsPassword, { ...me, password: 'wrong' })).toContain('401 Unauthorized')
  })

  test('gets a token where the registry says, once, as nobody or as somebody', async () => {
    const asked: string[] = []
    expect(await outcome('docker-29', wantsToken({ asked }))).toBe(pulled)
    expect(await outcome('docker-28', wantsToken({ asked, error: 'insufficient_scope' }), me)).toBe(pulled)
    const query = 'service=reg+%22one%22&scope=repository%3Ax%3Apull'
    expect(asked).toEqual([`GET /token?${query} nobody`, `GET /token?${query}&account=me ${basic}`])
  })

  test('sends tokens that it was given', async () => {
    expect(await outcome('docker-29', wantsToken(), { ...nobody, registryToken: 'mine' })).toBe(pulled)
    const service: Answer = (request, response) => {
      let body = ''
      request.on('data', piece => {
        body += piece
      })
      request.on('end', () => {
        const { grant_type: grant, refresh_token: token } = Object.fromEntries(new URLSearchParams(body))
        sendJson(response, { access_token: grant === 'refresh_token' && token === 'id' ? 'mine' : 'anybody' })
      })
      return true
    }
    const world = wantsToken({ error: 'insufficient_scope', service })
    expect(await outcome('docker-29', world, { ...nobody, identityToken: 'id' })).toBe(pulled)
  })

  test.each<[what: string, world: TokenWorld, containerd: string, graph: string]>([
    [
      'a token that is worth nothing',
      { error: 'insufficient_scope' },
      "not-found: pull access denied for HOST/x, repository does not exist or may require 'docker login'",
      "not-found: pull access denied for HOST/x, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
    ],
    [
      'a service that knows nobody',
      { service: (_, response) => sendError(response, 401, 'UNAUTHORIZED', 'incorrect username or password') },
      'unauthorized: error from registry: incorrect username or password',
      'unauthorized: Head "http://HOST/v2/x/manifests/1": unauthorized: incorrect username or password',
    ],
    [
      'a service that is broken',
      {
        service: (_, response) => {
          response.writeHead(502)
          response.end('<html>')
          return true
        },
      },
      'internal: unknown: failed to resolve reference "HOST/x:1": failed to authorize: failed to fetch anonymous token: unexpected status from GET request to http://HOST/token: 502 Bad Gateway',
      'internal: Head "http://HOST/v2/x/manifests/1": received unexpected HTTP status: 502 Bad Gateway',
    ],
    [
      'a service that gives none',
      { service: (_, response) => sendJson(response, { token: 3 }) },
      'internal: error from registry: authorization server did not include a token in the response',
      'internal: Head "http://HOST/v2/x/manifests/1": received unexpected HTTP status: 200 OK',
    ],
  ])('meets %s', async (_, world, containerd, graph) => {
    expect(await outcome('docker-29', wantsToken(world))).toBe(containerd)
    expect(await outcome('docker-28', wantsToken(world))).toBe(graph)
  })
})

describe('a login', () => {
  const login = (answer: Answer | undefined, credentials: Partial<Credentials>): Promise<unknown> =>
    withServer(answer, async ({ domain }) => {
      const config = { ...credentials, serveraddress: domain }
      const answered = authenticate(engineFor(domain, 'docker-29'), config, new AbortController().signal)
      return answered.catch(error => {
        if (!(error instanceof DockerError)) throw error
        return `${error.kind}: ${error.message.replaceAll(domain, 'HOST')}`
      })
    })
  const welcome = { Status: 'Login Succeeded' }

  test.each<[what: string, answer: Answer | undefined, credentials: Partial<Credentials>, outcome: unknown]>([
    ['everybody where nothing is wanted', undefined, me, welcome],
    ['somebody with the right password', wantsPassword, me, welcome],
    [
      'nobody with a wrong one',
      wantsPassword,
      { ...me, password: 'wrong' },
      'internal: login attempt to http://HOST/v2/ failed with status: 401 Unauthorized',
    ],
    ['nobody without one', wantsPassword, {}, 'internal: Get "http://HOST/v2/": no basic auth credentials'],
    ['somebody who gets a token', wantsToken(), me, { ...welcome, IdentityToken: 'keep' }],
    [
      'nobody whom the token service refuses',
      wantsToken({ service: (_, response) => sendError(response, 401, 'UNAUTHORIZED', 'who are you') }),
      me,
      'unauthorized: Get "http://HOST/v2/": unauthorized: who are you',
    ],
    [
      'nobody at a broken one',
      (_, response) => sendError(response, 500, 'UNKNOWN', 'boom'),
      me,
      'internal: login attempt to http://HOST/v2/ failed with status: 500 Internal Server Error',
    ],
  ])('lets in %s', async (_, answer, credentials, expected) => {
    expect(await login(answer, credentials)).toEqual(expected)
  })
})

describe('a push', () => {
  /** Pulls an image, names it anew and pushes it to the same server. */
  const push = (profile: string, answer: Answer): Promise<string> =>
    withServer(answer, async ({ domain }) => {
      const engine = engineFor(domain, profile)
      await pull(engine, `${domain}/x`)
      tagImage(engine, `${domain}/x:1`, `${domain}/mine`, '1')
      const request = { name: `${domain}/mine`, tag: '1', credentials: nobody, apiVersion: '1.51' } as const
      const { messages } = await play(engine, pushImage(engine, request))
      const last = messages.at(-1)
      return (last?.errorDetail?.message ?? last?.status ?? JSON.stringify(last)).replaceAll(domain, 'HOST')
    })

  const lacks: Answer = on(/HEAD \/v2\/mine\/blobs/, (_, response) => {
    response.writeHead(404)
    response.end()
    return true
  })
  const first =
    (...answers: readonly Answer[]): Answer =>
    (request, response, content) =>
      answers.some(answer => answer(request, response, content))
  const refuses = (pattern: RegExp, status: number, code: string, message: string): Answer =>
    first(
      lacks,
      on(pattern, (_, response) => sendError(response, status, code, message)),
    )

  const layer = image.images[0]?.layers[0]?.blob.digest
  test.each<[what: string, answer: Answer, containerd: string, graph: string]>([
    [
      'is refused where it begins',
      refuses(/POST/, 403, 'DENIED', 'requested access to the resource is denied'),
      'error from registry: requested access to the resource is denied',
      'denied',
    ],
    [
      'is refused where it looks',
      on(/HEAD \/v2\/mine/, (_, response) => {
        response.writeHead(500)
        response.end()
        return true
      }),
      `unknown: unexpected status from HEAD request to http://HOST/v2/mine/blobs/${layer}: 500 Internal Server Error`,
      'received unexpected HTTP status: 500 Internal Server Error',
    ],
    [
      'is limited',
      refuses(/POST/, 429, 'TOOMANYREQUESTS', 'slow down'),
      'error from registry: slow down',
      'toomanyrequests: slow down',
    ],
    [
      'goes where nobody listens',
      first(
        lacks,
        on(/POST/, (_, response) => {
          response.writeHead(202, { location: 'http://127.0.0.1:9/upload' })
          response.end()
          return true
        }),
      ),
      `failed to do request: Put "http://127.0.0.1:9/upload?digest=${layer?.replace(':', '%3A')}": `,
      `Put "http://127.0.0.1:9/upload?digest=${layer?.replace(':', '%3A')}": `,
    ],
  ])('that %s says so', async (_, answer, containerd, graph) => {
    expect(await push('docker-29', answer)).toContain(containerd)
    expect(await push('docker-28', answer)).toContain(graph)
  })

  test('finds what is there, and tells the registry what it is called', () =>
    withServer(
      on(/PUT/, (_, response) => {
        response.writeHead(201)
        response.end()
        return true
      }),
      async server => {
        const engine = engineFor(server.domain, 'docker-29')
        await pull(engine, `${server.domain}/x`)
        tagImage(engine, `${server.domain}/x:1`, `${server.domain}/mine`, '2')
        const { length } = server.requests
        const request = { name: `${server.domain}/mine`, credentials: nobody, apiVersion: '1.51' } as const
        await play(engine, pushImage(engine, request))
        const { configuration, manifest } = engine.images.resolve(`${server.domain}/mine:2`)
        expect(server.requests.slice(length)).toEqual([
          `HEAD /v2/mine/blobs/${layer}`,
          `HEAD /v2/mine/blobs/${configuration.digest}`,
          'PUT /v2/mine/manifests/2',
        ])
        expect(manifest.digest).toMatch(/^sha256:/)
      },
    ))
})
