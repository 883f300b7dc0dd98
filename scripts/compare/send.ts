/** Sends the steps of a scenario to one daemon over its unix socket, and keeps what it answered. */
import { request } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Scenario, Step } from './step.ts'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  /** Whether the answer ended by itself. */
  readonly isWhole: boolean
}

const patienceMs = 25_000

const fullPath = (path: string): string => (path.startsWith('!') ? path.slice(1) : `/v1.51${path}`)

export const sendRequest = (socketPath: string, step: Step): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { method = 'GET', path = '/', headers = {}, body } = step
    const outgoing = request({ socketPath, method, path: fullPath(path), headers, agent: false }, incoming => {
      const chunks: Buffer[] = []
      const answer = (isWhole: boolean): Answer => ({
        status: incoming.statusCode ?? 0,
        headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
        body: Buffer.concat(chunks),
        isWhole,
      })
      const cut = setTimeout(() => {
        resolve(answer(false))
        outgoing.destroy()
      }, step.cutAfterMs ?? patienceMs)
      incoming.on('data', chunk => chunks.push(chunk))
      incoming.on('error', () => resolve(answer(false)))
      incoming.on('end', () => {
        clearTimeout(cut)
        resolve(answer(true))
      })
    })
    const patience = setTimeout(() => outgoing.destroy(new Error('no answer')), step.cutAfterMs ?? patienceMs)
    outgoing.on('response', () => clearTimeout(patience))
    outgoing.on('error', error => {
      clearTimeout(patience)
      reject(error)
    })
    if (body === undefined) outgoing.end()
    else outgoing.end(body)
  })

/** What comes back on a bare connection, head and all. */
export const sendRaw = (socketPath: string, { raw = '', input = [], cutAfterMs = 1500 }: Step): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    const socket = connect(socketPath)
    const finish = (isWhole: boolean): void => {
      clearTimeout(cut)
      resolve({ status: 0, headers: {}, body: Buffer.concat(chunks), isWhole })
      socket.destroy()
    }
    const cut = setTimeout(() => finish(false), cutAfterMs)
    socket.on('data', chunk => chunks.push(chunk))
    socket.on('end', () => finish(true))
    socket.on('error', error => (chunks.length > 0 ? finish(true) : reject(error)))
    socket.write(raw)
    void (async () => {
      for (const bytes of input) {
        await sleep(300)
        if (socket.destroyed) return
        if (bytes === '<end>') socket.end()
        else socket.write(bytes)
      }
    })()
  })

const failed = (error: unknown): Answer => ({
  status: -1,
  headers: {},
  body: Buffer.from(error instanceof Error ? error.message : String(error)),
  isWhole: false,
})

const send = (socketPath: string, step: Step): Promise<Answer> =>
  (step.raw === undefined ? sendRequest(socketPath, step) : sendRaw(socketPath, step)).catch(failed)

const sendUntil = async (socketPath: string, step: Step, expected: RegExp): Promise<Answer> => {
  for (let attempt = 0; ; attempt++) {
    const answer = await send(socketPath, step)
    if (attempt > 400 || expected.test(answer.body.toString())) return answer
    await sleep(25)
  }
}

export interface Exchange {
  readonly step: Step
  readonly answer: Answer
}

const withKept = (step: Step, kept: ReadonlyMap<string, string>): Step => {
  const fill = (text: string): string => text.replace(/\{(\w+)\}/g, (whole, name) => kept.get(name) ?? whole)
  return {
    ...step,
    label: step.label ?? `${step.method} ${step.path}`,
    ...(step.path !== undefined && { path: fill(step.path) }),
    ...(step.raw !== undefined && { raw: fill(step.raw) }),
  }
}

const idOf = ({ body }: Answer): string => /"Id":"([0-9a-f]{64})"/.exec(body.toString())?.[1] ?? 'none'

/** The answers in the order of the steps that are compared; a background step's answer stands where it is awaited. */
export const play = async (socketPath: string, { steps }: Scenario): Promise<Exchange[]> => {
  const exchanges: Exchange[] = []
  const running = new Map<string, { step: Step; answer: Promise<Answer> }>()
  const kept = new Map<string, string>()
  for (const template of steps) {
    const step = withKept(template, kept)
    if (step.pauseMs !== undefined) {
      await sleep(step.pauseMs)
      continue
    }
    if (step.awaits !== undefined) {
      const awaited = running.get(step.awaits)
      if (!awaited) throw new Error(`nothing runs in the background as ${step.awaits}`)
      exchanges.push({ step: awaited.step, answer: await awaited.answer })
      continue
    }
    if (step.background !== undefined) {
      running.set(step.background, { step, answer: send(socketPath, step) })
      await sleep(150)
      continue
    }
    const answer = await (step.until ? sendUntil(socketPath, step, step.until) : send(socketPath, step))
    if (step.keep !== undefined) kept.set(step.keep, idOf(answer))
    if (!step.quiet) exchanges.push({ step, answer })
  }
  return exchanges
}
