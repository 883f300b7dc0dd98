import { describe, expect, test } from 'vitest'
import { startContainer } from '../../../src/state/container/start.ts'
import { type CommitRequest, commitContainer } from '../../../src/state/image/commit.ts'
import { removeImage } from '../../../src/state/image/remove.ts'
import { imageInspect } from '../../../src/state/image/views/inspect.ts'
import { createDaemon } from '../container/daemon.ts'

const request = (container: string, changes: Partial<CommitRequest> = {}): CommitRequest => ({
  container,
  repository: '',
  tag: '',
  comment: '',
  author: '',
  pause: true,
  changes: [],
  config: undefined,
  ...changes,
})

const world = (profile = 'docker-29') => {
  const daemon = createDaemon(profile)
  const container = daemon.create({ Cmd: ['sh', '-c', 'x'], Env: ['A=1'] }, { name: 'worker' })
  return {
    ...daemon,
    container,
    commit: (changes: Partial<CommitRequest> = {}) => commitContainer(daemon.engine, request('worker', changes)),
  }
}

describe.each(['docker-29', 'docker-28'])('a commit of %s', profile => {
  test('keeps what the container changed, on top of its image', () => {
    const { commit, container, engine } = world(profile)
    container.tree.apply([
      { path: '/srv/index.html', kind: 'whiteout' },
      { path: '/new', kind: 'file', content: new TextEncoder().encode('new') },
    ])
    const image = commit()
    expect(image.parentId).toBe(engine.images.resolve('alpine').id)
    expect(image.layers.at(-1)?.entries()).toMatchObject([
      { path: '/new', kind: 'file' },
      { path: '/srv', kind: 'directory', mode: 0o750 },
      { path: '/srv/index.html', kind: 'whiteout' },
    ])
    expect(image.history.at(-1)).toMatchObject({ createdBy: 'sh -c x', emptyLayer: false })
  })

  test('shows its parent in every version, as what was pulled does only while the field was described', () => {
    const { commit, engine } = world(profile)
    const show = (id: string, version: string) =>
      imageInspect(engine, id, version, { manifests: false, platform: undefined })
    const base = engine.images.resolve('alpine')
    const { id } = commit()
    for (const version of ['1.51', '1.52']) expect(show(id, version)).toMatchObject({ Parent: base.id })
    expect(show('alpine', '1.51')).toMatchObject({ Parent: '' })
    expect(show('alpine', '1.52')).not.toHaveProperty('Parent')
  })

  test('of a container that changed nothing has no layer', () => {
    const { commit, engine } = world(profile)
    const { layers } = engine.images.resolve('alpine')
    expect(commit()).toMatchObject({ layers, history: [{ emptyLayer: true }] })
  })

  test('takes instructions, a name, a comment and an author', () => {
    const { commit, engine } = world(profile)
    const image = commit({
      changes: ['ENV B=2', 'CMD ["y"]'],
      repository: 'mine',
      tag: 'v1',
      comment: 'why',
      author: 'who',
    })
    expect(engine.images.resolve('mine:v1')).toBe(image)
    expect([image.comment, image.author, image.config.Cmd]).toEqual(['why', 'who', ['y']])
    expect(image.config.Env).toEqual(expect.arrayContaining(['A=1', 'B=2']))
  })

  test('is told: the image, its name, the container', () => {
    const { commit, events } = world(profile)
    events.length = 0
    const { id } = commit({ repository: 'mine', comment: 'why' })
    expect(events.map(({ type, action }) => `${type} ${action}`)).toEqual([
      'image create',
      'image tag',
      'container commit',
    ])
    expect(events.at(-1)?.attributes).toMatchObject({ comment: 'why', imageID: id, imageRef: 'mine:latest' })
  })
})

describe('a commit', () => {
  test('takes the configuration that the client sends, filled up with the container’s', () => {
    const { commit } = world()
    expect(commit({ config: { Cmd: ['z'], User: 'me' } }).config).toMatchObject({
      Cmd: ['z'],
      User: 'me',
      Labels: { maker: 'us' },
    })
  })

  test('names the container in Docker’s own document', () => {
    const { commit, container } = world('docker-28')
    const text = new TextDecoder().decode(commit().configuration.bytes())
    expect(JSON.parse(text)).toMatchObject({ container: container.id, container_config: { Cmd: ['sh', '-c', 'x'] } })
  })

  test('stops a running container for as long as it takes, unless it is not to', () => {
    const { commit, container, engine, events } = world()
    startContainer(engine, 'worker')
    const actions = (pause: boolean): string[] => {
      events.length = 0
      commit({ pause })
      return events.map(({ action }) => action)
    }
    expect(actions(true)).toEqual(['pause', 'create', 'commit', 'unpause'])
    expect(actions(false)).toEqual(['create', 'commit'])
    expect(container.state).toBe('running')
  })

  test.each([
    [{ repository: 'Bad' }, /must be lowercase/],
    [{ repository: `x@sha256:${'a'.repeat(64)}` }, /cannot import digest reference/],
    [{ changes: ['FROM x'] }, /FROM is not a valid change command/],
    [{ container: 'ghost' }, /No such container: ghost/],
  ] as const)('with %j is refused', (changes, message) => {
    const { commit, engine } = world()
    const before = engine.images.size
    expect(() => commit(changes as Partial<CommitRequest>)).toThrow(message)
    expect(engine.images.size).toBe(before)
  })

  test('needs the image that the container is made of', () => {
    const { commit, container, engine } = world()
    removeImage(engine, container.imageId, { force: true })
    expect(() => commit()).toThrow(`content digest ${container.imageId}: not found`)
  })
})
