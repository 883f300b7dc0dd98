import type { HealthConfig } from '../../../../spec/generated/types.ts'
import { type DockerError, invalid } from '../../error.ts'
import { microsecondsPerMillisecond } from '../../time.ts'
import { parseDuration } from '../../until.ts'
import { goQuote } from '../go-text.ts'
import { type FlagKinds, readFlagValues } from './flags.ts'
import type { CommandLine, Copying, Instruction, Keyword, Meanings, Pair } from './instruction.ts'
import type { Node } from './node.ts'
import { hereMark } from './parse.ts'
import { suggestion } from './suggestion.ts'

/** Understands one instruction, or throws what is wrong with it (moby's frontend/dockerfile/instructions/parse.go). */
type Read<Kind extends Keyword> = (node: Node) => Meanings[Kind]

const needsOne = (keyword: string): DockerError => invalid(`${keyword} requires at least one argument`)

const noFlags = ({ flags }: Node): void => {
  readFlagValues(flags, {})
}

/** Of an instruction with a single text. */
const onlyText = (node: Node, keyword: string): string => {
  const [text] = node.args
  if (text === undefined || node.args.length !== 1) throw invalid(`${keyword} requires exactly one argument`)
  return text
}

const pairsOf = (node: Node, keyword: string): Pair[] => {
  noFlags(node)
  if (node.args.length === 0) throw needsOne(keyword)
  const pairs: Pair[] = []
  for (let index = 0; index < node.args.length; index += 3) {
    const [name = '', value = ''] = node.args.slice(index, index + 2)
    if (name === '') throw invalid(`${keyword} names can not be blank`)
    pairs.push({ name, value })
  }
  return pairs
}

const commandLine = ({ args, isJson }: Node): CommandLine => ({
  words: isJson || args.length === 0 ? args : [args.join(' ')],
  forShell: !isJson,
})

const copyFlags: FlagKinds = {
  chown: 'text',
  from: 'text',
  chmod: 'text',
  link: 'boolean',
  exclude: 'texts',
  parents: 'boolean',
}

const addFlags: FlagKinds = {
  chown: 'text',
  chmod: 'text',
  link: 'boolean',
  'keep-git-dir': 'boolean',
  checksum: 'text',
  unpack: 'boolean',
  exclude: 'texts',
}

const copying = (node: Node, keyword: string, kinds: FlagKinds): Copying => {
  const { args } = node
  const destination = args.at(-1)
  if (destination === undefined || args.length < 2) {
    throw invalid(
      `${keyword} requires at least two arguments, but only one was provided. Destination could not be determined`,
    )
  }
  const flags = readFlagValues(node.flags, kinds)
  if (hereMark(destination)) throw invalid(`${keyword} cannot accept a heredoc as a destination`)
  return {
    // The classic builder has no files that stand in the Dockerfile: it does not even see them.
    sources: args.slice(0, -1).filter(source => !hereMark(source)),
    destination,
    chown: flags.get('chown') ?? '',
    chmod: flags.get('chmod') ?? '',
    from: flags.get('from') ?? '',
  }
}

const healthFlags: FlagKinds = {
  interval: 'text',
  timeout: 'text',
  'start-period': 'text',
  'start-interval': 'text',
  retries: 'text',
}

const nanosecondsPerMicrosecond = 1000

const interval = (name: string, text = ''): number => {
  if (text === '') return 0
  const microseconds = parseDuration(text)
  if (microseconds === undefined) throw invalid(`time: invalid duration ${goQuote(text)}`)
  if (microseconds !== 0 && microseconds < microsecondsPerMillisecond) {
    throw invalid(`Interval ${goQuote(name)} cannot be less than 1ms`)
  }
  return microseconds * nanosecondsPerMicrosecond
}

const retriesOf = (text = ''): number => {
  if (text === '') return 0
  const fault = (what: string): DockerError => invalid(`strconv.ParseInt: parsing ${goQuote(text)}: ${what}`)
  if (!/^[+-]?\d+$/.test(text)) throw fault('invalid syntax')
  const number = Number(text)
  if (number < -(2 ** 31) || number >= 2 ** 31) throw fault('value out of range')
  if (number < 0) throw invalid(`--retries cannot be negative (${number})`)
  return number
}

