import type { NetworkStack } from './network.ts'

type Texts = Readonly<Record<string, () => string>>

export const networkTexts = (network: NetworkStack): Texts => {
  const texts: Record<string, () => string> = {
    '/proc/net/arp': () => 'IP address       HW type     Flags       HW address            Mask     Device\n',
    '/proc/net/dev': () => devicesText(network),
    '/proc/net/route': () => routesText(network),
    '/proc/net/tcp': () => socketsText(network, 'tcp', false),
    '/proc/net/tcp6': () => socketsText(network, 'tcp', true),
    '/proc/net/udp': () => socketsText(network, 'udp', false),
    '/proc/net/udp6': () => socketsText(network, 'udp', true),
  }
  for (const { name, macAddress, mtu } of network.interfaces) {
    texts[`/sys/class/net/${name}/address`] = () => `${macAddress}\n`
    texts[`/sys/class/net/${name}/mtu`] = () => `${mtu}\n`
    texts[`/sys/class/net/${name}/operstate`] = () => (name === 'lo' ? 'unknown\n' : 'up\n')
  }
  return texts
}

const devicesText = (network: NetworkStack): string => {
  const zeroes =
    '       0       0    0    0    0     0          0         0        0       0    0    0    0     0       0          0'
  const header = [
    'Inter-|   Receive                                                |  Transmit',
    ' face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed',
  ]
  return `${[...header, ...network.interfaces.map(({ name }) => `${name.padStart(6)}: ${zeroes}`)].join('\n')}\n`
}

/** The kernel prints IPv4 addresses as a little-endian word. */
const wordOfAddress = (address: string): string =>
  address
    .split('.')
    .reverse()
    .map(part => Number(part).toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase()

const maskOfPrefix = (bits: number): string => {
  const mask = bits === 0 ? 0 : (0xffff_ffff << (32 - bits)) >>> 0
  return wordOfAddress([24, 16, 8, 0].map(shift => (mask >>> shift) & 255).join('.'))
}

const routesText = (network: NetworkStack): string => {
  const header = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT'
  const rows = network.routes
    .filter(({ destination, gateway = '' }) => !destination.includes(':') && !gateway.includes(':'))
    .map(({ destination, gateway, device }) => {
      const [address = '', bits = '32'] = destination === 'default' ? ['0.0.0.0', '0'] : destination.split('/')
      const flags = gateway === undefined ? '0001' : '0003'
      const words = [wordOfAddress(address), wordOfAddress(gateway ?? '0.0.0.0'), flags, 0, 0, 0]
      return [device, ...words, maskOfPrefix(Number(bits)), 0, 0, 0].join('\t')
    })
  return `${[header, ...rows].join('\n')}\n`
}

const hexPort = (port: number): string => port.toString(16).toUpperCase().padStart(4, '0')

/** Sixteen bytes as four little-endian words; an IPv4 address is mapped (::ffff:a.b.c.d). */
const wordsOfAddress6 = (address: string): string => {
  if (!address.includes(':')) return `0000000000000000FFFF0000${wordOfAddress(address)}`
  const [head = '', tail = ''] = address.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === '' ? [] : tail.split(':')
  const middle = new Array(Math.max(0, 8 - left.length - right.length)).fill('0')
  const bytes = [...left, ...middle, ...right].map(group => group.padStart(4, '0')).join('')
  return (bytes.match(/.{8}/g) ?? [])
    .map(word => (word.match(/../g) ?? []).reverse().join(''))
    .join('')
    .toUpperCase()
}

/** proc(5): 0A is LISTEN, 01 ESTABLISHED, 07 an unconnected UDP socket. */
const socketsText = (network: NetworkStack, protocol: 'tcp' | 'udp', sixth: boolean): string => {
  const address = sixth ? wordsOfAddress6 : wordOfAddress
  const nobody = sixth ? '::' : '0.0.0.0'
  const isSixth = (text: string): boolean => text.includes(':')
  const listening = network.listeners
    .filter(listener => listener.protocol === protocol && isSixth(listener.address) === sixth)
    .map(({ address: local, port }) => ({
      local,
      port,
      remote: nobody,
      remotePort: 0,
      state: protocol === 'tcp' ? '0A' : '07',
    }))
  const connected = (protocol === 'tcp' ? network.connections : [])
    .filter(({ localAddress }) => isSixth(localAddress) === sixth)
    .map(({ localAddress, localPort, remoteAddress, remotePort }) => ({
      local: localAddress,
      port: localPort,
      remote: remoteAddress,
      remotePort,
      state: '01',
    }))
  const header = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode'
  const rows = [...listening, ...connected].map(({ local, port, remote, remotePort, state }, index) => {
    const ends = `${address(local)}:${hexPort(port)} ${address(remote)}:${hexPort(remotePort)}`
    return `${String(index).padStart(4)}: ${ends} ${state} 00000000:00000000 00:00000000 00000000     0        0 ${index + 1} 1`
  })
  return `${[header, ...rows].join('\n')}\n`
}
