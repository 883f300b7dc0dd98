import { describe, expect, test } from 'vitest'
import { innerIndex, load, named, ociArchive, ociImage } from './bundle/archives.ts'
import { stocked } from './stocked.ts'

/** Refusals seen with 28.5.2, with graph drivers and with its containerd store. */
describe.each(['docker-29', 'docker-28'])('removing from %s', profile => {
  test('by a name takes the name, and the image with its last one', () => {
    const { make, tag, remove, engine } = stocked(profile)
    tag(make('one'), 'box:1', 'box:2', 'other:x')
    expect(remove('box:1')).toBe('box:1')
    expect(remove('other:x')).toBe('other:x')
    expect(remove('box:2')).toMatch(/^box:2 -sha256:<one>/)
    expect(engine.images.size).toBe(0)
  })

  test('by an id needs force when several names lead to it', () => {
    const { make, tag, remove } = stocked(profile)
    const { id } = tag(make('one'), 'box:1', 'box:2')
    expect(remove(id.slice(7, 19))).toBe(
      'conflict: conflict: unable to delete <one> (must be forced) - image is referenced in multiple repositories',
    )
    expect(remove(id, { force: true })).toMatch(/^box:1 box:2 -sha256:<one>/)
  })

  test('by an id with one name takes both', () => {
    const { make, tag, remove } = stocked(profile)
    expect(remove(tag(make('one'), 'box:1').id)).toMatch(/^box:1 -sha256:<one>/)
  })

  test('an image that a container uses needs force, and stays without a name for it', () => {
    const { make, tag, remove, container, engine } = stocked(profile)
    const image = tag(make('one'), 'box:1', 'box:2')
    container('user', 'box:1')
    expect(remove('box:1')).toBe('box:1')
    expect(remove('box:2')).toBe(
      profile === 'docker-29'
        ? 'conflict: conflict: unable to delete box:2 (must be forced) - container <user> is using its referenced image <one>'
        : 'conflict: conflict: unable to remove repository reference "box:2" (must force) - container <user> is using its referenced image <one>',
    )
    if (profile === 'docker-29') {
      expect(remove('box:2', { force: true })).toBe('box:2')
      expect([...engine.images.all()]).toEqual([image])
      expect(image.references.size).toBe(0)
    }
  })

  test('an image that runs cannot be removed by its id, one that ran can be forced', () => {
    const { make, tag, remove, container, engine } = stocked(profile)
    const { id } = tag(make('one', { Cmd: ['/one'] }), 'box:1')
    container('user', 'box:1')
    const stopped =
      'conflict: conflict: unable to delete <one> (must be forced) - image is being used by stopped container <user>'
    expect(remove(id)).toBe(stopped)
    const user = engine.containers.resolve('user')
    engine.containers.move(user, 'running')
    expect(remove(id, { force: true })).toBe(
      'conflict: conflict: unable to delete <one> (cannot be forced) - image is being used by running container <user>',
    )
    engine.containers.move(user, 'exited')
    expect(remove(id, { force: true })).toMatch(/^box:1 -sha256:<one>/)
  })

  test('takes along the steps on the way to it, unless it is not to, as far as nobody wants them', () => {
    const { make, tag, remove, engine } = stocked(profile)
    const base = tag(make('base'), 'base:1')
    const step = make('step', {}, base)
    tag(make('top', {}, step), 'top:1')
    expect(remove('top:1', { prune: false })).toMatch(/^top:1 -sha256:<top>/)
    expect(engine.images.get(step.id)).toBe(step)
    tag(make('next', {}, step), 'next:1')
    expect(remove('next:1')).toMatch(/^next:1 -sha256:<next>.* -sha256:<step>/)
    expect([...engine.images.all()]).toEqual([base])
  })

  test.each([
    [' ', 'invalid: image name cannot be blank'],
    ['nosuch', 'not-found: No such image: nosuch:latest'],
    ['box:2', 'not-found: No such image: box:2'],
    ['Bad', 'invalid: invalid reference format: repository name (library/Bad) must be lowercase'],
  ])('%j is refused', (name, refusal) => {
    const { make, tag, remove } = stocked(profile)
    tag(make('one'), 'box:1')
    expect(remove(name)).toBe(refusal)
  })
})

