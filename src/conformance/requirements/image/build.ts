import { ensureRefusal, ensureStatus, jsonOf, textOf } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { tarOf } from '../../tar.ts'
import { ensure, ensureEqual, ensureMatch } from '../../violation.ts'
import type { World } from '../../world.ts'
import { asked } from '../evidence.ts'
import { inspectImage } from './inspect.ts'

const dockerfile = (world: World, rest: string): Uint8Array =>
  tarOf('Dockerfile', `FROM ${world.image}\nLABEL ${world.label}\n${rest}\n`)

/** Shares no step with another build: a cached step that a neighbour removes meanwhile would fail this one. */
const build = (world: World, name: string, rest: string) =>
  world.ask('ImageBuild', {
    query: { t: `${name}:one`, rm: true, forcerm: true, nocache: true },
    body: dockerfile(world, rest),
  })

/** The classic builder, and what there is of BuildKit beside it. */
export const buildRequirements: readonly Requirement[] = [
  requirement({
    id: 'ImageBuild.builds',
    operation: 'ImageBuild',
    needs: ['run'],
    claim: 'A Dockerfile is built step by step, and the image has the name and what the steps say',
    evidence: ['/build; moby daemon/builder/dockerfile', asked],
    check: async world => {
      const name = world.name()
      const answer = await build(world, name, 'ENV A=b\nCMD ["true"]')
      ensureStatus(answer, 200)
      ensureMatch(textOf(answer), /"stream":"Step 3\/4 : ENV A=b/, 'the stream')
      ensureMatch(textOf(answer), new RegExp(`Successfully tagged ${name}:one`), 'the stream')
      const { Config } = await inspectImage(world, `${name}:one`)
      ensure(Config.Env?.includes('A=b') === true, 'Config.Env', 'A=b among them', Config.Env)
      ensureEqual(Config.Cmd, ['true'], 'Config.Cmd')
    },
  }),
  requirement({
    id: 'ImageBuild.tells-the-id',
    operation: 'ImageBuild',
    needs: ['run'],
    claim: 'The stream of a build has the id of the image, as clients read it, beside what it says for people',
    evidence: [
      'moby api/types/build, Result; daemon/server/backend/build',
      'podman#12063, #13148',
      'asked of dockerd 28.5',
    ],
    check: async world => {
      const name = world.name()
      const answer = await build(world, name, 'CMD ["true"]')
      const frames = textOf(answer)
        .split('\n')
        .filter(line => line.trim() !== '')
        .map(line => JSON.parse(line) as { readonly aux?: { readonly ID?: string } })
      const ids = frames.flatMap(({ aux }) => aux?.ID ?? [])
      ensureEqual(ids, [(await inspectImage(world, `${name}:one`)).Id], 'the ids in aux')
    },
  }),
  requirement({
    id: 'ImageBuild.tells-a-failing-step',
    operation: 'ImageBuild',
    needs: ['run'],
    claim: 'A step that fails ends the build with its status, told in the stream, and no image gets the name',
    evidence: ['/build; moby daemon/builder/dockerfile/dispatchers.go', asked],
    check: async world => {
      const name = world.name()
      const answer = await build(world, name, 'RUN exit 7')
      ensureStatus(answer, 200)
      ensureMatch(textOf(answer), /"errorDetail":\{[^}]*returned a non-zero code: 7/, 'the stream')
      ensureStatus(await world.ask('ImageInspect', { path: { name: `${name}:one` } }), 404)
    },
  }),
  requirement({
    id: 'BuildCancel.of-nothing',
    operation: 'BuildCancel',
    claim: 'A build that is not going on can be cancelled: 200 and nothing',
    evidence: ['moby builder/builder-next/builder.go, Cancel', asked],
    check: async world => {
      const answer = await world.ask('BuildCancel', { query: { id: world.name() } })
      ensureEqual([answer.status, textOf(answer)], [200, ''], 'status and body')
    },
  }),
  requirement({
    id: 'BuildPrune.tells-what-it-deleted',
    operation: 'BuildPrune',
    claim: 'A prune of the build cache that fits nothing deletes nothing, and says so',
    evidence: ['/build/prune; moby daemon/server/router/build/build_routes.go', asked],
    check: async world => {
      const answer = await world.ask('BuildPrune', { query: { filters: { id: [world.name()] } } })
      ensureStatus(answer, 200)
      const { CachesDeleted, SpaceReclaimed } = jsonOf<{ CachesDeleted: unknown; SpaceReclaimed: unknown }>(answer)
      ensureEqual([CachesDeleted ?? [], SpaceReclaimed], [[], 0], 'CachesDeleted and SpaceReclaimed')
    },
  }),
  requirement({
    id: 'Session.refuses-no-upgrade',
    operation: 'Session',
    claim: 'A session that asks for no upgrade is refused with 400',
    evidence: ['/session; moby daemon/server/router/session', asked],
    check: async world => ensureRefusal(await world.ask('Session'), 400, /no upgrade proto in request/),
  }),
]
