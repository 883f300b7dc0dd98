/** What Go's HTTP client says where JavaScript runtimes say something else. */
const reasons: readonly (readonly [said: RegExp, reason: (url: URL) => string])[] = [
  [/ECONNREFUSED|ConnectionRefused|refused/i, url => `dial tcp ${address(url)}: connect: connection refused`],
  [/ENOTFOUND|EAI_AGAIN|EAI_NODATA|DNSException|dns error/i, url => `dial tcp: lookup ${url.hostname}: no such host`],
  [/EHOSTUNREACH|ENETUNREACH/, url => `dial tcp ${address(url)}: connect: network is unreachable`],
  [/CONNECT_TIMEOUT|ETIMEDOUT/, url => `dial tcp ${address(url)}: i/o timeout`],
  [
    /HPE_|HTTPParserError|invalid HTTP/i,
    () => 'net/http: HTTP/1.x transport connection broken: malformed HTTP response',
  ],
  [/ECONNRESET|reset/i, () => 'read: connection reset by peer'],
  [/UND_ERR_SOCKET|other side closed|ConnectionClosed|closed|EPIPE/i, () => 'EOF'],
]

const address = ({ hostname, port, protocol }: URL): string =>
  `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`

/** Everything that an error and its causes say of themselves. */
const saidBy = (error: unknown, depth = 0): string => {
  if (!(error instanceof Error) || depth > 3) return String(error)
  const code = 'code' in error ? String(error.code) : ''
  return `${code} ${error.name} ${error.message} ${error.cause === undefined ? '' : saidBy(error.cause, depth + 1)}`
}

export const reasonOf = (error: unknown, url: string): string => {
  const said = saidBy(error)
  const [, reason] = reasons.find(([pattern]) => pattern.test(said)) ?? []
  return reason?.(new URL(url)) ?? (error instanceof Error ? error.message : String(error))
}
