import { describe, expect, test } from 'vitest'
import { redact } from '../../../src/conformance/recording/redact.ts'
import { decodeText } from '../../../src/conformance/wire.ts'
import { exchangeOf, type Said } from '../monitor/exchanges.ts'

const everythingOf = (said: Said, headers: Readonly<Record<string, string>> = {}): string => {
  const exchange = exchangeOf(said)
  const { request, reply } = redact({ ...exchange, request: { ...exchange.request, headers } })
  return JSON.stringify([
    request.target,
    request.headers,
    decodeText(request.body ?? new Uint8Array()),
    reply.headers,
    decodeText(reply.body),
  ])
}

describe('what is secret is not recorded', () => {
  test.each<[string, Said]>([
    ['passwords of logins', { line: 'POST /auth', asked: { username: 'me', password: 'hush', serveraddress: 'x' } }],
    ['tokens that registries give', { line: 'POST /auth', answered: { Status: 'ok', IdentityToken: 'hush' } }],
    [
      'variables that are called so',
      { line: 'POST /containers/create', asked: { Env: ['PATH=/bin', 'POSTGRES_PASSWORD=hush', 'API_KEY=hush'] } },
    ],
    [
      'variables that inspect shows',
      { line: 'GET /containers/x/json', answered: { Config: { Env: ['GH_TOKEN=hush'] } } },
    ],
    [
      'arguments of builds',
      { line: `POST /build?t=x&buildargs=${encodeURIComponent(JSON.stringify({ NPM_TOKEN: 'hush' }))}` },
    ],
    ['payloads of secrets', { line: 'POST /secrets/create', asked: { Name: 'key', Data: 'hush' } }],
  ])('%s', (_, said) => {
    const text = everythingOf(said)
    expect(text).not.toContain('hush')
    expect(decodeURIComponent(text)).toContain('[redacted]')
  })

  test('credentials in headers', () => {
    const text = everythingOf(
      { line: 'POST /images/create?fromImage=x' },
      { 'x-registry-auth': 'aHVzaA==', host: 'docker' },
    )
    expect(text).not.toContain('aHVzaA==')
    expect(text).toContain('"host":"docker"')
  })

  test('tokens of swarms', () => {
    expect(
      everythingOf({ line: 'GET /swarm', answered: { JoinTokens: { Worker: 'SWMTKN-1-hush-hush' } } }),
    ).not.toContain('hush')
  })

  test('what builders ask clients for', () => {
    const said = new TextEncoder().encode('hush')
    const session = {
      ...exchangeOf({ line: 'POST /session', status: 101 }),
      conversation: { sent: said, received: said },
    }
    expect(redact(session)).not.toHaveProperty('conversation')
    const attach = { ...session, ...exchangeOf({ line: 'POST /containers/x/attach', status: 101 }) }
    expect(redact(attach)).toHaveProperty('conversation')
  })
})

test('what is no secret stays as it is, archives included', () => {
  const said: Said = {
    line: 'GET /containers/x/json?size=1',
    asked: { a: 1 },
    answered: { Config: { Env: ['PATH=/bin'] } },
  }
  const exchange = exchangeOf(said)
  expect(redact(exchange)).toEqual(exchange)
  const archive = { ...exchange, reply: { ...exchange.reply, body: Uint8Array.from([0, 255, 254, 128]) } }
  expect(redact(archive)).toEqual(archive)
})
