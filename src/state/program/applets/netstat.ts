import type { Step } from '../../kernel/process.ts'
import type { Applets, Invocation } from './applet.ts'
import { route } from './network.ts'

function* netstat(invocation: Invocation): Step<number> {
  const { options, process, output } = invocation
  if (options.has('r')) return yield* route(invocation)
  const { listeners, connections } = process.kernel.network
  const only = (protocol: 'tcp' | 'udp'): boolean => !options.has('tu') || options.has(protocol[0] ?? '')
  const listening = options.has('la')
  const title = options.has('a') ? '(servers and established)' : options.has('l') ? '(only servers)' : '(w/o servers)'
  const program = options.has('p')
  output.text(
    `Active Internet connections ${title}\nProto Recv-Q Send-Q Local Address           Foreign Address         State       ${program ? 'PID/Program name    ' : ''}\n`,
  )
  const row = (protocol: string, local: string, remote: string, state: string): string =>
    `${protocol.padEnd(5)} ${'0'.padStart(6)} ${'0'.padStart(6)} ${local.padEnd(23)} ${remote.padEnd(23)} ${state.padEnd(11)} ${program ? '-                   ' : ''}\n`
  if (listening)
    for (const { protocol, address, port } of listeners)
      if (only(protocol))
        output.text(row(protocol, `${address}:${port}`, '0.0.0.0:*', protocol === 'tcp' ? 'LISTEN' : ''))
  if ((!options.has('l') || options.has('a')) && only('tcp'))
    for (const socket of connections)
      output.text(
        row(
          'tcp',
          `${socket.localAddress}:${socket.localPort}`,
          `${socket.remoteAddress}:${socket.remotePort}`,
          'ESTABLISHED',
        ),
      )
  yield undefined
  return 0
}

function* ss(invocation: Invocation): Step<number> {
  const { options, process, output } = invocation
  const { listeners, connections } = process.kernel.network
  const row = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => cell.padEnd([6, 7, 7, 7, 19, 19][index] ?? 0))
      .join(' ')
      .trimEnd()
  const rows = [row(['Netid', 'State', 'Recv-Q', 'Send-Q', 'Local Address:Port', 'Peer Address:Port'])]
  const only = (protocol: 'tcp' | 'udp'): boolean => !options.has('tu') || options.has(protocol[0] ?? '')
  if (options.has('la'))
    for (const { protocol, address, port } of listeners)
      if (only(protocol))
        rows.push(
          row([
            protocol,
            protocol === 'tcp' ? 'LISTEN' : 'UNCONN',
            '0',
            protocol === 'tcp' ? '4096' : '0',
            `${address}:${port}`,
            '0.0.0.0:*',
          ]),
        )
  if (!options.has('l') || options.has('a'))
    for (const socket of connections)
      rows.push(
        row([
          'tcp',
          'ESTAB',
          '0',
          '0',
          `${socket.localAddress}:${socket.localPort}`,
          `${socket.remoteAddress}:${socket.remotePort}`,
        ]),
      )
  output.text(`${rows.join('\n')}\n`)
  yield undefined
  return 0
}

/** getent hosts, passwd and group: what scripts ask the name service for. */
function* getent({ operands, process, output }: Invocation): Step<number> {
  const [database, ...keys] = operands
  let found = 0
  for (const key of keys) {
    if (database === 'hosts' || database === 'ahosts' || database === 'ahostsv4') {
      const addresses = process.kernel.network.resolve(key)
      if (addresses.length > 0) found++
      for (const address of addresses.slice(0, 1)) output.text(`${address.padEnd(15)} ${key}\n`)
    } else {
      const line = process.filesystem
        .readText(`/etc/${database}`)
        .split('\n')
        .find(row => row.split(':').some((field, index) => (index === 0 || index === 2) && field === key))
      if (line !== undefined) found++
      if (line !== undefined) output.text(`${line}\n`)
    }
  }
  yield undefined
  return found === keys.length ? 0 : 2
}

export const netstatApplets: Applets = {
  netstat: { syntax: { short: 'alntupWrexw' }, usage: '[-ral] [-tuwx] [-en] [-p] [-W]', run: netstat },
}

/** Of iproute2 and glibc, not of busybox. */
export const debianNetworkApplets: Applets = {
  ss: { syntax: { short: 'altunpoemH4' }, usage: '[ OPTIONS ]', run: ss },
  getent: { usage: '[OPTION...] database [key ...]', run: getent },
}
