import { isAddress, isAddress4, isWithin } from '../../kernel/address.ts'
import { sleep } from '../../kernel/calls.ts'
import type { Interface, Route } from '../../kernel/network.ts'
import type { Process, Step } from '../../kernel/process.ts'
import type { Applets, Invocation } from './applet.ts'
import { UsageError } from './options.ts'
import { addressOf } from './sockets.ts'

const broadcastOf = (cidr: string): string => {
  const [address = '', prefix = '32'] = cidr.split('/')
  const bits = Number(prefix)
  const value = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
  const hosts = 2 ** (32 - bits)
  return dotted(Math.floor(value / hosts) * hosts + hosts - 1)
}
const dotted = (value: number): string => [24, 16, 8, 0].map(shift => Math.floor(value / 2 ** shift) % 256).join('.')
const maskOf = (prefix: number): string => dotted(2 ** 32 - 2 ** (32 - prefix))
const isLoopback = ({ name }: Interface): boolean => name === 'lo'
const indexOf = (process: Process, one: Interface): number => process.kernel.network.interfaces.indexOf(one) + 1

const linkLines = (process: Process, one: Interface): string[] => {
  const flags = isLoopback(one) ? 'LOOPBACK,UP,LOWER_UP' : 'BROADCAST,MULTICAST,UP,LOWER_UP'
  const name = isLoopback(one) ? 'lo' : `${one.name}@if${indexOf(process, one) + 1}`
  const queue = isLoopback(one) ? 'qdisc noqueue state UNKNOWN qlen 1000' : 'qdisc noqueue state UP '
  const link = isLoopback(one)
    ? 'loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00'
    : `ether ${one.macAddress} brd ff:ff:ff:ff:ff:ff`
  return [`${indexOf(process, one)}: ${name}: <${flags}> mtu ${one.mtu} ${queue}`, `    link/${link}`]
}

const addressLines = (one: Interface, family: string | undefined): string[] =>
  one.addresses.flatMap(cidr => {
    const six = cidr.includes(':')
    if (family !== undefined && six !== (family === 'inet6')) return []
    const broadcast = six || isLoopback(one) ? '' : ` brd ${broadcastOf(cidr)}`
    return [
      `    inet${six ? '6' : ''} ${cidr}${broadcast} scope ${isLoopback(one) ? 'host' : 'global'}${six ? ' ' : ` ${one.name}`}`,
      '       valid_lft forever preferred_lft forever',
    ]
  })

const sourceOf = (process: Process, device: string): string =>
  process.kernel.network.interfaces.find(({ name }) => name === device)?.addresses[0]?.split('/', 1)[0] ?? ''

const isIpv6Route = ({ destination, gateway }: Route): boolean => destination.includes(':') || !!gateway?.includes(':')

const routeLines = (process: Process, isIpv6: boolean): string[] =>
  process.kernel.network.routes
    .filter(route => isIpv6Route(route) === isIpv6)
    .map(({ destination, gateway, device }) => {
      if (isIpv6)
        return `${destination}${gateway ? ` via ${gateway}` : ''} dev ${device}  metric ${gateway ? 1024 : 256} `
      if (gateway !== undefined) return `${destination} via ${gateway} dev ${device} `
      return `${destination} dev ${device} scope link  src ${sourceOf(process, device)} `
    })

function* ip(invocation: Invocation): Step<number> {
  const { words, process, output } = invocation
  const { network } = process.kernel
  const flags = words.filter(word => word.startsWith('-'))
  const [object = '', action = 'show', ...rest] = words.filter(word => !word.startsWith('-'))
  const family = flags.includes('-4') ? 'inet' : flags.includes('-6') ? 'inet6' : undefined
  const wanted = [action, ...rest].find(word => network.interfaces.some(({ name }) => name === word))
  const shown = network.interfaces.filter(({ name }) => wanted === undefined || name === wanted)
  const named = action !== 'show' && action !== 'list' && action !== 'get' && wanted === undefined && object !== ''
  if (named && /^(add|del|set|change|replace|flush)/.test(action)) {
    yield* invocation.complain(`RTNETLINK answers: Operation not permitted`)
    return 2
  }
  const device = rest.includes('dev') || action === 'show' || action === 'list' ? rest.at(-1) : undefined
  const showsDevices = ['address', 'link'].some(full => object !== '' && full.startsWith(object))
  if (device !== undefined && (showsDevices || rest.includes('dev')) && wanted === undefined) {
    yield* invocation.complain(`can't find device '${device}'`)
    return 1
  }
  if (object !== '' && 'address'.startsWith(object))
    output.text(
      shown
        .flatMap(one => [...linkLines(process, one), ...addressLines(one, family), ''])
        .filter(line => line !== '')
        .join('\n'),
    )
  else if (object !== '' && 'link'.startsWith(object))
    output.text(shown.flatMap(one => linkLines(process, one)).join('\n'))
  else if (object !== '' && 'route'.startsWith(object)) output.text(routeLines(process, family === 'inet6').join('\n'))
  else if (object !== '' && 'neighbour'.startsWith(object)) return 0
  else throw new UsageError(object === '' ? '' : `invalid argument '${object}' to 'ip'`)
  output.text('\n')
  return 0
}