describe('a containerd store', () => {
  test('tells of names and images', () => {
    const { make, tag, remove, told } = stocked('docker-29')
    tag(make('one', { Labels: { a: '1' } }), 'box:1', 'box:2')
    told()
    remove('box:2')
    remove('box:1')
    expect(told()).toEqual(['untag sha256:<one> box:2', 'untag sha256:<one> box:1', 'delete sha256:<one> sha256:<one>'])
  })

  test('keeps what others were committed on, without a name', () => {
    const { make, tag, remove, engine } = stocked('docker-29')
    const base = tag(make('base'), 'base:1')
    tag(make('top', {}, base), 'top:1')
    expect(remove('base:1')).toBe('base:1 -sha256:<base>')
    expect(engine.images.get(base.id)).toBe(base)
    expect(remove('top:1')).toBe('top:1 -sha256:<top> -sha256:<base>')
    expect(engine.images.size).toBe(0)
  })

  test('removes single platforms, which has to be forced', async () => {
    const { engine, remove, named: shown } = stocked('docker-29')
    const [here, arm] = [ociImage(), ociImage({ architecture: 'arm64' })]
    const inner = innerIndex([
      { ...here.line, platform: { os: 'linux', architecture: 'amd64' } },
      { ...arm.line, platform: { os: 'linux', architecture: 'arm64' } },
    ])
    await load(
      engine,
      ociArchive([{ ...inner.line, ...named('many:1') }], { ...inner.blobs, ...here.blobs, ...arm.blobs }),
    )
    const platforms = [{ os: 'linux', architecture: 'arm64' }]
    expect(remove('many:1', { platforms })).toBe(
      'invalid: Content will be removed from all images referencing this variant. Use —-force to force delete.',
    )
    expect(remove('many:1', { platforms, force: true })).toBe(shown(`-${arm.line.digest}`))
    expect(remove('many:1', { platforms, force: true })).toBe(
      `not-found: failed to delete platform linux/arm64 for image ${inner.line.digest}: image with reference many:1 was found but does not provide the specified platform (linux/arm64)`,
    )
    expect(engine.images.resolve('many:1').manifests.map(({ image }) => image?.platform.architecture)).toEqual([
      'amd64',
      undefined,
    ])
  })
})

describe('graph drivers', () => {
  test('tell of names by the image’s id, and list the layers that go', () => {
    const { make, tag, remove, told } = stocked('docker-28')
    const base = tag(make('base'), 'base:1')
    tag(make('top', {}, base), 'top:1')
    told()
    expect(remove('top:1')).toMatch(/^top:1 -sha256:<top> -sha256:[0-9a-f]{64}$/)
    expect(told()).toEqual(['untag sha256:<top> sha256:<top>', 'delete sha256:<top> sha256:<top>'])
  })

  test('refuse an image that others stand on', () => {
    const { make, tag, remove } = stocked('docker-28')
    const base = tag(make('base'), 'base:1', 'base:2')
    tag(make('top', {}, base), 'top:1')
    expect(remove('base:1')).toBe('base:1')
    expect(remove(base.id, { force: true })).toBe(
      'conflict: conflict: unable to delete <base> (cannot be forced) - image has dependent child images',
    )
    expect(remove('base:2')).toBe('base:2')
  })

  test('take the digests of a repository with its last tag', () => {
    const { make, tag, remove, engine } = stocked('docker-28')
    const image = tag(make('one'), 'box:1', 'other:1')
    engine.images.pin(image, `docker.io/library/box@${image.id}`)
    expect(engine.images.resolve(`box@${image.id}`)).toBe(image)
    expect(remove('box:1')).toBe('box:1 box@sha256:<one>')
    expect(() => engine.images.resolve(`box@${image.id}`)).toThrow('No such image')
  })

  test('know one platform', () => {
    const { make, tag, remove } = stocked('docker-28')
    tag(make('one'), 'box:1')
    const arm = { os: 'linux', architecture: 'arm64' }
    expect(remove('box:1', { platforms: [arm, arm] })).toBe('invalid: multiple platforms are not supported')
    expect(remove('box:1', { platforms: [arm] })).toBe(
      'not-found: image with reference box:1 was found but its platform (linux/amd64) does not match the specified platform (linux/arm64)',
    )
  })
})
