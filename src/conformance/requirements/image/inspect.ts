import { isFields } from '../../fields.ts'
import { ensureRefusal, ensureStatus, jsonOf } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { ensure, ensureEqual, ensureMatch } from '../../violation.ts'
import type { World } from '../../world.ts'
import { tag } from './own.ts'

export const imageEvidence = ['/images; moby daemon/images, daemon/containerd']

/** What inspect says of an image, as far as the suite reads it. */
export interface InspectedImage {
  readonly Id: string
  readonly RepoTags: readonly string[]
  readonly Os: string
  readonly Architecture: string
  readonly Config: { readonly Env?: readonly string[]; readonly Cmd?: readonly string[] }
  readonly RootFS: { readonly Type: string; readonly Layers: readonly string[] }
}

export const inspectImage = async (world: World, name: string): Promise<InspectedImage> => {
  const answer = await world.ask('ImageInspect', { path: { name } })
  ensureStatus(answer, 200)
  return jsonOf<InspectedImage>(answer)
}

/** What an image is, by which names it is found, and what it was made by. */
export const imageInspectRequirements: readonly Requirement[] = [
  requirement({
    id: 'ImageInspect.describes',
    operation: 'ImageInspect',
    needs: ['image'],
    claim: 'An image has an id, a platform, settings for its containers, and layers, all by digest',
    evidence: imageEvidence,
    check: async world => {
      const { Id, Os, Architecture, RootFS, Config } = await inspectImage(world, world.image)
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
    evidence: [...imageEvidence, 'socktainer#344'],
    check: async world => {
      const { Id } = await inspectImage(world, world.image)
      const hex = Id.replace('sha256:', '')
      for (const each of [Id, hex, hex.slice(0, 12)])
        ensureEqual((await inspectImage(world, each)).Id, Id, `the image ${each}`)
    },
  }),
  ...(['docker.io/library/', 'library/'] as const).map(prefix =>
    requirement({
      id: `ImageInspect.as-${prefix.replaceAll('/', '-').replace(/-$/, '')}`,
      operation: 'ImageInspect',
      needs: ['image'],
      claim: `A name of Docker Hub is the same with ${prefix} before it`,
      evidence: [...imageEvidence, 'podman#12320, #15306, #16400'],
      check: async world => {
        const short = await tag(world)
        ensureEqual((await inspectImage(world, `${prefix}${short}`)).Id, (await inspectImage(world, short)).Id, 'Id')
      },
    }),
  ),
  requirement({
    id: 'ImageHistory.describes',
    operation: 'ImageHistory',
    needs: ['image'],
    claim: 'History is a list whose first entry is the image',
    evidence: imageEvidence,
    check: async world => {
      const answer = await world.ask('ImageHistory', { path: { name: world.image } })
      ensureStatus(answer, 200)
      const [first] = jsonOf<{ Id: string; Created: number; CreatedBy: string; Size: number }[]>(answer)
      ensureEqual(first?.Id, (await inspectImage(world, world.image)).Id, 'the first id')
      ensureEqual([typeof first?.Created, typeof first?.Size], ['number', 'number'], 'the types of Created and Size')
    },
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
