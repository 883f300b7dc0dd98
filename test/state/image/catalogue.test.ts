import { describe, expect, test } from 'vitest'
import { createTree } from '../../../src/state/filesystem/tree.ts'
import { versionTags } from '../../../src/state/image/catalogue/definition.ts'
import { remoteImage } from '../../../src/state/image/catalogue/image.ts'
import { repositories } from '../../../src/state/image/catalogue/repositories.ts'
import { registerPrograms } from '../../../src/state/program/index.ts'
import { executableProgram, findProgram } from '../../../src/state/program/registry.ts'

registerPrograms()

const images = [...repositories.values()].flatMap(repository =>
  repository.tags.map(tag => ({ name: `${repository.path}:${tag}`, repository, variant: repository.variant(tag) })),
)

describe('the built-in registry', () => {
  for (const { name, repository, variant } of images) {
    test(`${name} can be unpacked, and all its programs exist`, () => {
      if (!variant) throw new Error(`${name} is listed but unknown`)
      const remote = remoteImage(repository, variant)
      expect(remote.index.digest).toBe(remoteImage(repository, variant).index.digest)
      const tree = createTree()
      for (const layer of remote.images[0]?.layers ?? []) tree.apply(layer.entries())
      const programs = [...tree.entries()].flatMap(({ content }) => {
        const program = content && executableProgram(content)
        return program === undefined ? [] : [program]
      })
      expect(programs.length).toBeGreaterThan(0)
      expect(programs.filter(program => !findProgram(program))).toEqual([])
    })
  }

  test('images on the same base share its layer', () => {
    const baseOf = (path: string, tag: string): string | undefined => {
      const repository = repositories.get(path)
      const variant = repository?.variant(tag)
      return repository && variant && remoteImage(repository, variant).images[0]?.layers[0]?.diffId
    }
    expect(baseOf('library/redis', '7-alpine')).toBe(baseOf('library/alpine', 'latest'))
    expect(baseOf('library/redis', '7')).not.toBe(baseOf('library/alpine', 'latest'))
  })

  test('Ubuntu has what procps installs, Debian has not', () => {
    const has = (path: string, executable: string): boolean | undefined => {
      const repository = repositories.get(path)
      const variant = repository?.variant('latest')
      if (!repository || !variant) throw new Error(`${path} is unknown`)
      return remoteImage(repository, variant).images[0]?.layers.some(layer =>
        layer.entries().some(entry => entry.path === executable),
      )
    }
    for (const name of ['ps', 'uptime', 'free', 'pgrep']) {
      expect([name, has('library/ubuntu', `/usr/bin/${name}`)]).toEqual([name, true])
      expect([name, has('library/debian', `/usr/bin/${name}`)]).toEqual([name, false])
    }
  })

  const tags: readonly [tag: string, version: string | undefined][] = [
    ['latest', '8.4.0'],
    ['8', '8.4.0'],
    ['8.4', '8.4.0'],
    ['7.2', '7.2.0'],
    ['7.2.5-alpine', '7.2.5'],
    ['alpine', '8.4.0'],
    ['nope', undefined],
    ['7-nope', undefined],
    ['', undefined],
  ]
  for (const [tag, version] of tags) {
    test(`the tag ${tag || '(empty)'} means ${version ?? 'nothing'}`, () => {
      expect(versionTags('8.4.0', ['alpine'])(tag)?.version).toBe(version)
    })
  }
})
