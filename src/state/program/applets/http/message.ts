import { read } from '../../../kernel/calls.ts'
import type { Process, Step } from '../../../kernel/process.ts'
import { type BinaryText, fromBinary, toBinary } from '../binary.ts'

export interface Head {
  /** `GET / HTTP/1.1` or `HTTP/1.1 200 OK`. */
  readonly start: string
  /** By lower-case name, in order. */
  readonly headers: readonly (readonly [name: string, value: string])[]
}

export const header = ({ headers }: Pick<Head, 'headers'>, name: string): string | undefined =>
  headers.find(([other]) => other.toLowerCase() === name)?.[1]

/** Larger heads are refused, as nginx and Apache refuse them. */
const headBytesMax = 32_768

/** Reads HTTP/1 from a descriptor: heads, and bodies of known length, in chunks or until the end. */
export class HttpReader {
  readonly #process: Process
  readonly #descriptor: number
  #text: BinaryText = ''
  #ended = false

  constructor(process: Process, descriptor: number) {
    this.#process = process
    this.#descriptor = descriptor
  }

  *#fill(): Step<boolean> {
    if (this.#ended) return false
    const chunk = yield* read(this.#process, this.#descriptor, 16_384)
    if (chunk.length === 0) this.#ended = true
    this.#text += toBinary(chunk)
    return chunk.length > 0
  }

  /** The next head; undefined when the other side is done, 'invalid' when this is no HTTP. */
  *head(): Step<Head | 'invalid' | undefined> {
    for (;;) {
      const end = /\r?\n\r?\n/.exec(this.#text)
      if (end) {
        const lines = this.#text.slice(0, end.index).split(/\r?\n/)
        this.#text = this.#text.slice(end.index + end[0].length)
        return parseHead(lines)
      }
      if (this.#text.length > headBytesMax) return 'invalid'
      if (!(yield* this.#fill())) return this.#text === '' ? undefined : 'invalid'
    }
  }

  /** A piece of exactly `length` bytes, or what there is before the end. */
  *#take(length: number): Step<BinaryText> {
    while (this.#text.length === 0 && (yield* this.#fill()));
    const piece = this.#text.slice(0, length)
    this.#text = this.#text.slice(piece.length)
    return piece
  }

  *#line(): Step<string> {
    while (!this.#text.includes('\n') && (yield* this.#fill()));
    const end = this.#text.indexOf('\n')
    const line = end < 0 ? this.#text : this.#text.slice(0, end)
    this.#text = end < 0 ? '' : this.#text.slice(end + 1)
    return line.replace(/\r$/, '')
  }

  /** Gives the body piece by piece. Without length or chunks it lasts until the end when `untilEnd`, else it is empty. */
  *body(head: Head, untilEnd: boolean, visit: (piece: Uint8Array) => Step<void>): Step<void> {
    if (/chunked/i.test(header(head, 'transfer-encoding') ?? '')) {
      for (;;) {
        const size = Number.parseInt(yield* this.#line(), 16)
        if (!(size > 0)) break
        yield* this.#counted(size, visit)
        yield* this.#line()
      }
      while ((yield* this.#line()) !== '');
      return
    }
    const length = header(head, 'content-length')
    if (length !== undefined) yield* this.#counted(Number(length), visit)
    else if (untilEnd) yield* this.#counted(Number.POSITIVE_INFINITY, visit)
  }

  *#counted(length: number, visit: (piece: Uint8Array) => Step<void>): Step<void> {
    for (let left = length; left > 0; ) {
      const piece = yield* this.#take(left)
      if (piece === '') return
      left -= piece.length
      yield* visit(fromBinary(piece))
      yield undefined
    }
  }
}

const parseHead = ([start = '', ...lines]: readonly string[]): Head | 'invalid' => {
  const headers: [string, string][] = []
  for (const line of lines) {
    const match = /^([^\s:]+)\s*:\s*(.*?)\s*$/.exec(line)
    if (!match) return 'invalid'
    headers.push([match[1] ?? '', match[2] ?? ''])
  }
  return { start, headers }
}

const mediaTypes: Readonly<Record<string, string>> = {
  html: 'text/html',
  htm: 'text/html',
  css: 'text/css',
  js: 'application/javascript',
  json: 'application/json',
  xml: 'text/xml',
  txt: 'text/plain',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  ico: 'image/x-icon',
  wasm: 'application/wasm',
}

export const mediaType = (path: string): string =>
  mediaTypes[/\.([A-Za-z0-9]+)$/.exec(path)?.[1]?.toLowerCase() ?? ''] ?? 'application/octet-stream'

export const reasonPhrases: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  204: 'No Content',
  206: 'Partial Content',
  301: 'Moved Permanently',
  302: 'Found',
  304: 'Not Modified',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  418: "I'm a teapot",
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
}
