import type { OperationId } from '../../../spec/index.ts'
import type { Ask } from '../client.ts'
import { ensureRefusal, ensureStatus, jsonOf } from '../observation.ts'
import { type Requirement, requirement } from '../requirement.ts'
import { ensureEqual } from '../violation.ts'

const evidence = ['/plugins; moby daemon/server/router/plugin, plugin/store.go: asked of dockerd 20.10, 26.1 and 28.5']

/** A registry where nobody listens, on the daemon's own machine. */
const nowhere = '127.0.0.1:1'
const noLogin = { 'X-Registry-Auth': 'e30=' }

/** What may be asked of one plugin, and what else must be said. */
const lookups: readonly (readonly [operation: OperationId, ask?: (nobody: string) => Ask])[] = [
  ['PluginInspect'],
  ['PluginDelete'],
  ['PluginEnable', () => ({ query: { timeout: 0 } })],
  ['PluginDisable'],
  ['PluginSet', () => ({ body: ['A=b'] })],
  ['PluginUpgrade', nobody => ({ query: { remote: `${nowhere}/${nobody}` }, headers: noLogin, body: [] })],
  ['PluginPush', nobody => ({ path: { name: `${nowhere}/${nobody}` }, headers: noLogin })],
]

/** Plugins: nobody's is found, and nothing is fetched from anywhere. */
export const pluginRequirements: readonly Requirement[] = [
  ...lookups.map(([operation, ask]) =>
    requirement({
      id: `${operation}.of-nothing`,
      operation,
      claim: `${operation} of what does not exist answers 404 and names what was looked for`,
      evidence,
      check: async world => {
        const nobody = world.name()
        const given = { path: { name: nobody }, ...ask?.(nobody) }
        ensureRefusal(
          await world.ask(operation, given),
          404,
          new RegExp(`plugin "?(${nowhere}/)?${nobody}(:latest)?"? not found`),
        )
      },
    }),
  ),
  requirement({
    id: 'PluginList.finds-none',
    operation: 'PluginList',
    claim: 'A capability that no plugin has is asked for, and the list is empty, not null',
    evidence,
    check: async world => {
      const answer = await world.ask('PluginList', { query: { filters: { capability: ['mkc-nobody'] } } })
      ensureStatus(answer, 200)
      ensureEqual(jsonOf(answer), [], 'the list')
    },
  }),
  requirement({
    id: 'PluginCreate.refuses-what-is-no-archive',
    operation: 'PluginCreate',
    level: 'should',
    claim: 'A plugin of bytes that are no archive is refused with 500, and what the reader of archives says',
    evidence: [...evidence, 'the error has no kind'],
    check: async world => {
      const answer = await world.ask('PluginCreate', { query: { name: world.name() }, body: Uint8Array.of(120) })
      ensureRefusal(answer, 500, /unexpected EOF/)
    },
  }),
  ...(['PluginPull', 'GetPluginPrivileges'] as const).map(operation =>
    requirement({
      id: `${operation}.refuses-bad-name`,
      operation,
      level: 'should',
      claim: `${operation} of a name in capitals is refused, 500 up to 28 and 400 later`,
      evidence: [...evidence, 'moby daemon/server/router/plugin/plugin_routes.go, parseRemoteRef'],
      check: async world => {
        const remote = `${nowhere}/${world.name()}-CAPITALS`
        const answer = await world.ask(operation, {
          query: { remote },
          headers: noLogin,
          ...(operation === 'PluginPull' ? { body: [] } : {}),
        })
        ensureRefusal(answer, answer.status === 500 ? 500 : 400, /repository name .*must be lowercase/)
      },
    }),
  ),
]