const ifconfigText = (one: Interface): string => {
  const lines = [
    `${one.name.padEnd(9)} Link encap:${isLoopback(one) ? 'Local Loopback' : `Ethernet  HWaddr ${one.macAddress.toUpperCase()}`}  `,
  ]
  for (const cidr of one.addresses) {
    const [address, prefix] = cidr.split('/')
    if (cidr.includes(':')) lines.push(`          inet6 addr: ${cidr} Scope:${isLoopback(one) ? 'Host' : 'Global'}`)
    else
      lines.push(
        `          inet addr:${address}${isLoopback(one) ? '' : `  Bcast:${broadcastOf(cidr)}`}  Mask:${maskOf(Number(prefix))}`,
      )
  }
  lines.push(
    `          UP ${isLoopback(one) ? 'LOOPBACK RUNNING' : 'BROADCAST RUNNING MULTICAST'}  MTU:${one.mtu}  Metric:1`,
  )
  lines.push(
    '          RX packets:0 errors:0 dropped:0 overruns:0 frame:0',
    '          TX packets:0 errors:0 dropped:0 overruns:0 carrier:0',
  )
  lines.push(
    `          collisions:0 txqueuelen:${isLoopback(one) ? 1000 : 0} `,
    '          RX bytes:0 (0.0 B)  TX bytes:0 (0.0 B)',
    '',
    '',
  )
  return lines.join('\n')
}

function* ifconfig(invocation: Invocation): Step<number> {
  const { operands, process, output } = invocation
  const { interfaces } = process.kernel.network
  const [name] = operands
  const shown = [...interfaces]
    .sort((a, b) => Number(isLoopback(a)) - Number(isLoopback(b)))
    .filter(one => name === undefined || one.name === name)
  if (name !== undefined && shown.length === 0) {
    yield* invocation.complain(`${name}: error fetching interface information: Device not found`)
    return 1
  }
  output.text(shown.map(ifconfigText).join(''))
  return 0
}

export function* route({ process, output }: Invocation): Step<number> {
  output.text(
    'Kernel IP routing table\nDestination     Gateway         Genmask         Flags Metric Ref    Use Iface\n',
  )
  for (const { destination, gateway, device } of process.kernel.network.routes.filter(each => !isIpv6Route(each))) {
    const [address = '', prefix = '0'] = destination === 'default' ? ['0.0.0.0', '0'] : destination.split('/')
    output.text(
      `${address.padEnd(15)} ${(gateway ?? '0.0.0.0').padEnd(15)} ${(prefix === '0' ? '0.0.0.0' : maskOf(Number(prefix))).padEnd(15)} ${(gateway ? 'UG' : 'U').padEnd(5)} 0      0        0 ${device}\n`,
    )
  }
  yield undefined
  return 0
}

const nameServer = (process: Process): string =>
  process.filesystem.exists('/etc/resolv.conf')
    ? (/^nameserver\s+(\S+)/m.exec(process.filesystem.readText('/etc/resolv.conf'))?.[1] ?? '127.0.0.11')
    : '127.0.0.11'

/** One question for each family, and an answer to each. */
const lookup = ({ process, output }: Invocation, name: string): number => {
  const addresses = process.kernel.network.resolve(name)
  for (const isIpv6 of [false, true]) {
    const lines = addresses
      .filter(address => address.includes(':') === isIpv6)
      .map(address => `Name:\t${name}\nAddress: ${address}\n`)
    output.text(
      addresses.length === 0
        ? `** server can't find ${name}: NXDOMAIN\n\n`
        : `Non-authoritative answer:\n${lines.join('')}\n`,
    )
  }
  return addresses.length === 0 ? 1 : 0
}