const healthcheck = (node: Node): HealthConfig => {
  const [first, ...args] = node.args
  if (first === undefined) throw needsOne('HEALTHCHECK')
  const type = first.toUpperCase()
  if (type === 'NONE') {
    if (args.length > 0) throw invalid('HEALTHCHECK NONE takes no arguments')
    return { Test: [type] }
  }
  const flags = readFlagValues(node.flags, healthFlags)
  if (type !== 'CMD') throw invalid(`Unknown type ${goQuote(type)} in HEALTHCHECK (try CMD)`)
  const { words } = commandLine({ ...node, args })
  if (words.length === 0) throw invalid('Missing command after HEALTHCHECK CMD')
  const health: HealthConfig = { Test: [node.isJson ? 'CMD' : 'CMD-SHELL', ...words] }
  // What is zero is left out, as Go leaves it out.
  const fields = [
    ['Interval', interval('interval', flags.get('interval'))],
    ['Timeout', interval('timeout', flags.get('timeout'))],
    ['StartPeriod', interval('start-period', flags.get('start-period'))],
    ['StartInterval', interval('start-interval', flags.get('start-interval'))],
    ['Retries', retriesOf(flags.get('retries'))],
  ] as const
  for (const [name, value] of fields) if (value !== 0) health[name] = value
  return health
}

const trigger = (node: Node): string => {
  const [first] = node.args
  if (first === undefined) throw needsOne('ONBUILD')
  noFlags(node)
  const keyword = first.trim().toUpperCase()
  if (keyword === 'ONBUILD') throw invalid("Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed")
  if (keyword === 'MAINTAINER' || keyword === 'FROM') throw invalid(`${keyword} isn't allowed as an ONBUILD trigger`)
  const expression = node.line.replace(/^\s*ONBUILD\s*/i, '')
  return [expression, ...node.hereDocuments.map(({ name, content }) => `${content}${name}`)].join('\n')
}

const readers: { readonly [Kind in Keyword]: Read<Kind> } = {
  ADD: node => copying(node, 'ADD', addFlags),
  ARG: ({ args }) => {
    if (args.length === 0) throw needsOne('ARG')
    return {
      arguments: args.map(arg => {
        const equals = arg.indexOf('=')
        if (equals === 0) throw invalid('ARG names can not be blank')
        return equals < 0
          ? { name: arg, value: undefined }
          : { name: arg.slice(0, equals), value: arg.slice(equals + 1) }
      }),
    }
  },
  CMD: node => {
    noFlags(node)
    return commandLine(node)
  },
  COPY: node => copying(node, 'COPY', copyFlags),
  ENTRYPOINT: node => {
    noFlags(node)
    return commandLine(node)
  },
  ENV: node => ({ pairs: pairsOf(node, 'ENV') }),
  EXPOSE: node => {
    if (node.args.length === 0) throw needsOne('EXPOSE')
    noFlags(node)
    return { ports: [...node.args].sort() }
  },
  HEALTHCHECK: node => ({ health: healthcheck(node) }),
  LABEL: node => ({ pairs: pairsOf(node, 'LABEL'), isLiteral: false }),
  MAINTAINER: node => {
    const text = onlyText(node, 'MAINTAINER')
    noFlags(node)
    return { text }
  },
  ONBUILD: node => ({ expression: trigger(node) }),
  RUN: node => {
    const values = readFlagValues(node.flags, { mount: 'texts', network: 'text', security: 'text', device: 'texts' })
    return { ...commandLine(node), flags: [...values.keys()] }
  },
  SHELL: node => {
    noFlags(node)
    if (node.args.length === 0) throw needsOne('SHELL')
    if (!node.isJson) throw invalid('SHELL requires the arguments to be in JSON form')
    return { words: node.args }
  },
  STOPSIGNAL: node => ({ signal: onlyText(node, 'STOPSIGNAL') }),
  USER: node => {
    const user = onlyText(node, 'USER')
    noFlags(node)
    return { user }
  },
  VOLUME: node => {
    if (node.args.length === 0) throw needsOne('VOLUME')
    noFlags(node)
    const paths = node.args.map(path => path.trim())
    if (paths.includes('')) throw invalid('VOLUME specified can not be an empty string')
    return { paths }
  },
  WORKDIR: node => {
    const path = onlyText(node, 'WORKDIR')
    noFlags(node)
    return { path }
  },
}

const keywords = Object.keys(readers) as Keyword[]

const allKeywords: readonly string[] = [...keywords, 'FROM'].sort()

/** Understands one instruction that is not FROM. */
export const readInstruction = (node: Node): Instruction => {
  const kind = keywords.find(keyword => keyword === node.keyword.toUpperCase())
  if (!kind) throw unknownInstruction(node)
  return { kind, code: node.line.trim(), ...readers[kind](node) } as Instruction
}

const unknownInstruction = ({ keyword }: Node): DockerError =>
  invalid(`unknown instruction: ${keyword}${suggestion(keyword, allKeywords)}`)
