import { describe, expect, test } from 'vitest'
import { imageHistory } from '../../../../src/state/image/views/history.ts'
import { imageInspect } from '../../../../src/state/image/views/inspect.ts'
import { stocked } from '../stocked.ts'

const world = (profile: string) => {
  const stock = stocked(profile)
  const base = stock.tag(stock.make('base'), 'base:1')
  stock.tag(stock.make('top', { Env: ['A=1'], Labels: { a: '1' } }, base), 'top:1', 'other:2')
  return stock
}

const plain = { manifests: false, platform: undefined }

describe('inspect', () => {
  test.each([
    ['docker-29', '1.43'],
    ['docker-29', '1.51'],
    ['docker-29', '1.55'],
    ['docker-28', '1.44'],
    ['docker-28', '1.51'],
  ])('of %s at %s', (profile, version) => {
    const { engine, named } = world(profile)
    const view = named(JSON.stringify(imageInspect(engine, 'top:1', version, plain)))
    expect(JSON.parse(view)).toMatchSnapshot()
  })

  test.each([
    ['docker-29', 'image with reference top:1 was found but does not provide the specified platform (linux/arm64)'],
    [
      'docker-28',
      'image with reference top:1 was found but its platform (linux/amd64) does not match the specified platform (linux/arm64)',
    ],
  ])('of a platform that %s has not', (profile, message) => {
    const platform = { os: 'linux', architecture: 'arm64' }
    expect(() => imageInspect(world(profile).engine, 'top:1', '1.51', { manifests: false, platform })).toThrow(message)
  })

  test('of all platforms and one is refused', () => {
    const platform = { os: 'linux', architecture: 'amd64' }
    expect(() => imageInspect(world('docker-29').engine, 'top:1', '1.51', { manifests: true, platform })).toThrow(
      'conflicting options: manifests and platform options cannot both be set',
    )
  })

  test('tells where an image was pulled from', () => {
    const { engine } = world('docker-29')
    const image = engine.images.resolve('top:1')
    engine.images.pin(image, `docker.io/library/top@${image.id}`)
    const identity = (version: string) => imageInspect(engine, 'top:1', version, plain).Identity
    expect(identity('1.52')).toBeUndefined()
    expect(identity('1.53')).toEqual({ Pull: [{ Repository: 'docker.io/library/top' }] })
  })
})

describe.each(['docker-29', 'docker-28'])('the history of %s', profile => {
  test('names every line whose image is here', () => {
    const { engine, named } = world(profile)
    const lines = imageHistory(engine, 'top:1').map(({ Id, Tags, CreatedBy, Size }) => [
      named(Id ?? ''),
      Tags,
      CreatedBy,
      Size,
    ])
    expect(lines).toEqual([
      ['sha256:<top>', ['other:2', 'top:1'], 'make top', 3],
      ['sha256:<base>', ['base:1'], 'make base', 4],
    ])
  })
})
