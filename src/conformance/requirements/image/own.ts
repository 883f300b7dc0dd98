import { ensureStatus, jsonOf, textOf } from '../../observation.ts'
import { tarOf, tarOfAll } from '../../tar.ts'
import { sleepForever } from '../../workload.ts'
import type { World } from '../../world.ts'

/** Another name for the image of workloads: what is tagged and untagged is ours alone. */
export const tag = async (world: World, version = 'one'): Promise<string> => {
  const repo = world.name()
  ensureStatus(await world.ask('ImageTag', { path: { name: world.image }, query: { repo, tag: version } }), 201)
  return `${repo}:${version}`
}

/** An image of a container of ours, which nobody else has: what is made alike in one moment of a fake's clock would be one image. */
export const commit = async (world: World, repo: string, query: object = {}): Promise<string> => {
  const { id } = await world.create(sleepForever, { Labels: { of: repo } })
  const answer = await world.ask('ImageCommit', { query: { container: id, repo, tag: 'one', ...query } })
  ensureStatus(answer, 201)
  return jsonOf<{ Id: string }>(answer).Id
}

/** What an image is made of here: an archive with one file. */
export const layer = tarOf('hello', 'world')

/** The digest of `layer`, which daemons find out themselves. */
export const layerId = 'sha256:a27f811456971472885bb5406e3a9d8f5deecc23cafba3da284e67620a36f5d7'

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
