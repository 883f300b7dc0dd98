import { md5, sha1 } from '@noble/hashes/legacy.js'
import { sha256, sha512 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { read } from '../../kernel/calls.ts'
import type { Step } from '../../kernel/process.ts'
import type { Applets, Invocation } from './applet.ts'
import { textOf, toBinary } from './binary.ts'
import { posixSum, posixSumEnd } from './crc.ts'
import { closeOperand, forEachLine, forEachOperand, openOperand } from './input.ts'
import { UsageError } from './options.ts'

interface Digest {
  update(bytes: Uint8Array): unknown
  digest(): Uint8Array
}

function* digestOf({ process }: Invocation, descriptor: number, create: () => Digest): Step<string> {
  const digest = create()
  for (;;) {
    const chunk = yield* read(process, descriptor, 16_384)
    if (chunk.length === 0) return bytesToHex(digest.digest())
    digest.update(chunk)
    yield undefined
  }
}

const sumApplet = (create: () => Digest) =>
  function* (invocation: Invocation): Step<number> {
    if (invocation.options.has('c')) return yield* verify(invocation, create)
    return yield* forEachOperand(invocation, function* ({ path, descriptor }) {
      invocation.output.text(`${yield* digestOf(invocation, descriptor, create)}  ${path}\n`)
    })
  }

function* verify(invocation: Invocation, create: () => Digest): Step<number> {
  const { options, output, process } = invocation
  const lines: { sum: string; path: string }[] = []
  const opened = yield* forEachLine(invocation, line => {
    const match = /^([0-9a-fA-F]+) [ *](.*)$/.exec(line)
    if (match) lines.push({ sum: (match[1] ?? '').toLowerCase(), path: textOf(match[2] ?? '') })
  })
  let failed = 0
  for (const { sum, path } of lines) {
    const descriptor = yield* openOperand(invocation, path)
    const right = descriptor !== undefined && (yield* digestOf(invocation, descriptor, create)) === sum
    if (descriptor !== undefined) closeOperand(process, descriptor)
    if (!right) failed++
    if (options.has('s') || (right && options.has('q'))) continue
    output.text(`${path}: ${right ? 'OK' : descriptor === undefined ? 'FAILED open or read' : 'FAILED'}\n`)
  }
  if (lines.length === 0 && opened === 0) {
    yield* invocation.complain(`no checksum lines found`)
    return 1
  }
  if (failed > 0 && !options.has('s'))
    yield* invocation.complain(`WARNING: ${failed} of ${lines.length} computed checksums did NOT match`)
  return failed > 0 || opened !== 0 ? 1 : 0
}

function* cksum(invocation: Invocation): Step<number> {
  const { operands, output, process } = invocation
  return yield* forEachOperand(invocation, function* ({ path, descriptor }) {
    let sum = 0
    let length = 0
    for (;;) {
      const chunk = yield* read(process, descriptor)
      if (chunk.length === 0) break
      sum = posixSum(chunk, sum)
      length += chunk.length
      yield undefined
    }
    output.text(`${posixSumEnd(sum, length)} ${length}${operands.length > 0 ? ` ${path}` : ''}\n`)
  })
}

function* base64(invocation: Invocation): Step<number> {
  const { options, output, process } = invocation
  const width = Number(options.value('w') ?? 76)
  if (!(width >= 0)) throw new UsageError(`invalid number '${options.value('w')}'`)
  let damaged = false
  const status = yield* forEachOperand(invocation, options.has('d') ? decode : encode)
  return damaged ? 1 : status

  function* encode({ descriptor }: { descriptor: number }): Step<void> {
    let rest = ''
    let column = 0
    const show = (text: string): void => {
      for (let offset = 0; offset < text.length; ) {
        const taken = width === 0 ? text.length : Math.min(width - column, text.length - offset)
        output.text(text.slice(offset, offset + taken))
        offset += taken
        column += taken
        if (width > 0 && column === width) {
          output.text('\n')
          column = 0
        }
      }
    }
    for (;;) {
      const chunk = yield* read(process, descriptor, 12_288)
      if (chunk.length === 0) break
      const bytes = rest + toBinary(chunk)
      const whole = bytes.length - (bytes.length % 3)
      show(btoa(bytes.slice(0, whole)))
      rest = bytes.slice(whole)
      yield* output.relieve()
      yield undefined
    }
    show(btoa(rest))
    if (column > 0 && width > 0) output.text('\n')
  }

  function* decode({ descriptor }: { descriptor: number }): Step<void> {
    let rest = ''
    for (;;) {
      const chunk = yield* read(process, descriptor, 16_384)
      const text = rest + toBinary(chunk).replace(options.has('i') ? /[^A-Za-z0-9+/=]/g : /[\r\n]/g, '')
      const end = chunk.length === 0
      const whole = end ? text.length : text.length - (text.length % 4)
      if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2,3}={0,2})?$/.test(text.slice(0, whole))) {
        yield* invocation.complain(invocation.flavor === 'gnu' ? 'invalid input' : 'truncated input')
        damaged = true
        return
      }
      output.binary(atob(text.slice(0, whole)))
      rest = text.slice(whole)
      yield* output.relieve()
      if (end) return
      yield undefined
    }
  }
}

const checkLong = { check: 'c', status: 's', quiet: 'q', warn: 'w', binary: 'b', text: 't' }
const sum = (create: () => Digest) => ({
  syntax: { short: 'csqwbt', long: checkLong },
  usage: '[-c[sw]] [FILE]...',
  run: sumApplet(create),
})

export const sumApplets: Applets = {
  md5sum: sum(md5.create),
  sha1sum: sum(sha1.create),
  sha256sum: sum(sha256.create),
  sha512sum: sum(sha512.create),
  cksum: { syntax: { short: '' }, usage: '[FILE]...', run: cksum },
  base64: {
    syntax: { short: 'dw:i', long: { decode: 'd', wrap: 'w', 'ignore-garbage': 'i' } },
    usage: '[-d] [-w COL] [FILE]',
    run: base64,
  },
}
