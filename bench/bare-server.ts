import { readFileSync } from 'node:fs'
import http from 'node:http'

/**
 * The limit: Node's own HTTP server answering what it was given, without looking at the request. Arguments: the path
 * of its socket and a file of `{path: {status, headers, body}}`.
 */
const [socketPath, answersFile] = process.argv.slice(2)
if (!socketPath || !answersFile) throw new Error('usage: bare-server.ts SOCKET ANSWERS')

interface Answer {
  readonly status: number
  /** Names and values in turn. */
  readonly headers: readonly string[]
  readonly body: string
}

const answers = JSON.parse(readFileSync(answersFile, 'utf8')) as Readonly<Record<string, Answer>>

http
  .createServer((request, response) => {
    const answer = answers[request.url ?? '']
    if (!answer) {
      response.writeHead(404).end()
      return
    }
    // The same headers as the daemon's and no others.
    response.sendDate = false
    response.removeHeader('connection')
    response.writeHead(answer.status, answer.headers as string[])
    response.end(answer.body)
  })
  .listen(socketPath, () => process.send?.('ready'))
