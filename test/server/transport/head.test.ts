import { describe, expect, test } from 'vitest'
import { fieldOf, headEnd, parseHead, type Refusal } from '../../../src/server/transport/head.ts'

const host = 'Host: docker\r\n'
const get = (fields: string): string => `GET /_ping HTTP/1.1\r\n${fields}\r\n`
const post = (fields: string): string => `POST /x HTTP/1.1\r\n${host}${fields}\r\n`

const refusalOf = (text: string): string | undefined => {
  try {
    parseHead(text)
    return undefined
  } catch (error) {
    const { status, message } = error as Refusal
    return status === message ? status : `${status} / ${message}`
  }
}

const bad = '400 Bad Request'
const badName = '400 Bad Request: invalid header name'
const badHost = '400 Bad Request: malformed Host header'
const badCoding = '501 Not Implemented / Unsupported transfer encoding'
const badVersion = '505 HTTP Version Not Supported: unsupported protocol version'

/** All asked of dockerd 28.5.2. */
const hostile: readonly (readonly [what: string, head: string, refusal: string])[] = [
  ['words', 'this is not HTTP\r\n\r\n', bad],
  ['no version', 'GET /_ping\r\n\r\n', bad],
  ['an empty first line', `\r\n${get(host)}`, bad],
  ['a blank before the method', ` ${get(host)}`, bad],
  ['a method that is no word', `G(T /_ping HTTP/1.1\r\n${host}\r\n`, bad],
  ['two spaces', `GET  /_ping HTTP/1.1\r\n${host}\r\n`, bad],
  ['a space in the target', `GET /_ping?a=b c HTTP/1.1\r\n${host}\r\n`, bad],
  ['a control character in the target', `GET /\x01 HTTP/1.1\r\n${host}\r\n`, bad],
  ['a target without a slash', `GET _ping HTTP/1.1\r\n${host}\r\n`, bad],
  ['tabs between the words', `GET\t/_ping\tHTTP/1.1\r\n${host}\r\n`, bad],
  ['a version in small letters', `GET /_ping http/1.1\r\n${host}\r\n`, bad],
  ['a version with two digits', `GET /_ping HTTP/1.11\r\n${host}\r\n`, bad],
  ['a blank behind the version', `GET /_ping HTTP/1.1 \r\n${host}\r\n`, bad],
  ['HTTP/2.0', `GET /_ping HTTP/2.0\r\n${host}\r\n`, badVersion],
  ['HTTP/0.9', `GET /_ping HTTP/0.9\r\n${host}\r\n`, badVersion],
  ['a header without a colon', get(`${host}nocolon\r\n`), bad],
  ['a header without a name', get(`${host}: y\r\n`), bad],
  ['a space before the colon', get(`${host}X : y\r\n`), badName],
  ['a length with a space before the colon', post('Content-Length : 2\r\n'), badName],
  ['a space in a name', get(`${host}X Y: y\r\n`), badName],
  ['a tab before the colon', get(`${host}X\t: y\r\n`), bad],
  ['a name that is no word', get(`${host}X(: y\r\n`), bad],
  ['a name beyond ASCII', get(`${host}X\xe9: y\r\n`), bad],
  ['a first header that continues nothing', get(` ${host}`), bad],
  ['a carriage return inside a line', get(`${host}X: a\rb\r\n`), bad],
  ['a null character', get(`${host}X: a\0b\r\n`), bad],
  ['a delete character', get(`${host}X: a\x7fb\r\n`), bad],
  ['no host', get(''), '400 Bad Request: missing required Host header'],
  ['two hosts', get(host + host), bad],
  ['a host with slashes', get('Host: /var/run/docker.sock\r\n'), badHost],
  ['a host with a space', get('Host: a b\r\n'), badHost],
  ['a host with a user', get('Host: a@b\r\n'), badHost],
  ['lengths that differ', post('Content-Length: 2\r\nContent-Length: 3\r\n'), bad],
  ['a list of lengths', post('Content-Length: 2, 2\r\n'), bad],
  ['a length below zero', post('Content-Length: -1\r\n'), bad],
  ['a length with a sign', post('Content-Length: +2\r\n'), bad],
  ['a length in hexadecimal', post('Content-Length: 0x2\r\n'), bad],
  ['a length beyond counting', post('Content-Length: 99999999999999999999\r\n'), bad],
  ['a bad length beside chunks', post('Content-Length: x\r\nTransfer-Encoding: chunked\r\n'), bad],
  ['another coding', post('Transfer-Encoding: gzip\r\n'), badCoding],
  ['two codings', post('Transfer-Encoding: gzip, chunked\r\n'), badCoding],
  ['chunks twice', post('Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n'), badCoding],
  ['chunks and none', post('Transfer-Encoding: chunked, identity\r\n'), badCoding],
  ['an empty coding', post('Transfer-Encoding: \r\n'), badCoding],
  ['chunks behind a vertical tab', post('Transfer-Encoding: \x0bchunked\r\n'), bad],
  ['a length in the trailer', post('Transfer-Encoding: chunked\r\nTrailer: Content-Length\r\n'), bad],
  ['an expectation that nobody has', post('Content-Length: 2\r\nExpect: 200-maybe\r\n'), '417 Expectation Failed / '],
]

