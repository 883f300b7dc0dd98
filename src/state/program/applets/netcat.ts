import { SystemError } from '../../filesystem/contract.ts'
import { timer, waitFor, write } from '../../kernel/calls.ts'
import { datagramFile } from '../../kernel/datagram-file.ts'
import type { Listener, StreamSocket } from '../../kernel/network.ts'
import type { OpenFile } from '../../kernel/open-file.ts'
import type { Process, Step } from '../../kernel/process.ts'
import { anyOf, type Wait } from '../../wait.ts'
import type { Applets, Invocation } from './applet.ts'
import { attempt, messageOf } from './messages.ts'
import { parseOptions, UsageError } from './options.ts'
import { accept, connect } from './sockets.ts'

/** One direction of the relay: what has been read and not been written yet. */
interface Flow {
  readonly from: OpenFile
  readonly to: OpenFile
  pending: Uint8Array
  ended: boolean
}

const flow = (from: OpenFile, to: OpenFile): Flow => ({ from, to, pending: new Uint8Array(0), ended: false })

/** Moves what can be moved; answers what to wait for, or undefined when something moved. */
const advance = (way: Flow): Wait | undefined => {
  if (way.pending.length > 0) {
    const taken = way.to.write(way.pending)
    way.pending = way.pending.subarray(taken)
    return taken > 0 ? undefined : way.to.writable
  }
  const bytes = way.from.read(65_536)
  if (bytes === undefined) return way.from.readable
  if (bytes.length === 0) way.ended = true
  way.pending = bytes
  return undefined
}

/** stdin to the socket and the socket to stdout, until the other side is done. */
function* relay(invocation: Invocation, socket: StreamSocket, idleMilliseconds: number | undefined): Step<number> {
  const { process } = invocation
  const [input, output] = [process.files.get(0), process.files.get(1)]
  if (!output) throw new SystemError('EBADF')
  const inward = flow(socket, output)
  const outward = input ? flow(input, socket) : undefined
  let idle = false
  const due =
    idleMilliseconds === undefined
      ? undefined
      : timer(process, idleMilliseconds, () => {
          idle = true
        })
  try {
    while (!inward.ended && !idle) {
      const waits: Wait[] = due ? [due] : []
      let moved = false
      for (const way of [inward, outward]) {
        if (!way || way.ended) continue
        const wait = advance(way)
        if (wait) waits.push(wait)
        else moved = true
        if (way === outward && way.ended) socket.shutdown()
      }
      yield moved ? undefined : anyOf(...waits)
    }
    return 0
  } catch (error) {
    // The other side has gone while we were writing: nc just ends.
    if (error instanceof SystemError && (error.code === 'EPIPE' || error.code === 'ECONNRESET')) return 1
    throw error
  } finally {
    due?.cancel()
  }
}

function* serveProgram(process: Process, socket: StreamSocket, argv: readonly string[]): Step<void> {
  const files = new Map<number, OpenFile>([
    [0, socket.retain()],
    [1, socket.retain()],
  ])
  const errors = process.files.get(2)
  if (errors) files.set(2, errors.retain())
  const child = process.kernel.spawn({ argv, parent: process, files })
  socket.release()
  yield* waitFor(child)
}

function* listen(invocation: Invocation, port: number, argv: readonly string[] | undefined): Step<number> {
  const { options, process } = invocation
  const listener: Listener = process.kernel.network.listen(options.value('s') ?? '0.0.0.0', port)
  try {
    const many = options.count('l') > 1 || options.has('k')
    do {
      const socket = yield* accept(process, listener)
      if (!socket) return 1
      if (options.has('v'))
        yield* write(
          process,
          2,
          `connect to ${socket.localAddress}:${socket.localPort} from ${socket.remoteAddress}:${socket.remotePort}\n`,
        )
      if (argv) yield* serveProgram(process, socket, argv)
      else {
        yield* relay(invocation, socket, undefined)
        socket.release()
      }
    } while (many)
    return 0
  } finally {
    listener.close()
  }
}

