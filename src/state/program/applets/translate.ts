import { read } from '../../kernel/calls.ts'
import type { Step } from '../../kernel/process.ts'
import type { Applets, Invocation } from './applet.ts'
import { binaryOf } from './binary.ts'
import { UsageError } from './options.ts'
import { tableOf } from './regex/parse.ts'

const escapes: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, f: 12, v: 11, a: 7, b: 8, '\\': 92 }

const classRanges: Readonly<Record<string, RegExp>> = {
  alpha: /[A-Za-z]/,
  digit: /\d/,
  alnum: /[A-Za-z0-9]/,
  upper: /[A-Z]/,
  lower: /[a-z]/,
  space: /[\t-\r ]/,
  blank: /[\t ]/,
  punct: /[!-/:-@[-`{-~]/,
  print: /[ -~]/,
  graph: /[!-~]/,
  xdigit: /[0-9A-Fa-f]/,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: this is what [:cntrl:] means.
  cntrl: /[\x00-\x1f\x7f]/,
}

const members = (name: string): number[] => {
  const holds = classRanges[name]
  if (!holds) throw new UsageError(`invalid character class '${name}'`)
  return [...tableOf(byte => holds.test(byte)).entries()].filter(([, flag]) => flag === 1).map(([code]) => code)
}

/** A set operand of tr as byte codes: ranges, classes, `\n`, `\012`. */
export const expandSet = (text: string): number[] => {
  const codes: number[] = []
  let index = 0
  const next = (): number => {
    const byte = text[index++] as string
    if (byte !== '\\' || index >= text.length) return byte.charCodeAt(0)
    const octal = /^[0-7]{1,3}/.exec(text.slice(index))
    if (octal) {
      index += octal[0].length
      return Number.parseInt(octal[0], 8) & 255
    }
    const escaped = text[index++] as string
    return escapes[escaped] ?? escaped.charCodeAt(0)
  }
  while (index < text.length) {
    const named = /^\[:([a-z]+):\]/.exec(text.slice(index))
    if (named) {
      index += named[0].length
      codes.push(...members(named[1] as string))
      continue
    }
    const from = next()
    if (text[index] !== '-' || index + 1 >= text.length) {
      codes.push(from)
      continue
    }
    index++
    const to = next()
    if (to < from) throw new UsageError(`range-endpoints of '${text}' are in reverse collating sequence order`)
    for (let code = from; code <= to; code++) codes.push(code)
  }
  return codes
}

function* tr(invocation: Invocation): Step<number> {
  const { options, operands, output, process } = invocation
  const [first, second] = operands.map(operand => expandSet(binaryOf(operand)))
  const deletes = options.has('d')
  if (!first || (!second && !deletes && !options.has('s'))) throw new UsageError()
  const complement = options.has('cC')
  const inFirst = new Uint8Array(256).fill(complement ? 1 : 0)
  for (const code of first) inFirst[code] = complement ? 0 : 1
  const from = complement ? [...inFirst.entries()].filter(([, flag]) => flag === 1).map(([code]) => code) : first
  const map = Uint8Array.from({ length: 256 }, (_, code) => code)
  if (second && !deletes) {
    const last = second.at(-1)
    if (last === undefined) throw new UsageError('STRING2 cannot be empty')
    const target = options.has('t') ? from.slice(0, second.length) : from
    target.forEach((code, index) => {
      map[code] = second[index] ?? last
    })
  }
  const squeezed = new Uint8Array(256)
  if (options.has('s')) for (const code of second ?? from) squeezed[code] = 1
  let previous = -1
  for (;;) {
    const chunk = yield* read(process, 0)
    if (chunk.length === 0) return 0
    const result = new Uint8Array(chunk.length)
    let length = 0
    for (const byte of chunk) {
      if (deletes && inFirst[byte] === 1) continue
      const mapped = map[byte] as number
      if (squeezed[mapped] === 1 && mapped === previous) continue
      previous = mapped
      result[length++] = mapped
    }
    output.bytes(result.subarray(0, length))
    yield* output.flush()
    yield undefined
  }
}

export const translateApplets: Applets = {
  tr: {
    syntax: { short: '+cCdst', long: { delete: 'd', complement: 'c', 'squeeze-repeats': 's' } },
    usage: '[-cds] STRING1 [STRING2]',
    run: tr,
  },
}
