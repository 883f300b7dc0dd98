import { ensureRefusal, ensureStatus, jsonOf } from '../observation.ts'
import { type Requirement, requirement } from '../requirement.ts'
import { filesOf } from '../tar.ts'
import { ensure, ensureEqual } from '../violation.ts'
import { sleepForever } from '../workload.ts'
import type { World } from '../world.ts'

const asked = 'asked of dockerd 20.10, 26.1 and 28.5'

export interface InspectedImage {
  readonly Id: string
  readonly RepoTags: readonly string[]
  readonly Config: { readonly Env?: readonly string[]; readonly Cmd?: readonly string[]; readonly Labels?: object }
  readonly RootFS: { readonly Layers: readonly string[] }
}

export const inspectImage = async (world: World, name: string): Promise<InspectedImage> => {
  const answer = await world.ask('ImageInspect', { path: { name } })
  ensureStatus(answer, 200)
  return jsonOf<InspectedImage>(answer)
}

/** An image of a container of ours, which nobody else has. */
const commit = async (world: World, repo: string, query: object = {}): Promise<string> => {
  const { id } = await world.create(sleepForever)
  const answer = await world.ask('ImageCommit', { query: { container: id, repo, tag: 'one', ...query } })
  ensureStatus(answer, 201)
  return jsonOf<{ Id: string }>(answer).Id
}

/** Images that are ours alone, made of containers: saved, pruned, and removed with all their names. */
export const committedImageRequirements: readonly Requirement[] = [
  requirement({
    id: 'ImageCommit.makes-an-image',
    operation: 'ImageCommit',
    needs: ['run'],
    claim:
      'A commit answers 201 with the id of an image that has the name, the layers of its base and what changes say',
    evidence: ['/commit; moby daemon/commit.go', asked],
    check: async world => {
      const repo = world.name()
      const id = await commit(world, repo, { changes: 'ENV A=b' })
      const { Id, RepoTags, Config, RootFS } = await inspectImage(world, `${repo}:one`)
      ensureEqual([Id, RepoTags], [id, [`${repo}:one`]], 'Id and RepoTags')
      ensure(Config.Env?.includes('A=b') === true, 'Config.Env', 'A=b among them', Config.Env)
      const base = await inspectImage(world, world.image)
      ensureEqual(RootFS.Layers.slice(0, base.RootFS.Layers.length), base.RootFS.Layers, 'the layers of the base')
    },
  }),
  requirement({
    id: 'ImageDelete.removes-the-last-name',
    operation: 'ImageDelete',
    needs: ['run'],
    claim: 'With its last name an image is gone, and the reply says both',
    evidence: ['/images/{name}; moby daemon/images/image_delete.go, daemon/containerd/image_delete.go', asked],
    check: async world => {
      const repo = world.name()
      const id = await commit(world, repo)
      const answer = await world.ask('ImageDelete', { path: { name: `${repo}:one` } })
      ensureStatus(answer, 200)
      const rows = jsonOf<{ Untagged?: string; Deleted?: string }[]>(answer)
      ensureEqual(rows[0], { Untagged: `${repo}:one` }, 'the first row')
      ensure(
        rows.some(({ Deleted }) => Deleted === id),
        'the rows',
        `Deleted ${id}`,
        rows,
      )
      ensureStatus(await world.ask('ImageInspect', { path: { name: id } }), 404)
    },
  }),
  requirement({
    id: 'ImageDelete.refuses-in-use',
    operation: 'ImageDelete',
    needs: ['run'],
    claim: 'An image that a running container has is not removed: 409, and the image stays',
    evidence: ['/images/{name}; moby daemon/images/image_delete.go', asked],
    check: async world => {
      const repo = world.name()
      await commit(world, repo)
      await world.start(sleepForever, { Image: `${repo}:one` })
      ensureRefusal(
        await world.ask('ImageDelete', { path: { name: `${repo}:one` } }),
        409,
        /conflict: unable to (remove|delete)/i,
      )
      ensureEqual((await inspectImage(world, `${repo}:one`)).RepoTags, [`${repo}:one`], 'RepoTags')
    },
  }),
  requirement({
    id: 'ImageGet.holds-the-names',
    operation: 'ImageGet',
    needs: ['run'],
    claim: 'A saved image is an archive whose manifest.json has the name that was asked for',
    evidence: ['/images/{name}/get; moby image/tarexport/save.go', asked],
    check: async world => {
      const repo = world.name()
      await commit(world, repo)
      const answer = await world.ask('ImageGet', { path: { name: `${repo}:one` } })
      ensureStatus(answer, 200)
      const manifest = filesOf(answer.body).find(({ name }) => name === 'manifest.json')?.text ?? '[]'
      ensureEqual(JSON.parse(manifest)[0]?.RepoTags, [`${repo}:one`], 'RepoTags')
    },
  }),
  requirement({
    id: 'ImageGetAll.holds-several',
    operation: 'ImageGetAll',
    needs: ['run'],
    claim: 'Several images are saved in one archive',
    evidence: ['/images/get; moby image/tarexport/save.go', asked],
    check: async world => {
      const names = [world.name(), world.name()]
      for (const repo of names) await commit(world, repo)
      const tags = names.map(repo => `${repo}:one`)
      const answer = await world.ask('ImageGetAll', { query: { names: tags } })
      ensureStatus(answer, 200)
      const manifest = filesOf(answer.body).find(({ name }) => name === 'manifest.json')?.text ?? '[]'
      const found = (JSON.parse(manifest) as { RepoTags: string[] }[]).flatMap(({ RepoTags }) => RepoTags)
      ensureEqual(found.toSorted(), tags.toSorted(), 'RepoTags')
    },
  }),
  ...(['ImageGet', 'ImageGetAll'] as const).map(operation =>
    requirement({
      id: `${operation}.of-nothing`,
      operation,
      claim: `${operation} of what does not exist answers 404`,
      evidence: [`the description of ${operation}`, asked],
      check: async world => {
        const nobody = world.name()
        const ask = operation === 'ImageGet' ? { path: { name: nobody } } : { query: { names: [nobody] } }
        ensureRefusal(await world.ask(operation, ask), 404, /No such image: mkc-/)
      },
    }),
  ),
  requirement({
    id: 'ImagePrune.removes-dangling',
    operation: 'ImagePrune',
    needs: ['run'],
    claim: 'Prune removes what no name is left of, as far as the filter goes, and nothing that has a name',
    evidence: ['/images/prune; moby daemon/images/image_prune.go', asked],
    check: async world => {
      const [repo, mark] = [world.name(), world.name()]
      const first = await commit(world, repo, { changes: `LABEL ${mark}=first` })
      const second = await commit(world, repo, { changes: `LABEL ${mark}=second` })
      const filters = { label: [world.label, mark] }
      const answer = await world.ask('ImagePrune', { query: { filters } })
      ensureStatus(answer, 200)
      const { ImagesDeleted } = jsonOf<{ ImagesDeleted: { Deleted?: string }[] | null }>(answer)
      ensure(ImagesDeleted?.some(({ Deleted }) => Deleted === first) === true, 'ImagesDeleted', first, ImagesDeleted)
      ensureEqual((await inspectImage(world, `${repo}:one`)).Id, second, 'the image that has the name')
    },
  }),
]
