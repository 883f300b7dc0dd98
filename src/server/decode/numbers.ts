import { DockerError, type ErrorKind } from '../../state/error.ts'
import { has } from '../../state/profile/changes.ts'
import type { Profile } from '../../state/profile/profile.ts'
import { parseInteger, parseTimestamp } from '../../state/system/timestamp.ts'
import { microsecondsPerSecond } from '../../state/time.ts'

/**
 * How daemons read a number, and what they say when it is none. Each handler of moby's calls Go's strconv in its own
 * way (daemon/server/router/*); what is not listed is refused with 400 and Go's bare words.
 */
interface NumberRule {
  readonly parse: 'Atoi' | 'ParseInt' | 'ParseUint' | 'dimension' | 'timestamp' | 'lenient'
  readonly kind?: ErrorKind
  /** Also reads what is absent, which is then no number. */
  readonly required?: true
  readonly prefix?: (value: string) => string
}

const lenient: NumberRule = { parse: 'lenient' }
const bytes = (name: string): NumberRule => ({
  parse: 'Atoi',
  prefix: value => `${name} is in bytes and expects an integer, got ${value}: `,
})
const objectVersion = (object: string): NumberRule => ({
  parse: 'ParseUint',
  required: true,
  prefix: value => `invalid ${object} version '${value}': `,
})
const dimension: NumberRule = { parse: 'dimension', required: true }
const timestamp: NumberRule = { parse: 'timestamp' }

const rules: Readonly<Record<string, NumberRule>> = {
  'ContainerRestart.t': { parse: 'Atoi', kind: 'internal' },
  'ContainerResize.h': dimension,
  'ContainerResize.w': dimension,
  'ExecResize.h': dimension,
  'ExecResize.w': dimension,
  'ContainerLogs.since': timestamp,
  'ContainerLogs.until': timestamp,
  'ServiceLogs.since': timestamp,
  'TaskLogs.since': timestamp,
  'ImageSearch.limit': { parse: 'Atoi', prefix: () => 'invalid limit specified: ' },
  'PluginEnable.timeout': { parse: 'Atoi', required: true },
  'ImageBuild.shmsize': { parse: 'ParseInt', kind: 'internal' },
  'BuildPrune.reserved-space': bytes('reserved-space'),
  'BuildPrune.keep-storage': bytes('keep-storage'),
  'BuildPrune.max-used-space': bytes('max-used-space'),
  'BuildPrune.min-free-space': bytes('min-free-space'),
  'NodeUpdate.version': objectVersion('node'),
  'ServiceUpdate.version': objectVersion('service'),
  'SecretUpdate.version': objectVersion('secret'),
  'ConfigUpdate.version': objectVersion('config'),
  'SwarmUpdate.version': objectVersion('swarm'),
  // The version is read only once the daemon has found itself to be a manager.
  'VolumeUpdate.version': lenient,
  ...Object.fromEntries(
    ['memory', 'memswap', 'cpushares', 'cpuperiod', 'cpuquota'].map(name => [`ImageBuild.${name}`, lenient]),
  ),
}

const plain: NumberRule = { parse: 'Atoi' }
const signedDimension: NumberRule = { parse: 'Atoi', required: true }
const dimensionNames: Readonly<Record<string, string>> = { h: 'height', w: 'width' }
const uint64Limit = 2n ** 64n

/** Whether a daemon reads a number even where the client gave none, and refuses its absence. */
export const readsAbsentNumber = (operation: string, name: string): boolean =>
  rules[`${operation}.${name}`]?.required ?? false

const ruleFor = (operation: string, name: string, profile: Profile): NumberRule => {
  const rule = rules[`${operation}.${name}`] ?? plain
  return rule === dimension && !has(profile, 'checksTerminalSize') ? signedDimension : rule
}

/** A query parameter as a number; undefined when the client did not give one. */
export const decodeNumber = (
  operation: string,
  name: string,
  value: string | undefined,
  profile: Profile,
): number | undefined => {
  const rule = ruleFor(operation, name, profile)
  if ((value === undefined || value === '') && !rule.required) return undefined
  return parsers[rule.parse](value ?? '', name, rule)
}

type Parser = (value: string, name: string, rule: NumberRule) => number | undefined

const refuse = (rule: NumberRule, message: string): never => {
  throw new DockerError(rule.kind ?? 'invalid', message)
}

const parseUnsigned = (value: string): ReturnType<typeof parseInteger> => {
  if (!/^\d+$/.test(value)) return 'invalid syntax'
  const whole = BigInt(value)
  return whole < uint64Limit ? Number(whole) : 'value out of range'
}

const goQuote = (value: string): string => JSON.stringify(value)

const named =
  (parse: typeof parseInteger): Parser =>
  (value, _, rule) => {
    const number = parse(value)
    if (typeof number === 'number') return number
    return refuse(rule, `${rule.prefix?.(value) ?? ''}strconv.${rule.parse}: parsing ${goQuote(value)}: ${number}`)
  }

const parsers: Readonly<Record<NumberRule['parse'], Parser>> = {
  Atoi: named(parseInteger),
  ParseInt: named(parseInteger),
  ParseUint: named(parseUnsigned),
  dimension: (value, name, rule) => {
    const number = parseUnsigned(value.replace(/^-/, ''))
    const isOutside = typeof number === 'number' && (number > 0xffff_ffff || value.startsWith('-'))
    const problem = typeof number === 'string' ? number : isOutside ? 'value out of range' : undefined
    if (problem) refuse(rule, `invalid resize ${dimensionNames[name]} ${goQuote(value)}: ${problem}`)
    return Number(number)
  },
  timestamp: (value, name) => parseTimestamp(value, `"${name}"`) / microsecondsPerSecond,
  lenient: value => {
    const number = parseInteger(value)
    return typeof number === 'number' ? number : 0
  },
}
