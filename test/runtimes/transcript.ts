/**
 * A fixed script of requests in process, and everything that was answered, as text. It uses nothing that only one
 * runtime has: `node test/runtimes/transcript.ts [SEED]`, or `bun …`, or `deno run -A …`.
 */
import { createApp } from '../../src/server/app.ts'
import { handlers } from '../../src/server/handlers/index.ts'
import { createManualClock, type ManualClock } from '../../src/state/clock.ts'
import { createEngine } from '../../src/state/engine.ts'
import { type Ask, script } from './script.ts'

interface Shown {
  readonly number: number
  readonly ask: Ask
  readonly path: string
  /** Undefined until it has all come. */
  text: string | undefined
}

const timeUnitMilliseconds: Readonly<Record<string, number>> = { ms: 1, s: 1000 }

const milliseconds = (text: string): number => {
  const [, amount, unit = ''] = /^(\d+)(ms|s)$/.exec(text) ?? []
  return Number(amount) * (timeUnitMilliseconds[unit] ?? Number.NaN)
}

/** Lets what was promised happen: more turns than any runtime's streams take, because time must not move too early. */
const settle = async (isDone: () => boolean): Promise<void> => {
  for (let turn = 0; turn < 20 && !isDone(); turn++) await new Promise(resolve => setTimeout(resolve, 0))
}

/** Time that passes while an answer is awaited: enough for a slow stop, and no end for what never ends. */
const stepMilliseconds = 250
const waitLimitMilliseconds = 120_000

const hexadecimal = (bytes: Uint8Array): string => [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('')

/** Text as it is, a little binary as a string with escapes, much of it as its digest. */
const showBody = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> => {
  const text = new TextDecoder('latin1').decode(bytes)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: binary is what they are looked for to find.
  const isBinary = /[\x00-\x08\x0b\x0c\x0e-\x1a]/.test(text)
  if (!isBinary) return new TextDecoder().decode(bytes)
  if (bytes.length <= 4096) return JSON.stringify(text)
  return `${bytes.length} bytes, SHA-256 ${hexadecimal(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))}`
}

const showAnswer = async (response: Response): Promise<string> => {
  const body = new Uint8Array(await response.arrayBuffer())
  const headers = [...response.headers].map(([name, value]) => `  ${name}: ${value}\n`).join('')
  return `  ${response.status}\n${headers}\n${await showBody(body)}\n`
}

const requestOf = ({ method, json, bytes, headers }: Ask, path: string): Request => {
  const body = bytes ? bytes() : json === undefined ? undefined : JSON.stringify(json)
  const init = {
    method,
    headers: { ...(json !== undefined && { 'Content-Type': 'application/json' }), ...headers },
    ...(body !== undefined && { body, duplex: 'half' as const }),
  }
  return new Request(`http://docker${path}`, init)
}

const passUntil = async (clock: ManualClock, shown: Shown): Promise<void> => {
  const isDone = () => shown.text !== undefined
  await settle(isDone)
  for (let passed = 0; !isDone() && passed < waitLimitMilliseconds; passed += stepMilliseconds) {
    clock.advance(stepMilliseconds)
    await settle(isDone)
  }
  if (!isDone()) throw new Error(`#${shown.number} ${shown.ask.method} ${shown.path} does not end`)
}

export const transcribe = async (seed: number | string): Promise<string> => {
  const clock = createManualClock()
  const engine = createEngine({ seed, clock })
  const app = createApp(engine, handlers)
  const all: Shown[] = []
  let execution = ''
  for (const step of script) {
    if ('advance' in step) {
      clock.advance(milliseconds(step.advance))
      await settle(() => false)
      continue
    }
    const path = step.path.replace('{exec}', execution)
    const shown: Shown = { number: all.length + 1, ask: step, path, text: undefined }
    all.push(shown)
    void Promise.resolve(app.fetch(requestOf(step, path)))
      .then(showAnswer)
      .then(
        text => {
          shown.text = text
        },
        error => {
          shown.text = `  broken: ${error}\n`
        },
      )
    if (step.beside) await settle(() => false)
    else await passUntil(clock, shown)
    if (path.endsWith('/exec')) execution = /"Id":"(\w+)"/.exec(shown.text ?? '')?.[1] ?? execution
  }
  for (const shown of all) await passUntil(clock, shown)
  return all.map(({ number, ask, path, text }) => `#${number} ${ask.method} ${path}\n${text}`).join('\n')
}

declare const process: { readonly argv: readonly string[] } | undefined

if (import.meta.main) console.log(await transcribe(typeof process === 'undefined' ? 42 : (process.argv[2] ?? 42)))