/** `nc -u -l`: whoever speaks first is the peer. */
function* listenDatagrams(invocation: Invocation, port: number, argv: readonly string[] | undefined): Step<number> {
  const { options, process } = invocation
  const socket = process.kernel.network.datagrams(options.value('s') ?? '0.0.0.0', port)
  try {
    let first = socket.receive()
    while (!first) {
      yield socket.readable
      first = socket.receive()
    }
    const peer = datagramFile(socket, first, first.bytes)
    if (argv) yield* serveProgram(process, peer, argv)
    else yield* relay(invocation, peer, undefined)
    return 0
  } finally {
    socket.close()
  }
}

const connectDatagrams = (process: Process, host: string, port: number): StreamSocket => {
  const [address] = process.kernel.network.resolve(host)
  if (address === undefined) throw new SystemError('ENOENT', host)
  return datagramFile(process.kernel.network.datagrams('', 0), { address, port })
}

const ncSyntax = { short: 'lkp:w:zvnui:s:' }

function* nc(called: Invocation): Step<number> {
  // `-e PROG ARGS` takes the rest of the command line (networking/nc.c).
  const program = called.words.indexOf('-e')
  const options = parseOptions(ncSyntax, program < 0 ? called.words : called.words.slice(0, program))
  const argv = program < 0 ? undefined : called.words.slice(program + 1)
  const invocation: Invocation = { ...called, options }
  const { operands: own } = options
  const { process } = invocation
  if (options.has('l')) {
    const port = Number(options.value('p') ?? own.at(-1) ?? Number.NaN)
    if (!(port >= 0)) throw new UsageError()
    const isUdp = options.has('u')
    const { network } = process.kernel
    const failed = attempt(() => (isUdp ? network.datagrams('', port) : network.listen('0.0.0.0', port)).close())
    if (failed instanceof SystemError) {
      yield* invocation.complain(`bind: ${messageOf(failed)}`)
      return 1
    }
    return yield* (isUdp ? listenDatagrams : listen)(invocation, port, argv)
  }
  const [host, portText] = own
  if (host === undefined || portText === undefined) throw new UsageError()
  const waitSeconds = options.value('w')
  const reach = options.has('u') ? connectDatagrams : connect
  const socket = attempt(() => reach(process, host, Number(portText)))
  if (socket instanceof SystemError) {
    const resolved = socket.code === 'ENOENT' && socket.path !== undefined
    if (!options.has('z') || options.has('v'))
      yield* invocation.complain(
        resolved ? `bad address '${host}'` : `can't connect to remote host (${host}): ${messageOf(socket)}`,
      )
    return 1
  }
  if (options.has('v')) yield* write(process, 2, `${host} (${socket.remoteAddress}:${socket.remotePort}) open\n`)
  if (options.has('z')) {
    socket.release()
    return 0
  }
  if (argv) {
    yield* serveProgram(process, socket, argv)
    return 0
  }
  const status = yield* relay(invocation, socket, waitSeconds === undefined ? undefined : Number(waitSeconds) * 1000)
  socket.release()
  return status
}

/** telnet without its negotiation: enough to speak to a port. */
function* telnet(invocation: Invocation): Step<number> {
  const { operands, process } = invocation
  const [host, port = '23'] = operands
  if (host === undefined) throw new UsageError()
  const socket = attempt(() => connect(process, host, Number(port)))
  if (socket instanceof SystemError) {
    yield* invocation.complain(
      socket.code === 'ENOENT'
        ? `bad address '${host}'`
        : `can't connect to remote host (${host}): ${messageOf(socket)}`,
    )
    return 1
  }
  yield* write(process, 1, `Connected to ${host}\r\n`)
  const status = yield* relay(invocation, socket, undefined)
  yield* write(process, 1, 'Connection closed by foreign host\r\n')
  return status
}

export const netcatApplets: Applets = {
  nc: {
    usage: '[-iN] [-wN] [-l] [-p PORT] [-f FILE|IPADDR PORT] [-e PROG]',
    run: nc,
  },
  telnet: { syntax: { short: 'al:' }, usage: '[-a] [-l USER] HOST [PORT]', run: telnet },
}
