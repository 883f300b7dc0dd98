import { Gunzip, Gzip } from 'fflate'
import { SystemError } from '../../filesystem/contract.ts'
import { read, write } from '../../kernel/calls.ts'
import type { Process, Step } from '../../kernel/process.ts'
import type { Applets, Invocation } from './applet.ts'
import { keepAttributes } from './copy.ts'
import { attempt, messageOf } from './messages.ts'

/** A transformation of a byte stream, fed piece by piece. */
export interface Codec {
  /** What comes out for what goes in. Throws `CorruptData`. */
  push(bytes: Uint8Array, last: boolean): Uint8Array[]
}

/** What was to be decompressed is not gzip, or damaged. */
export class CorruptData extends Error {}

/** Small pieces in, because a hostile archive may grow a thousandfold on its way out. */
export const pieceBytes = 4096

export const gzipCodec = (level = 6): Codec => {
  let produced: Uint8Array[] = []
  // No time in the header: the same input must always give the same bytes.
  const gzip = new Gzip({ level: level as 6, mtime: 0 }, chunk => produced.push(chunk))
  return {
    push(bytes, last) {
      produced = []
      gzip.push(bytes, last)
      return produced
    },
  }
}

export const gunzipCodec = (): Codec => {
  let produced: Uint8Array[] = []
  const gunzip = new Gunzip(chunk => produced.push(chunk))
  let head = 0
  return {
    push(bytes, last) {
      produced = []
      const magic = [0x1f, 0x8b]
      for (const byte of bytes.subarray(0, Math.max(0, 2 - head)))
        if (byte !== magic[head++]) throw new CorruptData('invalid magic')
      if (last && head < 2) throw new CorruptData('short read')
      try {
        gunzip.push(bytes, last)
      } catch {
        throw new CorruptData(last ? 'short read' : 'corrupted data')
      }
      return produced
    },
  }
}

/** Sends everything at `source` through the codec to `target`. */
export function* transcode(process: Process, source: number, target: number, codec: Codec): Step<void> {
  for (;;) {
    const chunk = yield* read(process, source, pieceBytes)
    for (const piece of codec.push(chunk, chunk.length === 0)) yield* write(process, target, piece)
    if (chunk.length === 0) return
    yield undefined
  }
}

/** The name after (de)compression, or why there is none. */
const targetName = (path: string, unpack: boolean): string | undefined => {
  if (!unpack) return path.endsWith('.gz') ? undefined : `${path}.gz`
  if (path.endsWith('.tgz')) return `${path.slice(0, -4)}.tar`
  return path.endsWith('.gz') ? path.slice(0, -3) : undefined
}

function* one(invocation: Invocation, path: string, unpack: boolean, toOutput: boolean): Step<number> {
  const { options, process } = invocation
  const files = process.filesystem
  const full = process.path(path)
  const source = attempt(() => process.open(full, { read: true }))
  if (source instanceof SystemError) {
    yield* invocation.complain(`${path}: ${messageOf(source)}`)
    return 1
  }
  const input = process.install(source)
  const level = Number(options.lastOf('123456789') ?? 6)
  const codec = unpack ? gunzipCodec() : gzipCodec(level)
  const name = targetName(path, unpack)
  let output = 1
  try {
    if (options.has('t')) output = process.install(process.open('/dev/null', { write: true }))
    else if (!toOutput) {
      if (name === undefined) {
        yield* invocation.complain(
          unpack ? `${path}: unknown suffix - ignored` : `${path}: already has .gz suffix - unchanged`,
        )
        return unpack ? 1 : 2
      }
      output = process.install(
        process.open(process.path(name), { write: true, create: true, exclusive: !options.has('f'), truncate: true }),
      )
    }
    yield* transcode(process, input, output, codec)
  } catch (error) {
    if (output > 1 && !options.has('t') && name !== undefined) attempt(() => files.unlink(process.path(name)))
    yield* invocation.complain(error instanceof CorruptData ? error.message : `${name ?? path}: ${messageOf(error)}`)
    return 1
  } finally {
    process.closeDescriptor(input)
    if (output > 1) process.closeDescriptor(output)
  }
  if (toOutput || options.has('t') || name === undefined) return 0
  keepAttributes(process, process.path(name), files.stat(full))
  if (!options.has('k')) files.unlink(full)
  return 0
}

function* gzip(invocation: Invocation): Step<number> {
  const { options, operands, name, process } = invocation
  const unpack = name !== 'gzip' || options.has('dt')
  const toOutput = name === 'zcat' || options.has('c')
  let status = 0
  for (const path of operands.length === 0 ? ['-'] : operands) {
    if (path !== '-') {
      status = (yield* one(invocation, path, unpack, toOutput)) || status
      continue
    }
    if (!unpack && process.files.get(1)?.terminal && !options.has('f')) {
      yield* invocation.complain('compressed data not written to terminal')
      return 1
    }
    try {
      yield* transcode(process, 0, 1, unpack ? gunzipCodec() : gzipCodec(Number(options.lastOf('123456789') ?? 6)))
    } catch (error) {
      if (!(error instanceof CorruptData)) throw error
      yield* invocation.complain(error.message)
      status = 1
    }
  }
  return status
}

const long = {
  stdout: 'c',
  'to-stdout': 'c',
  decompress: 'd',
  uncompress: 'd',
  force: 'f',
  keep: 'k',
  test: 't',
  quiet: 'q',
  best: '9',
  fast: '1',
  'no-name': 'n',
}
const applet = { syntax: { short: 'cdfktqvn123456789', long }, usage: '[-cfkdt123456789] [FILE]...', run: gzip }

export const gzipApplets: Applets = { gzip: applet, gunzip: applet, zcat: applet }
