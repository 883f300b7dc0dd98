import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Target } from '../../../src/conformance/index.ts'

/** A target on a socket of its own, for real clients: one whole reply to each request, without streams. */
export const serveTarget = async (target: Target): Promise<{ host: string; close(): Promise<void> }> => {
  const folder = mkdtempSync(join(tmpdir(), 'mockerd-mutant-'))
  const socketPath = join(folder, 'docker.sock')
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    const { method = '', url = '', headers } = request
    const passedOn = headers['content-type'] === undefined ? {} : { 'Content-Type': headers['content-type'] }
    const reply = await target.send({ method, target: url, headers: passedOn, body: Buffer.concat(parts) })
    const { 'content-length': _length, 'transfer-encoding': _encoding, ...sent } = reply.headers
    response.writeHead(reply.status, sent).end(reply.body)
  })
  await new Promise<void>(resolve => server.listen(socketPath, resolve))
  return {
    host: `unix://${socketPath}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => {
          rmSync(folder, { recursive: true, force: true })
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}
