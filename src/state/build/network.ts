import { isAddress, isLoopback } from '../kernel/address.ts'

const schemes: readonly string[] = ['http://', 'https://']

/** Whether ADD and `remote` take it for an address (moby daemon/builder/remotecontext/urlutil). */
export const isUrl = (text: string): boolean => schemes.some(scheme => text.startsWith(scheme))

export const isGitUrl = (text: string): boolean =>
  (isUrl(text) && /\.git(?:#.+)?$/.test(text)) ||
  ['git://', 'github.com/', 'git@'].some(start => text.startsWith(start))

/** What a daemon without a network says of an address: the simulated host has none. */
export const unreachable = (url: string): string => {
  const [, authority = ''] = /^https?:\/\/(?:[^/?#@]*@)?([^/?#]*)/.exec(url) ?? []
  const [, bracketed, plain = '', port] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d+))?$/.exec(authority) ?? []
  const host = bracketed ?? plain
  if (!isAddress(host)) return `Get "${url}": dial tcp: lookup ${host}: no such host`
  const why = isLoopback(host) ? 'connection refused' : 'network is unreachable'
  const address = bracketed === undefined ? host : `[${host}]`
  return `Get "${url}": dial tcp ${address}:${port ?? (url.startsWith('https:') ? 443 : 80)}: connect: ${why}`
}
