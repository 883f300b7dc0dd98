import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { remoteImage } from '../../src/state/image/catalogue/image.ts'
import { repositories } from '../../src/state/image/catalogue/repositories.ts'
import type { Content } from '../../src/state/image/content/content.ts'

/** What one request gets; undefined: what an honest registry says. */
export type Answer = (request: IncomingMessage, response: ServerResponse, content: Content | undefined) => boolean

export interface Server {
  /** `127.0.0.1:45123` */
  readonly domain: string
  readonly requests: string[]
  close(): Promise<void>
}

const busybox = repositories.get('library/busybox')
const variant = busybox?.variant('latest')
if (!busybox || !variant) throw new Error('there is no busybox')

/** The image that every repository of the server has under every tag. */
export const image = remoteImage(busybox, variant)
const contents: readonly Content[] = [
  image.index,
  ...image.images.flatMap(({ configuration, layers, manifest }) => [
    manifest,
    configuration,
    ...layers.map(({ blob }) => blob),
  ]),
]
const byDigest = new Map(contents.map(content => [content.digest, content]))
export const layer = image.images[0]?.layers[0]?.blob.digest ?? ''

export const sendError = (response: ServerResponse, status: number, code: string, message: string): boolean => {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ errors: [{ code, message }] }))
  return true
}

/** Answers requests of one kind, `GET /v2/…`, and leaves the others to an honest registry. */
export const on =
  (pattern: RegExp, answer: Answer): Answer =>
  (request, response, content) =>
    pattern.test(`${request.method} ${request.url}`) && answer(request, response, content)

const honest = ({ method, url = '' }: IncomingMessage, response: ServerResponse, content: Content | undefined) => {
  if (url === '/v2/') response.end('{}')
  else if (url.endsWith('/tags/list')) response.end(JSON.stringify({ tags: ['1'] }))
  else if (!content) sendError(response, 404, 'MANIFEST_UNKNOWN', 'manifest unknown')
  else {
    const { digest, mediaType, sizeBytes } = content
    response.writeHead(200, { 'content-type': mediaType, 'content-length': sizeBytes, 'docker-content-digest': digest })
    response.end(method === 'HEAD' ? undefined : content.bytes())
  }
}

/** A registry on this machine that answers as it is told to. */
export const startServer = async (answer: Answer = () => false): Promise<Server> => {
  const requests: string[] = []
  const server = createServer((request, response) => {
    const { method, url = '' } = request
    requests.push(`${method} ${url}`)
    const name = url.split('/').at(-1)?.split('?')[0] ?? ''
    const content = byDigest.get(name) ?? (/\/manifests\/\w+$/.test(url) ? image.index : undefined)
    request.resume()
    if (!answer(request, response, content)) honest(request, response, content)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    domain: `127.0.0.1:${port}`,
    requests,
    close: () => {
      server.closeAllConnections()
      return new Promise(resolve => server.close(() => resolve()))
    },
  }
}
