import { parsePortRange } from '../container/settings/port.ts'
import { type DockerError, invalid } from '../error.ts'
import { parseAddress } from '../network/prefix.ts'
import type { ClassicBuilderProfile } from '../profile/profile.ts'
import { goQuote } from './go-text.ts'

/** `EXPOSE` takes what `docker run -p` takes: `[[address:]host:]container[/protocol]` (moby dispatchers.go, parsePortSpec). */
export const exposedPorts = (specs: readonly string[], { invalidWord }: ClassicBuilderProfile): string[] =>
  specs.flatMap(spec => portsOf(spec, invalidWord))

const portsOf = (spec: string, invalidWord: string): string[] => {
  const parts = spec.split(':')
  const containerPart = parts.at(-1) ?? ''
  const slash = containerPart.indexOf('/')
  const range = slash < 0 ? containerPart : containerPart.slice(0, slash)
  if (range === '') throw invalid(`no port specified: ${spec}<empty>`)
  const protocol = (slash < 0 ? '' : containerPart.slice(slash + 1)).toLowerCase() || 'tcp'
  if (!['tcp', 'udp', 'sctp'].includes(protocol)) throw invalid(`${invalidWord} proto: ${protocol}`)
  checkAddress(parts.slice(0, -2).join(':'))
  const { first, last } = rangeOf(range, `${invalidWord} containerPort`)
  const hostPart = parts.at(-2) ?? ''
  if (hostPart !== '') {
    const host = rangeOf(hostPart, `${invalidWord} hostPort`)
    if (last !== first && last - first !== host.last - host.first) {
      throw invalid(`invalid ranges specified for container and host Ports: ${range} and ${hostPart}`)
    }
  }
  return Array.from({ length: last - first + 1 }, (_, index) => `${first + index}/${protocol}`)
}

const rangeOf = (text: string, what: string): { first: number; last: number } => {
  const range = parsePortRange(text)
  if ('fault' in range) throw invalid(`${what}: ${text}`)
  return range
}

const checkAddress = (text: string): void => {
  const bare = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text
  if (bare !== '' && !parseAddress(bare)) throw badAddress(bare)
}

const badAddress = (text: string): DockerError =>
  invalid(`invalid IP address: ParseAddr(${goQuote(text)}): unable to parse IP`)
