/** Port specifications: `80`, `80/udp`, `8000-8010/tcp` (moby api/types/network/port.go). */

export type PortProtocol = 'tcp' | 'udp' | 'sctp'

export interface PortRange {
  readonly first: number
  readonly last: number
  readonly protocol: PortProtocol
}

const protocols: ReadonlySet<string> = new Set(['tcp', 'udp', 'sctp'])

const isProtocol = (text: string): text is PortProtocol => protocols.has(text)

const portMax = 65_535

/** What is wrong with a number, in the words of Go's strconv.ParseUint. */
const numberFault = (text: string): string | undefined => {
  if (!/^\d+$/.test(text)) return 'invalid syntax'
  return Number(text) > portMax ? 'value out of range' : undefined
}

/** Reads a range; a text that is none gives the reason instead. */
export const parsePortRange = (spec: string): PortRange | { readonly fault: string } => {
  if (spec === '') return { fault: 'invalid port range: value is empty' }
  const slash = spec.indexOf('/')
  const ports = slash < 0 ? spec : spec.slice(0, slash)
  const protocol = slash < 0 ? 'tcp' : spec.slice(slash + 1).toLowerCase()
  const dash = ports.indexOf('-')
  const start = dash < 0 ? ports : ports.slice(0, dash)
  const end = dash < 0 ? start : ports.slice(dash + 1)
  const startFault = numberFault(start)
  if (startFault) return { fault: `invalid start port '${start}': ${startFault}` }
  const endFault = numberFault(end)
  if (endFault) return { fault: `invalid end port '${end}': ${endFault}` }
  if (Number(end) < Number(start)) return { fault: `invalid port range: ${spec}` }
  const known = protocol === '' ? 'tcp' : protocol
  if (!isProtocol(known)) return { fault: `invalid port range: ${spec}` }
  return { first: Number(start), last: Number(end), protocol: known }
}

/** `80` → `80/tcp`: how the daemon spells a container port. What is no port stays as it is, to be refused. */
export const portName = (spec: string): string => {
  const range = parsePortRange(spec)
  if ('fault' in range || range.first !== range.last) return spec
  return `${range.first}/${range.protocol}`
}
