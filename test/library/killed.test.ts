import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import http from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createRandom, type Random } from '../../src/state/random.ts'

/** A few with every run of the tests; continuous integration kills it two hundred times. */
const kills = Number(process.env.MOCKERD_KILLS ?? 3)

interface Daemon {
  readonly child: ChildProcess
  readonly ended: Promise<unknown>
}

const start = async (folder: string): Promise<Daemon> => {
  const flags = ['--state', join(folder, 'world'), '--host', `unix://${join(folder, 'docker.sock')}`, '--json']
  const child = spawn(process.execPath, ['src/cli.ts', 'serve', ...flags], { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise(resolve => child.once('exit', resolve))
  let said = ''
  child.stderr.on('data', text => {
    said += text
  })
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve())
    child.once('exit', () => reject(new Error(`it ended: ${said}`)))
  })
  return { child, ended }
}

/** Rejects when there is no whole answer. */
const ask = (folder: string, line: string, body?: unknown): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const [method = 'GET', path = '/'] = line.split(' ')
    const headers = { 'content-type': 'application/json' }
    const request = http.request({ socketPath: join(folder, 'docker.sock'), method, path, headers, agent: false })
    request.on('error', reject)
    request.on('response', response => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', chunk => {
        text += chunk
      })
      response.on('error', reject)
      response.on('end', () =>
        response.complete ? resolve({ status: response.statusCode ?? 0, text }) : reject(new Error('cut')),
      )
    })
    request.end(body === undefined ? undefined : JSON.stringify(body))
  })

/** What there must be, by kind and name, with a label that says which of several it is. */
type Model = Map<string, string>

interface Change {
  readonly line: string
  readonly body?: unknown
  readonly apply: (model: Model) => void
}

const creations: Readonly<Record<string, (name: string, label: string) => { line: string; body: unknown }>> = {
  volume: (name, label) => ({ line: 'POST /volumes/create', body: { Name: name, Labels: { label } } }),
  network: (name, label) => ({ line: 'POST /networks/create', body: { Name: name, Labels: { label } } }),
  container: (name, label) => ({
    line: `POST /containers/create?name=${name}`,
    body: { Image: 'busybox', Cmd: ['sleep', '1000'], Labels: { label } },
  }),
}

const chooseChange = (random: Random, model: Model, step: number): Change => {
  const known = [...model.keys()]
  const key = known.length > 0 ? random.pick(known) : undefined
  const [kind = '', name = ''] = key?.split(' ') ?? []
  if (key !== undefined && kind === 'container' && random.integer(3) === 0)
    return { line: `POST /containers/${name}/start`, apply: () => {} }
  if (key !== undefined && random.integer(3) === 0)
    return { line: `DELETE /${kind}s/${name}?force=1`, apply: model => void model.delete(key) }
  // There are addresses for some thirty networks.
  const hasRoom = known.filter(each => each.startsWith('network ')).length < 20
  const fresh = random.pick(Object.keys(creations).filter(each => each !== 'network' || hasRoom))
  const [freshName, label] = [`${fresh}-${step}`, random.hex(8)]
  const creation = creations[fresh]?.(freshName, label)
  if (!creation) throw new Error(fresh)
  return { ...creation, apply: model => void model.set(`${fresh} ${freshName}`, label) }
}

interface Labelled {
  readonly Name?: string
  readonly Names?: readonly string[]
  readonly Labels: Readonly<Record<string, string>>
}

const observe = async (folder: string): Promise<Model> => {
  const json = async (path: string): Promise<unknown> => JSON.parse((await ask(folder, `GET ${path}`)).text)
  const { Volumes } = (await json('/volumes')) as { Volumes: Labelled[] }
  const networks = (await json('/networks')) as Labelled[]
  const containers = (await json('/containers/json?all=1')) as Labelled[]
  const found: Model = new Map()
  for (const { Name, Labels } of Volumes) found.set(`volume ${Name}`, Labels.label ?? '')
  for (const { Name, Labels } of networks) if (Labels.label) found.set(`network ${Name}`, Labels.label)
  for (const { Names, Labels } of containers) found.set(`container ${Names?.[0]?.slice(1)}`, Labels.label ?? '')
  return found
}

const sorted = (model: Model): string[] => [...model].map(entry => entry.join(' ')).sort()

/** Changes the world until it is killed in the middle of a change; answers what there may be afterwards. */
const liveAndDie = async (folder: string, daemon: Daemon, model: Model, random: Random): Promise<Model[]> => {
  const steps = 1 + random.integer(6)
  for (let step = 0; step < steps; step++) {
    const change = chooseChange(random, model, random.integer(1_000_000))
    const isLast = step === steps - 1
    const before: Model = new Map(model)
    if (isLast) setTimeout(() => daemon.child.kill('SIGKILL'), random.integer(8))
    try {
      const { status, text } = await ask(folder, change.line, change.body)
      if (status >= 400) throw new Error(`${change.line}: ${status} ${text}`)
      change.apply(model)
      if (isLast) return [model]
    } catch (error) {
      if (!isLast) throw error
      change.apply(model)
      return [before, model]
    }
  }
  return [model]
}

test(
  `everything acknowledged is there after ${kills} kills`,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mockerd-killed-'))
    const random = createRandom(process.env.MOCKERD_SEED ?? 1)
    let model: Model = new Map()
    let daemon = await start(folder)
    try {
      const { text } = await ask(folder, 'POST /images/create?fromImage=busybox&tag=latest')
      expect(text).toContain('Downloaded newer image')
      for (let kill = 0; kill < kills; kill++) {
        const possible = await liveAndDie(folder, daemon, model, random)
        await daemon.ended
        daemon = await start(folder)
        model = await observe(folder)
        expect(possible.map(sorted)).toContainEqual(sorted(model))
      }
    } finally {
      daemon.child.kill('SIGKILL')
      await daemon.ended
      rmSync(folder, { recursive: true, force: true })
    }
  },
  60_000 + kills * 30_000,
)
