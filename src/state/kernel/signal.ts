/** Signal numbers of Linux on x86-64. */
export const signalNumbers = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  ILL: 4,
  TRAP: 5,
  ABRT: 6,
  BUS: 7,
  FPE: 8,
  KILL: 9,
  USR1: 10,
  SEGV: 11,
  USR2: 12,
  PIPE: 13,
  ALRM: 14,
  TERM: 15,
  STKFLT: 16,
  CHLD: 17,
  CONT: 18,
  STOP: 19,
  TSTP: 20,
  TTIN: 21,
  TTOU: 22,
  URG: 23,
  XCPU: 24,
  XFSZ: 25,
  VTALRM: 26,
  PROF: 27,
  WINCH: 28,
  IO: 29,
  PWR: 30,
  SYS: 31,
} as const

/** Without the SIG prefix; real-time signals are `RTMIN`, `RTMIN+1` … `RTMAX`. */
export type SignalName = keyof typeof signalNumbers | `RT${string}`

export type SignalAction = 'terminate' | 'core' | 'ignore' | 'stop' | 'continue'

/** signal(7): what happens when nobody cares. Everything that is not listed terminates, the real-time signals included. */
const defaultActions: Partial<Record<SignalName, SignalAction>> = {
  QUIT: 'core',
  ILL: 'core',
  TRAP: 'core',
  ABRT: 'core',
  BUS: 'core',
  FPE: 'core',
  SEGV: 'core',
  XCPU: 'core',
  XFSZ: 'core',
  SYS: 'core',
  CHLD: 'ignore',
  URG: 'ignore',
  WINCH: 'ignore',
  CONT: 'continue',
  STOP: 'stop',
  TSTP: 'stop',
  TTIN: 'stop',
  TTOU: 'stop',
}

export const defaultAction = (signal: SignalName): SignalAction => defaultActions[signal] ?? 'terminate'

/** Second names of the same numbers. */
const aliases: Readonly<Record<string, SignalName>> = { CLD: 'CHLD', IOT: 'ABRT', POLL: 'IO' }

const realTimeFirst = 34
const realTimeLast = 64

/** The names that bash and moby print: RTMIN to RTMIN+15, then RTMAX-14 to RTMAX. */
const realTimeName = (number: number): SignalName => {
  const above = number - realTimeFirst
  const below = realTimeLast - number
  if (above === 0) return 'RTMIN'
  if (below === 0) return 'RTMAX'
  return above <= 15 ? `RTMIN+${above}` : `RTMAX-${below}`
}

const numberByName = new Map<string, number>(Object.entries(signalNumbers))
const nameByNumber = new Map<number, SignalName>()
for (const [name, number] of Object.entries(signalNumbers)) nameByNumber.set(number, name as SignalName)
for (let number = realTimeFirst; number <= realTimeLast; number++) {
  numberByName.set(realTimeName(number), number)
  nameByNumber.set(number, realTimeName(number))
}

/** Every name in the order of the numbers. */
export const signalNames: readonly SignalName[] = [...nameByNumber.values()]

export const signalNumber = (signal: SignalName): number => numberByName.get(signal) ?? 0

export const signalName = (number: number): SignalName | undefined => nameByNumber.get(number)

/** Reads `9`, `KILL`, `SIGKILL` or `rtmin+3`; undefined when that names no signal. */
export const parseSignal = (text: string): SignalName | undefined => {
  if (/^\d+$/.test(text)) return nameByNumber.get(Number(text))
  const name = text.toUpperCase().replace(/^SIG/, '')
  if (aliases[name]) return aliases[name]
  return numberByName.has(name) ? (name as SignalName) : undefined
}

/** Whether a client may name a signal so: a number is taken as it is, and only then looked up (moby/sys/signal, ParseSignal). */
export const isSignal = (text: string): boolean =>
  /^[+-]?\d+$/.test(text) ? Number(text) !== 0 : parseSignal(text) !== undefined
