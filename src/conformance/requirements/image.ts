import { isFields } from '../fields.ts'
import { ensureRefusal, ensureStatus, jsonOf } from '../observation.ts'
import { type Requirement, requirement } from '../requirement.ts'
import { ensure, ensureEqual, ensureMatch } from '../violation.ts'
import type { World } from '../world.ts'

const evidence = ['/images; moby daemon/images, daemon/containerd']

interface Inspected {
  readonly Id: string
  readonly RepoTags?: readonly string[]
  readonly Os: string
  readonly Architecture: string
  readonly Config?: unknown
  readonly RootFS?: { readonly Type: string; readonly Layers: readonly string[] }
}

const inspect = async (world: World, name: string): Promise<Inspected> => {
  const answer = await world.ask('ImageInspect', { path: { name } })
  ensureStatus(answer, 200)
  return jsonOf<Inspected>(answer)
}

/** Another name for the image of workloads: what is tagged and untagged is ours alone. */
const tag = async (world: World, version = 'one'): Promise<string> => {
  const repo = world.name()
  ensureStatus(await world.ask('ImageTag', { path: { name: world.image }, query: { repo, tag: version } }), 201)
  return `${repo}:${version}`
}

/** Images: names, ids and lists. Nothing is pulled, pushed or removed that others may use. */
export const imageRequirements: readonly Requirement[] = [
  requirement({
    id: 'ImageTag.gives-another-name',
    operation: 'ImageTag',
    needs: ['image'],
    claim: 'A tagged image is the same image under another name',
    evidence,
    check: async world => {
      const name = await tag(world)
      const [tagged, original] = [await inspect(world, name), await inspect(world, world.image)]
      ensureEqual(tagged.Id, original.Id, 'Id')
      ensure(tagged.RepoTags?.includes(name) === true, 'RepoTags', name, tagged.RepoTags)
    },
  }),
  requirement({
    id: 'ImageTag.refuses-bad-name',
    operation: 'ImageTag',
    needs: ['image'],
    claim: 'A name in capitals is refused with 400',
    evidence,
    check: async world => {
      const query = { repo: `${world.name()}-CAPITALS`, tag: 'x' }
      ensureRefusal(
        await world.ask('ImageTag', { path: { name: world.image }, query }),
        400,
        /repository name .*must be lowercase|invalid reference format/,
      )
    },
  }),
  requirement({
    id: 'ImageDelete.untags',
    operation: 'ImageDelete',
    needs: ['image'],
    claim: 'Removing one of several names takes the name away, and nothing else',
    evidence: [...evidence, 'socktainer#247, #283'],
    check: async world => {
      const name = await tag(world)
      const answer = await world.ask('ImageDelete', { path: { name } })
      ensureStatus(answer, 200)
      ensureEqual(jsonOf(answer), [{ Untagged: name }], 'the reply')
      ensureStatus(await world.ask('ImageInspect', { path: { name } }), 404)
      ensureStatus(await world.ask('ImageInspect', { path: { name: world.image } }), 200)
    },
  }),
  requirement({
    id: 'ImageInspect.describes',
    operation: 'ImageInspect',
    needs: ['image'],
    claim: 'An image has an id, a platform, settings for its containers, and layers, all by digest',
    evidence,
    check: async world => {
      const { Id, Os, Architecture, RootFS, Config } = await inspect(world, world.image)
      ensure(isFields(Config), 'Config', 'an object', Config)
      ensureMatch(Id, /^sha256:[0-9a-f]{64}$/, 'Id')
      ensureEqual(Os, 'linux', 'Os')
      ensureMatch(Architecture, /^[a-z0-9]+$/, 'Architecture')
      ensureEqual(RootFS?.Type, 'layers', 'RootFS.Type')
      for (const layer of RootFS?.Layers ?? []) ensureMatch(layer, /^sha256:[0-9a-f]{64}$/, 'a layer')
    },
  }),
  requirement({
    id: 'ImageInspect.by-id-and-prefix',
    operation: 'ImageInspect',
    needs: ['image'],
    claim: 'An image is found by its id, with and without algorithm, and by the beginning of it',
    evidence: [...evidence, 'socktainer#344'],
    check: async world => {
      const { Id } = await inspect(world, world.image)
      const hex = Id.replace('sha256:', '')
      for (const each of [Id, hex, hex.slice(0, 12)])
        ensureEqual((await inspect(world, each)).Id, Id, `the image ${each}`)
    },
  }),
  ...(['docker.io/library/', 'library/'] as const).map(prefix =>
    requirement({
      id: `ImageInspect.as-${prefix.replaceAll('/', '-').replace(/-$/, '')}`,
      operation: 'ImageInspect',
      needs: ['image'],
      claim: `A name of Docker Hub is the same with ${prefix} before it`,
      evidence: [...evidence, 'podman#12320, #15306, #16400'],
      check: async world => {
        const short = await tag(world)
        ensureEqual((await inspect(world, `${prefix}${short}`)).Id, (await inspect(world, short)).Id, 'Id')
      },
    }),
  ),
  requirement({
    id: 'ImageHistory.describes',
    operation: 'ImageHistory',
    needs: ['image'],
    claim: 'History is a list, newest first, whose first entry is the image',
    evidence,
    check: async world => {
      const answer = await world.ask('ImageHistory', { path: { name: world.image } })
      ensureStatus(answer, 200)
      const [first] = jsonOf<{ Id: string; Created: number; CreatedBy: string; Size: number }[]>(answer)
      ensureEqual(first?.Id, (await inspect(world, world.image)).Id, 'the first id')
      ensureEqual([typeof first?.Created, typeof first?.Size], ['number', 'number'], 'the types of Created and Size')
    },
  }),
  requirement({
    id: 'ImageList.filters-by-reference',
    operation: 'ImageList',
    needs: ['image'],
    claim: 'Images are found by a pattern of their names',
    evidence,
    check: async world => {
      const name = await tag(world)
      const answer = await world.ask('ImageList', { query: { filters: { reference: [name.replace(/:.*/, ':*')] } } })
      const rows = jsonOf<{ Id: string; RepoTags: string[] }[]>(answer)
      ensureEqual(
        rows.map(({ Id }) => Id),
        [(await inspect(world, name)).Id],
        'the ids',
      )
    },
  }),
  requirement({
    id: 'ImageList.refuses-unknown-filter',
    operation: 'ImageList',
    claim: 'A filter that does not exist is refused with 400',
    evidence,
    check: async world =>
      ensureRefusal(await world.ask('ImageList', { query: { filters: { nonsense: ['x'] } } }), 400, /invalid filter/i),
  }),
  requirement({
    id: 'ImageCreate.refuses-bad-name',
    operation: 'ImageCreate',
    claim: 'Pulling a name that is none is refused with 400',
    evidence: [...evidence, 'podman#15828, #10612'],
    check: async world =>
      ensureRefusal(await world.ask('ImageCreate', { query: { fromImage: `${world.name()}-CAPITALS` } }), 400),
  }),
]