describe('a head', () => {
  test.each(hostile)('with %s is refused as Go refuses it', (_, head, refusal) => {
    expect(refusalOf(head)).toBe(refusal)
  })

  test.each([
    ['any word as its method', 'FOO /x HTTP/1.1\r\nHost:\r\n\r\n'],
    ['a host in percent', get('Host: %2Fvar%2Frun%2Fdocker.sock\r\n')],
    ['a host of nothing', get('Host:\r\n')],
    ['no host, by HTTP/1.0', 'GET / HTTP/1.0\r\n\r\n'],
    ['a later HTTP/1', `GET / HTTP/1.2\r\n${host}\r\n`],
    ['lines that end with line feeds alone', 'GET / HTTP/1.1\nHost: docker\n\n'],
    ['bytes beyond ASCII', get(`${host}X: \xe9\r\n`)],
    ['a whole URL', `GET http://elsewhere/ HTTP/1.1\r\n${host}\r\n`],
  ])('with %s is read', (_, head) => {
    expect(refusalOf(head)).toBeUndefined()
  })

  test('keeps names in small letters, and values without the blanks around them', () => {
    const { fields } = parseHead(get(`${host}X-Some:\t a b \t\r\nX-None:\r\n`))
    expect(fields).toEqual(['host', 'docker', 'x-some', 'a b', 'x-none', ''])
    expect(fieldOf(fields, 'x-some')).toBe('a b')
    expect(fieldOf(fields, 'x-other')).toBeUndefined()
  })

  test('joins a line that goes on in the next ones', () => {
    expect(fieldOf(parseHead(get(`${host}X: a \r\n  b\r\n\tc\r\nY: d\r\n`)).fields, 'x')).toBe('a b c')
  })

  test.each([
    ['no length', post(''), 0],
    ['an empty length', post('Content-Length:\r\n'), 0],
    ['a length', post('Content-Length: 012\r\n'), 12],
    ['the same length twice', post('Content-Length: 2\r\nContent-Length: 2\r\n'), 2],
    ['chunks', post('Transfer-Encoding: Chunked\r\n'), 'chunked'],
    ['chunks and a length', post('Content-Length: 3\r\nTransfer-Encoding: chunked\r\n'), 'chunked'],
    ['chunks by HTTP/1.0', 'POST /x HTTP/1.0\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n', 2],
  ] as const)('with %s says how long its body is', (_, head, body) => {
    expect(parseHead(head).body).toBe(body)
  })

  test.each([
    ['HTTP/1.1', false, get(host)],
    ['close', true, get(`${host}Connection: CLOSE\r\n`)],
    ['close in a list', true, get(`${host}Connection: keep-alive, close\r\n`)],
    ['close in a second line', true, get(`${host}Connection: Upgrade\r\nConnection: close\r\n`)],
    ['closed', false, get(`${host}Connection: closed\r\n`)],
    ['HTTP/1.0', true, 'GET / HTTP/1.0\r\n\r\n'],
    ['keep-alive by HTTP/1.0', false, 'GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n'],
  ])('that says %s is the last one: %s', (_, isLast, head) => {
    expect(parseHead(head).isLast).toBe(isLast)
  })

  test.each([
    ['a body', true, post('Content-Length: 2\r\nExpect: 100-Continue\r\n')],
    ['no body', false, post('Expect: 100-continue\r\n')],
    ['HTTP/1.0', false, 'POST /x HTTP/1.0\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n'],
  ])('that expects a word and has %s waits for it: %s', (_, waits, head) => {
    expect(parseHead(head).expectsContinue).toBe(waits)
  })

  test('of a megabyte of blanks or continued lines is read in no time', () => {
    const begin = performance.now()
    expect(refusalOf(get(`${host}X: ${' '.repeat(1 << 20)}y\r\n`))).toBeUndefined()
    expect(refusalOf(get(`${host}X: y${'\r\n a'.repeat(1 << 18)}\r\n`))).toBeUndefined()
    expect(performance.now() - begin).toBeLessThan(2000)
  })
})

test.each([
  ['\r\n\r\n', 4],
  ['a\r\n\r\nrest', 5],
  ['a\n\nrest', 3],
  ['a\n\r\nrest', 4],
  ['a\r\n \r\n\r\n', 8],
  ['a\r\n\r', -1],
  ['a\r\nb\r\n', -1],
  ['', -1],
])('a head ends behind its first empty line: %j', (text, end) => {
  expect(headEnd(Buffer.from(text), 0)).toBe(end)
})
