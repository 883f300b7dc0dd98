import { type Requirement, requirement } from '../../requirement.ts'
import { ensure, ensureEqual } from '../../violation.ts'
import { asked } from '../evidence.ts'
import { inspectImage } from './inspect.ts'
import { commit } from './own.ts'

/** Images that are made of containers. */
export const commitRequirements: readonly Requirement[] = [
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
]
