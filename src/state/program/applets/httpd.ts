import { SystemError } from '../../filesystem/contract.ts'
import type { Process, Program, Step } from '../../kernel/process.ts'
import type { Applets, Invocation } from './applet.ts'
import { errorPage, type Site, serveHttp, staticResponse } from './http/server.ts'
import { attempt, messageOf } from './messages.ts'
import { UsageError } from './options.ts'
import { serveAll } from './sockets.ts'

/** Serves `root`. busybox names itself in no header and closes every connection. */
const siteOf = (process: Process, root: string): Site => ({
  serverHeader: undefined,
  respond(request) {
    if (request.method !== 'GET' && request.method !== 'HEAD') return { status: 501, body: errorPage(501, undefined) }
    const response = staticResponse(process, root, request, ['index.html'], undefined)
    // A directory without an index is not found (networking/httpd.c has no listing without a CGI program).
    return response.status === 403 ? { status: 404, body: errorPage(404, undefined) } : response
  },
})

function* httpd(invocation: Invocation): Step<number> {
  const { options, process } = invocation
  const place = /^(?:(.*):)?(\d+)$/.exec(options.value('p') ?? '80')
  if (!place) throw new UsageError(`invalid port '${options.value('p')}'`)
  const root = process.path(options.value('h') ?? '.')
  const listener = attempt(() =>
    process.kernel.network.listen(place[1]?.replace(/^\[|\]$/g, '') || '0.0.0.0', Number(place[2])),
  )
  if (listener instanceof SystemError) {
    yield* invocation.complain(`bind: ${messageOf(listener)}`)
    return 1
  }
  const serve: Program = function* (server) {
    try {
      yield* serveAll(server, {
        listeners: [listener],
        serve: (descriptor, socket) => serveHttp(server, descriptor, socket, siteOf(server, root)),
        onSignal: () => 'stop',
      })
      return 0
    } finally {
      listener.close()
    }
  }
  if (options.has('f') || options.has('i')) return yield* serve(process)
  // Without -f it goes to the background, and what started it goes on.
  process.kernel.spawn({
    argv: process.argv,
    program: serve,
    executable: process.executable,
    parent: process,
    newGroup: true,
  })
  return 0
}

export const httpdApplets: Applets = {
  httpd: {
    syntax: { short: 'ifvp:u:h:c:r:d:e:m:' },
    usage: '[-ifv[v]] [-c CONFFILE] [-p [IP:]PORT] [-u USER[:GRP]] [-r REALM] [-h HOME]',
    run: httpd,
  },
}
