import { ensureRefusal, ensureStatus, textOf } from '../observation.ts'
import { type Requirement, requirement } from '../requirement.ts'
import { tarOf, tarOfAll } from '../tar.ts'
import { ensure, ensureEqual, ensureMatch } from '../violation.ts'
import type { World } from '../world.ts'
import { inspectImage } from './committed-image.ts'

const asked = 'asked of dockerd 20.10, 26.1 and 28.5'

const layer = tarOf('hello', 'world')
/** Of the bytes of `layer`: the id that daemons find out themselves. */
const layerId = 'sha256:a27f811456971472885bb5406e3a9d8f5deecc23cafba3da284e67620a36f5d7'

/** An image as `docker save` writes one: one layer, one file, no command that could run. */
const archiveOf = (world: World, name: string): Uint8Array => {
  const [key = '', value = ''] = world.label.split('=')
  const config = {
    architecture: 'amd64',
    os: 'linux',
    config: { Labels: { [key]: value }, Env: [`NAME=${name}`] },
    rootfs: { type: 'layers', diff_ids: [layerId] },
    history: [{ created: '2020-01-01T00:00:00Z', created_by: 'mockerd conform' }],
  }
  const manifest = [{ Config: 'config.json', RepoTags: [`${name}:one`], Layers: ['layer.tar'] }]
  return tarOfAll([
    ['config.json', JSON.stringify(config)],
    ['layer.tar', new TextDecoder().decode(layer)],
    ['manifest.json', JSON.stringify(manifest)],
  ])
}

/** Loads an image that nobody else has, as `NAME:one`; answers what was said. */
export const load = async (world: World, name: string): Promise<string> => {
  const answer = await world.ask('ImageLoad', { body: archiveOf(world, name), query: { quiet: true } })
  ensureStatus(answer, 200)
  return textOf(answer)
}

const loaded: readonly Requirement[] = [
  requirement({
    id: 'ImageLoad.loads',
    operation: 'ImageLoad',
    claim: 'An archive that docker save could have written is loaded: the name, the settings and the layer are there',
    evidence: ['/images/load; moby image/tarexport/load.go', asked],
    check: async world => {
      const name = world.name()
      ensureMatch(await load(world, name), new RegExp(`Loaded image: (docker.io/library/)?${name}:one`), 'the stream')
      const { RepoTags, Config, RootFS } = await inspectImage(world, `${name}:one`)
      ensureEqual(
        [RepoTags, Config.Env, RootFS.Layers],
        [[`${name}:one`], [`NAME=${name}`], [layerId]],
        'RepoTags, Env and layers',
      )
    },
  }),
  requirement({
    id: 'ImageLoad.refuses-no-manifest',
    operation: 'ImageLoad',
    level: 'should',
    claim:
      'An archive with a broken manifest is an error, in the stream or as a refusal, and never a success without a word',
    evidence: ['moby image/tarexport/load.go: the stream has begun', asked],
    check: async world => {
      const answer = await world.ask('ImageLoad', { body: tarOf('manifest.json', '{'), query: { quiet: true } })
      ensureMatch(textOf(answer), /"(error|message)"/, 'the body')
    },
  }),
  requirement({
    id: 'ImageCreate.imports',
    operation: 'ImageCreate',
    claim: 'An archive of files becomes an image of one layer, with what changes say',
    evidence: ['/images/create; moby daemon/images/image_import.go', asked],
    check: async world => {
      const repo = world.name()
      const query = { fromSrc: '-', repo, tag: 'one', changes: [`LABEL ${world.label}`, 'ENV A=b'] }
      ensureStatus(await world.ask('ImageCreate', { query, body: layer }), 200)
      const { Config, RootFS } = await inspectImage(world, `${repo}:one`)
      ensureEqual([Config.Env, RootFS.Layers.length], [['A=b'], 1], 'Env and the number of layers')
    },
  }),
]

/** Shares no step with another build: a cached step that a neighbour removes meanwhile would fail this one. */
const dockerfile = (world: World, name: string, rest: string): Uint8Array =>
  tarOf('Dockerfile', `FROM ${world.image}\nLABEL ${world.label} of=${name}\n${rest}\n`)

const build = (world: World, name: string, rest: string) =>
  world.ask('ImageBuild', { query: { t: `${name}:one`, rm: true, forcerm: true }, body: dockerfile(world, name, rest) })

const built: readonly Requirement[] = [
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
]

const elsewhere: readonly Requirement[] = [
  requirement({
    id: 'ImagePush.of-nothing',
    operation: 'ImagePush',
    claim: 'A push of an image that is not there begins well, and its stream says what is missing',
    evidence: ['/images/{name}/push; moby distribution/push.go', asked],
    check: async world => {
      const name = `127.0.0.1:1/${world.name()}`
      const answer = await world.ask('ImagePush', { path: { name }, headers: { 'X-Registry-Auth': 'e30=' } })
      ensureMatch(textOf(answer), /does not exist|not found/, 'the body')
      ensureMatch(textOf(answer), /"(error|message)"/, 'the body')
    },
  }),
  requirement({
    id: 'DistributionInspect.refuses-bad-name',
    operation: 'DistributionInspect',
    claim: 'A name in capitals is refused with 400 before any registry is asked',
    evidence: ['/distribution/{name}/json; moby daemon/server/router/distribution', asked],
    check: async world =>
      ensureRefusal(
        await world.ask('DistributionInspect', { path: { name: `${world.name()}-CAPITALS` } }),
        400,
        /repository name .*must be lowercase/,
      ),
  }),
  requirement({
    id: 'ImageSearch.refuses-bad-limit',
    operation: 'ImageSearch',
    claim: 'A limit that is no number is refused with 400 before any registry is asked',
    evidence: ['/images/search; moby daemon/server/router/image/image_routes.go, getImagesSearch', asked],
    check: async world =>
      ensureRefusal(await world.ask('ImageSearch', { query: { term: 'mkc', limit: 'abc' } }), 400, /invalid syntax/),
  }),
  requirement({
    id: 'ImageAttestations.of-nothing',
    operation: 'ImageAttestations',
    since: '1.55',
    claim: 'Attestations of what does not exist answer 404',
    evidence: ['moby daemon/server/router/image/image_routes.go, getImageAttestations'],
    check: async world => ensureRefusal(await world.ask('ImageAttestations', { path: { name: world.name() } }), 404),
  }),
]

/** Images that come from outside: loaded, imported, built; and what registries are asked for, which nobody is. */
export const loadedImageRequirements: readonly Requirement[] = [...loaded, ...built, ...elsewhere]
