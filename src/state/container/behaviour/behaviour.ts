import { invalid } from '../../error.ts'
import { parseSignal, type SignalName } from '../../kernel/signal.ts'
import { personalities } from '../../registry/personality.ts'
import { microsecondsPerMillisecond } from '../../time.ts'
import { parseDuration } from '../../until.ts'

/** A port that answers. */
export interface Endpoint {
  readonly port: number
  /** `http`: every request gets this; `tcp`: every connection is greeted with the text, and kept. */
  readonly protocol: 'http' | 'tcp'
  readonly status: number
  readonly text: string
}

/** How healthy each probe finds the container, counted from 1. */
export type HealthPlan = (probe: number) => boolean

/** What an object asks for by its labels, in place of what its program would do. */
export interface Behaviour {
  readonly exit?: number
  readonly exitAfterMilliseconds?: number
  readonly stdout?: string
  readonly stderr?: string
  readonly oomAfterMilliseconds?: number
  readonly health?: HealthPlan
  readonly ignoredSignals?: readonly SignalName[]
  readonly startError?: string
  readonly endpoints?: readonly Endpoint[]
}

export const behaviourPrefix = 'dev.mockerd.'

type Mutable = { -readonly [Key in keyof Behaviour]: Behaviour[Key] }

const wholeNumber = (text: string, max: number, what: string): number => {
  if (/^\d{1,9}$/.test(text) && Number(text) <= max) return Number(text)
  throw new Error(`is ${what}`)
}

const milliseconds = (text: string): number => {
  const microseconds = parseDuration(text)
  if (microseconds === undefined || microseconds < 0) throw new Error('is a duration such as 1m30s')
  return microseconds / microsecondsPerMillisecond
}

const healthPlan = (text: string): HealthPlan => {
  const [, kind, count = '1'] =
    /^(healthy|unhealthy|unhealthy-after(?=:)|flapping(?=:))(?::(\d{1,6}))?$/.exec(text) ?? []
  const probes = Number(count)
  const isCounted = kind === 'unhealthy-after' || kind === 'flapping'
  if (kind === undefined || isCounted !== text.includes(':') || probes < 1)
    throw new Error('is healthy, unhealthy, unhealthy-after:3 or flapping:2')
  if (kind === 'flapping') return probe => Math.floor((probe - 1) / probes) % 2 === 0
  if (kind === 'unhealthy-after') return probe => probe <= probes
  return () => kind === 'healthy'
}

const signals = (text: string): SignalName[] =>
  text.split(',').map(name => {
    const signal = parseSignal(name.trim())
    if (signal === undefined || signal === 'KILL' || signal === 'STOP')
      throw new Error('is a list of signals such as TERM,INT; KILL and STOP cannot be ignored')
    return signal
  })

const endpoint = (text: string): Endpoint => {
  const [, port = '', protocol, rest = ''] = /^(\d{1,5}):(http|tcp)(?::(.*))?$/s.exec(text) ?? []
  const number = Number(port)
  const wrong = new Error('is a port and what it answers, such as 8080:http:200:hello or 5432:tcp')
  if (number < 1 || number > 65_535 || protocol === undefined) throw wrong
  if (protocol === 'tcp') return { port: number, protocol, status: 0, text: rest }
  const [, status = '200', body = ''] = /^(\d{3})?(?::(.*))?$/s.exec(rest) ?? []
  if (rest !== '' && !/^\d{3}(:|$)/.test(rest)) throw wrong
  return { port: number, protocol: 'http', status: Number(status), text: body }
}

const line = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`)

/** By label, without the prefix: what it asks for. What they throw says what the label should have been. */
const readers: Readonly<Record<string, (behaviour: Mutable, text: string) => void>> = {
  exit(behaviour, text) {
    behaviour.exit = wholeNumber(text, 255, 'an exit code from 0 to 255')
  },
  'exit-after'(behaviour, text) {
    behaviour.exitAfterMilliseconds = milliseconds(text)
  },
  stdout(behaviour, text) {
    behaviour.stdout = line(text)
  },
  stderr(behaviour, text) {
    behaviour.stderr = line(text)
  },
  'oom-after'(behaviour, text) {
    behaviour.oomAfterMilliseconds = milliseconds(text)
  },
  health(behaviour, text) {
    behaviour.health = healthPlan(text)
  },
  'ignore-signals'(behaviour, text) {
    behaviour.ignoredSignals = signals(text)
  },
  'start-error'(behaviour, text) {
    behaviour.startError = text
  },
  listen(behaviour, text) {
    behaviour.endpoints = [...(behaviour.endpoints ?? []), endpoint(text)]
  },
  /** Of images: read where they are pulled. */
  pull(_, text) {
    pullManner(text)
  },
}

const pullWords: Readonly<Record<string, string>> = { '429': 'toomanyrequests' }

/** How the registry treats those who pull an image. */
export const pullManner = (text: string): (typeof personalities)[number] => {
  const manner = personalities.find(each => each === (pullWords[text] ?? text))
  if (manner) return manner
  throw new Error(`is one of ${personalities.join(', ')} or 429`)
}

/** `dev.mockerd.listen.2` is one more `dev.mockerd.listen`. */
const nameOf = (key: string): string => key.slice(behaviourPrefix.length).replace(/^listen\..+$/, 'listen')

const none: Behaviour = Object.freeze({})

/** Reads what labels ask for; throws what a client is told whose labels ask for nothing that there is. */
export const behaviourOf = (labels: Readonly<Record<string, string | null>> | null | undefined): Behaviour => {
  let behaviour: Mutable | undefined
  for (const key in labels) {
    if (!key.startsWith(behaviourPrefix)) continue
    const text = labels[key] ?? ''
    const name = nameOf(key)
    // Names below ours are for other purposes, such as the conformance suite's.
    if (name.includes('.')) continue
    const read = Object.hasOwn(readers, name) ? readers[name] : undefined
    const known = Object.keys(readers).map(each => `${behaviourPrefix}${each}`)
    if (!read) throw invalid(`there is no label ${key}; there are ${known.join(', ')}`)
    behaviour ??= {}
    try {
      read(behaviour, text)
    } catch (error) {
      throw invalid(`the label ${key} ${(error as Error).message}, not ${JSON.stringify(text)}`)
    }
  }
  return behaviour ?? none
}
