import type { Input } from '../../../spec/generated/types.ts'
import { createManualClock } from '../../../src/state/clock.ts'
import { createContainer } from '../../../src/state/container/create.ts'
import type { Container } from '../../../src/state/container/entity.ts'
import { CannotExecute, startRefusal } from '../../../src/state/container/runtime/runtime-error.ts'
import { createEngine } from '../../../src/state/engine.ts'
import { DockerError } from '../../../src/state/error.ts'
import type { EventMessage } from '../../../src/state/events.ts'
import type { FileEntry } from '../../../src/state/filesystem/contract.ts'
import { createTree } from '../../../src/state/filesystem/tree.ts'
import { type Content, mediaTypes } from '../../../src/state/image/content/content.ts'
import { packLayer } from '../../../src/state/image/content/layer.ts'
import type { Image } from '../../../src/state/image/entity.ts'

export type CreateBody = Input<'ContainerCreate'>['body']

export interface CreateParts {
  readonly name?: string
  readonly platform?: string
  readonly apiVersion?: string
}

const files: readonly FileEntry[] = [
  { path: '/bin/sh', kind: 'file', mode: 0o755 },
  { path: '/etc/passwd', kind: 'file', content: new TextEncoder().encode('root:x:0:0::/root:/bin/sh\n') },
  { path: '/srv', kind: 'directory', mode: 0o750, uid: 33, gid: 33 },
  { path: '/srv/index.html', kind: 'file', content: new TextEncoder().encode('hello') },
  { path: '/srv/again.html', kind: 'hardlink', target: '/srv/index.html' },
  { path: '/link', kind: 'symlink', target: '/srv' },
  { path: '/tmp', kind: 'directory', mode: 0o1777 },
]

const namedContent = (mediaType: string, digest: string): Content => ({
  mediaType,
  digest,
  sizeBytes: 610,
  bytes: () => new TextEncoder().encode('{}'.padEnd(610)),
})

const layer = packLayer(files, 1000)

/** An image that depends on no catalogue, so that golden texts change only with what they show. */
export const imageOf = (
  digit: string,
  config: Image['config'],
  platform: Image['platform'] = { os: 'linux', architecture: 'amd64' },
): Image => {
  const tree = createTree(files, () => 0)
  return {
    id: `sha256:${digit.repeat(64)}`,
    index: undefined,
    manifests: [],
    configuration: namedContent(mediaTypes.configuration, `sha256:${digit.repeat(63)}c`),
    manifest: namedContent(mediaTypes.manifest, `sha256:${digit.repeat(63)}d`),
    diffIds: [layer.diffId],
    createdAt: 0,
    config,
    platform,
    author: '',
    comment: '',
    parentId: '',
    layers: [layer],
    history: [],
    references: new Set(),
    digests: new Set(),
    storedAt: 0,
    lastTaggedAt: undefined,
    tree: () => tree,
  }
}

/** An engine with two images, at rest, and short words for what tests of containers do. */
export const createDaemon = (profile = 'docker-29', seed: string | number = 1) => {
  const clock = createManualClock()
  const engine = createEngine({ clock, seed, profile })
  const path = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
  const images: readonly (readonly [name: string, image: Image])[] = [
    ['alpine', imageOf('1', { Env: [path], Cmd: ['/bin/sh'], Labels: { maker: 'us' } })],
    [
      'web',
      imageOf('2', { Env: [path, 'A=image'], Entrypoint: ['serve'], Cmd: ['-x'], ExposedPorts: { '80/tcp': {} } }),
    ],
    ['scratchy', imageOf('3', {})],
    ['foreign', imageOf('4', { Cmd: ['x'] }, { os: 'linux', architecture: 'arm64' })],
  ]
  for (const [name, image] of images) {
    engine.images.add(image)
    engine.images.tag(image, `docker.io/library/${name}:latest`)
  }
  const events: EventMessage[] = []
  engine.events.subscribe(message => events.push(message))
  const attempt = (body: CreateBody, { name, platform, apiVersion = '1.55' }: CreateParts = {}) =>
    createContainer(engine, { body, name, platform, apiVersion })
  const create = (body: CreateBody = {}, parts: CreateParts = {}): Container =>
    attempt({ Image: 'alpine', ...body }, parts).container
  const story = (): string[] => events.map(({ type, action }) => `${type} ${action}`)
  return { engine, clock, events, story, attempt, create }
}

/** What the daemon refuses with: its kind and its words. */
export const refusalOf = (act: () => unknown): string => {
  try {
    act()
  } catch (error) {
    const said = error instanceof CannotExecute ? startRefusal(error) : error
    if (said instanceof DockerError) return `${said.kind}: ${said.message}`
    throw error
  }
  return 'accepted'
}