const reverseLookup = ({ process, output }: Invocation, address: string): number => {
  const question = isAddress4(address) ? `${address.split('.').reverse().join('.')}.in-addr.arpa` : address
  const name = process.kernel.network.nameOf(address)
  output.text(
    name === undefined
      ? `** server can't find ${question}: NXDOMAIN\n\n`
      : `Non-authoritative answer:\n${question}\tname = ${name}\n\n`,
  )
  return name === undefined ? 1 : 0
}

function* nslookup(invocation: Invocation): Step<number> {
  const { operands, process, output } = invocation
  const [name] = operands.filter(word => !word.startsWith('-'))
  if (name === undefined) throw new UsageError()
  const server = nameServer(process)
  output.text(`Server:\t\t${server}\nAddress:\t${server}:53\n\n`)
  yield undefined
  return isAddress(name) ? reverseLookup(invocation, name) : lookup(invocation, name)
}

const isRouted = ({ kernel: { network } }: Process, address: string): boolean =>
  network.reachable(address) ||
  network.routes.some(({ destination }) => destination === 'default' || isWithin(address, destination))

function* ping(invocation: Invocation): Step<number> {
  const { options, operands, process, output } = invocation
  const [host] = operands
  if (host === undefined) throw new UsageError()
  const address = addressOf(process, host)
  if (address === undefined) {
    yield* invocation.complain(
      invocation.flavor === 'gnu' ? `${host}: Name or service not known` : `bad address '${host}'`,
    )
    return invocation.flavor === 'gnu' ? 2 : 1
  }
  const size = Number(options.value('s') ?? 56)
  const count = Number(options.value('c') ?? Number.POSITIVE_INFINITY)
  const deadline =
    options.value('w') === undefined
      ? Number.POSITIVE_INFINITY
      : process.kernel.clock.now() + Number(options.value('w')) * 1e6
  const interval = Number(options.value('i') ?? 1) * 1000
  const quiet = options.has('q')
  output.text(`PING ${host} (${address}): ${size} data bytes\n`)
  if (!isRouted(process, address)) {
    yield* output.flush()
    yield* invocation.complain('sendto: Network is unreachable')
    return 1
  }
  process.signals.set('INT', 'catch')
  let sent = 0
  const times: number[] = []
  while (sent < count && process.kernel.clock.now() < deadline) {
    const sequence = sent++
    if (process.kernel.network.reachable(address)) {
      const milliseconds = 0.04 + process.kernel.random.integer(60) / 1000
      times.push(milliseconds)
      if (!quiet)
        output.text(`${size + 8} bytes from ${address}: seq=${sequence} ttl=64 time=${milliseconds.toFixed(3)} ms\n`)
    }
    yield* output.flush()
    const last = sent >= count
    // Waits for a reply that does not come, or until the next packet is due.
    const wait = last ? (times.length === sent ? 0 : Number(options.value('W') ?? 10) * 1000) : interval
    const left = Math.min(wait, (deadline - process.kernel.clock.now()) / 1000)
    if (left > 0 && !(yield* sleep(process, left))) break
  }
  const loss = Math.floor(((sent - times.length) / sent) * 100)
  output.text(
    `\n--- ${host} ping statistics ---\n${sent} packets transmitted, ${times.length} packets received, ${loss}% packet loss\n`,
  )
  if (times.length > 0) {
    const average = times.reduce((sum, time) => sum + time, 0) / times.length
    output.text(
      `round-trip min/avg/max = ${Math.min(...times).toFixed(3)}/${average.toFixed(3)}/${Math.max(...times).toFixed(3)} ms\n`,
    )
  }
  return times.length > 0 ? 0 : 1
}

const pingApplet = { syntax: { short: 'c:W:w:i:s:t:I:q46An' }, usage: '[OPTIONS] HOST', run: ping }

export const networkApplets: Applets = {
  ip: { usage: '[OPTIONS] address|route|link|neigh [ARGS]', run: ip },
  ifconfig: { syntax: { short: 'a' }, usage: '[-a] [interface]', run: ifconfig },
  route: { syntax: { short: 'neA:' }, usage: '[{add|del|delete}]', run: route },
  nslookup: { usage: '[-type=QUERY_TYPE] HOST [DNS_SERVER]', run: nslookup },
  ping: pingApplet,
  ping6: pingApplet,
}
