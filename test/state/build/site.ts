import { buildImage } from '../../../src/state/build/build.ts'
import type { BuildOptions } from '../../../src/state/build/options.ts'
import { createManualClock } from '../../../src/state/clock.ts'
import { createContainer } from '../../../src/state/container/create.ts'
import { startContainer } from '../../../src/state/container/start.ts'
import { createEngine } from '../../../src/state/engine.ts'
import type { EventMessage } from '../../../src/state/events.ts'
import type { FileEntry } from '../../../src/state/filesystem/contract.ts'
import type { ByteSource } from '../../../src/state/pipe.ts'
import { nobody } from '../../../src/state/registry/credentials.ts'
import { pullNow } from '../image/pulled.ts'

const encoder = new TextEncoder()

export const file = (path: string, text: string | Uint8Array, more: Partial<FileEntry> = {}): FileEntry => ({
  path,
  kind: 'file',
  mode: 0o644,
  content: typeof text === 'string' ? encoder.encode(text) : text,
  ...more,
})

const plain: BuildOptions = {
  dockerfile: '',
  tags: [],
  remote: '',
  quiet: false,
  noCache: false,
  cacheFrom: [],
  pull: false,
  remove: true,
  forceRemove: false,
  arguments: new Map(),
  labels: {},
  target: '',
  platform: '',
  networkMode: '',
  extraHosts: [],
  resources: {},
  withIds: true,
  credentials: () => nobody,
}

/** Everything a source has, as messages of a progress stream. */
const messagesOf = (source: ByteSource): Record<string, unknown>[] => {
  let text = ''
  for (;;) {
    const bytes = source.read()
    if (!bytes) throw new Error(`the build has not ended: ${text}`)
    if (bytes.length === 0) break
    text += new TextDecoder().decode(bytes)
  }
  return text
    .split('\r\n')
    .filter(Boolean)
    .map(line => JSON.parse(line))
}

/** Ids are different each time, and say nothing. */
const withoutIds = (text: string): string => text.replace(/\b[0-9a-f]{12}\b/g, '<id>')

/** An engine with busybox, and short words for building. */
export const createSite = (profile = 'docker-29') => {
  const clock = createManualClock()
  const defects: unknown[] = []
  const engine = createEngine({ clock, seed: 1, profile, onDefect: error => defects.push(error) })
  pullNow(engine, 'busybox')
  const events: EventMessage[] = []
  engine.events.subscribe(message => events.push(message))

  const open = async (dockerfile: string, options: Partial<BuildOptions> = {}, files: readonly FileEntry[] = []) => {
    const entries = [file('/Dockerfile', dockerfile), ...files]
    const started = buildImage(engine, { ...plain, ...options }, entries, undefined)
    // What is unpacked comes as a promise, and time stands still meanwhile.
    for (let round = 0; round < 20; round++) {
      clock.runUntilIdle(60_000)
      await new Promise(resolve => setTimeout(resolve))
    }
    return started
  }
  /** What the client reads: texts, and what went wrong. */
  const build = async (dockerfile: string, options: Partial<BuildOptions> = {}, files: readonly FileEntry[] = []) => {
    const messages = messagesOf(await open(dockerfile, options, files))
    const lines = messages.map(({ stream, error, aux, status }) =>
      String(stream ?? error ?? status ?? JSON.stringify(aux)),
    )
    return { messages, text: withoutIds(lines.join('')) }
  }
  /** What a container of an image prints. */
  const run = async (image: string, ...command: string[]): Promise<string> => {
    const body = { Image: image, ...(command.length > 0 && { Cmd: command }) }
    const { container } = createContainer(engine, { body, apiVersion: '1.55' })
    startContainer(engine, container.id)
    clock.runUntilIdle()
    await new Promise(resolve => setTimeout(resolve))
    const { records } = container.log.since(0)
    return records.map(({ line }) => new TextDecoder().decode(line)).join('')
  }
  const story = (): string[] => events.map(({ type, action }) => `${type} ${action}`)
  return { engine, clock, defects, events, story, open, build, run }
}
