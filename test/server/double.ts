import { type AppOptions, createApp } from '../../src/server/app.ts'
import { handlers } from '../../src/server/handlers/index.ts'
import type { EngineOptions } from '../../src/state/engine.ts'
import { createWorld } from '../state/container/world.ts'

/** A whole daemon over a world of small programs, asked as a client in the same process asks. */
export const createDouble = (options: EngineOptions = {}, appOptions: AppOptions = {}) => {
  const world = createWorld(1, options)
  const app = createApp(world.engine, handlers, appOptions)
  const fetch = async (line: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> => {
    const [method = 'GET', path = '/'] = line.split(' ')
    const json = body === undefined ? {} : { body: JSON.stringify(body) }
    const type: Record<string, string> = body === undefined ? {} : { 'Content-Type': 'application/json' }
    return app.fetch(new Request(`http://docker${path}`, { method, headers: { ...type, ...headers }, ...json }))
  }
  /** The status and the JSON, or the text, that was answered. */
  const told = async (line: string, body?: unknown, headers?: Record<string, string>): Promise<[number, unknown]> => {
    const reply = await fetch(line, body, headers)
    const text = await reply.text()
    try {
      return [reply.status, JSON.parse(text)]
    } catch {
      return [reply.status, text]
    }
  }
  const running = (name: string, command: readonly string[] = ['idle'], config = {}, hostConfig = {}) => {
    const container = world.create(command, config, hostConfig)
    world.engine.containers.rename(container, name)
    return fetch(`POST /containers/${name}/start`).then(() => {
      world.settle()
      world.actions()
      return container
    })
  }
  return { ...world, app, fetch, told, running }
}
