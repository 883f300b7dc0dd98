import { ensureRefusal, ensureStatus, type Observation, textOf } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { filesOf, tarOf } from '../../tar.ts'
import { ensureEqual, ensureMatch } from '../../violation.ts'
import { asked } from '../evidence.ts'
import { inspectImage } from './inspect.ts'
import { commit, layer, layerId, load } from './own.ts'

/** What an archive of images says is in it. */
const manifestOf = ({ body }: Observation): readonly { readonly RepoTags?: readonly string[] }[] =>
  JSON.parse(filesOf(body).find(({ name }) => name === 'manifest.json')?.text ?? '[]')

/** Images as archives: saved, loaded, and made of plain files. */
export const imageArchiveRequirements: readonly Requirement[] = [
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
      ensureEqual(manifestOf(answer)[0]?.RepoTags, [`${repo}:one`], 'RepoTags')
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
      const found = manifestOf(answer).flatMap(({ RepoTags = [] }) => RepoTags)
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
