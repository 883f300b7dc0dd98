import type { ImageConfig, ImageInspect, ImageSummary } from '../../../spec/generated/types.ts'
import { compareVersions } from '../../../spec/index.ts'
import type { Engine } from '../engine.ts'
import { never, rfc3339Nano, unixSeconds } from '../time.ts'
import { descriptorOf } from './content/content.ts'
import type { Image } from './entity.ts'
import { familiarName, parseReference } from './reference.ts'

/** How the API shows images, for a containerd store. Versions: daemon/server/router/image/image_routes.go. */

const familiar = (name: string): string => familiarName(parseReference(name))

const repoTags = (image: Image): string[] => [...image.references].map(familiar)

/** A containerd store has a digest for every name that it knows, pulled or not. */
const repoDigests = (image: Image): string[] => {
  const pinned = [...image.references].map(name => `${name.slice(0, name.lastIndexOf(':'))}@${image.id}`)
  return [...new Set([...image.digests, ...pinned])].map(familiar)
}

const descriptor = (image: Image) => descriptorOf(image.index ?? image.manifest)

/** One row of `GET /images/json`. */
export const imageSummary = (engine: Engine, image: Image, version: string): ImageSummary => {
  const before = (other: string): boolean => compareVersions(version, other) < 0
  const untagged = image.references.size === 0 && before('1.43')
  return {
    Containers: before('1.51') ? -1 : engine.containers.ofImage(image.id).size,
    Created: unixSeconds(image.createdAt),
    Id: image.id,
    Labels: image.config.Labels ?? {},
    ParentId: image.parentId,
    ...(before('1.48') ? {} : { Descriptor: descriptor(image) }),
    RepoDigests: untagged ? ['<none>@<none>'] : repoDigests(image),
    RepoTags: untagged ? ['<none>:<none>'] : repoTags(image),
    SharedSize: -1,
    Size: image.sizeBytes,
    ...(before('1.44') ? { VirtualSize: image.sizeBytes } : {}),
  }
}

/** `GET /images/{name}/json`. */
export const imageInspect = (image: Image, version: string): ImageInspect => {
  const before = (other: string): boolean => compareVersions(version, other) < 0
  const always = before('1.52')
  return {
    Id: image.id,
    RepoTags: repoTags(image),
    RepoDigests: repoDigests(image),
    // No longer described from 1.52 on, and shown all the same when there is one (moby image_routes.go, getImagesByName).
    ...(always || image.parentId !== '' ? { Parent: image.parentId } : {}),
    ...(always || image.comment !== '' ? { Comment: image.comment } : {}),
    Created: rfc3339Nano(image.createdAt),
    ...(before('1.45') ? { Container: '', ContainerConfig: null } : {}),
    ...(always ? { DockerVersion: '' } : {}),
    ...(always || image.author !== '' ? { Author: image.author } : {}),
    Config: configView(image.config, version),
    Architecture: image.platform.architecture,
    ...(image.platform.variant ? { Variant: image.platform.variant } : {}),
    Os: image.platform.os,
    Size: image.sizeBytes,
    ...(before('1.44') ? { VirtualSize: image.sizeBytes } : {}),
    ...(always ? { GraphDriver: { Data: null, Name: 'overlayfs' } } : {}),
    RootFS: { Type: 'layers', Layers: image.layers.map(({ diffId }) => diffId) },
    Metadata: { LastTagTime: image.lastTaggedAt === undefined ? never : rfc3339Nano(image.lastTaggedAt) },
    ...(before('1.48') ? {} : { Descriptor: descriptor(image) }),
  }
}

/** What older versions always listed, with Go's zero values; 1.50 dropped what only a container has. */
const runtimeOnly = {
  Hostname: '',
  Domainname: '',
  AttachStdin: false,
  AttachStdout: false,
  AttachStderr: false,
  Tty: false,
  OpenStdin: false,
  StdinOnce: false,
  Image: '',
}

const configView = (config: ImageConfig, version: string): ImageConfig => {
  if (compareVersions(version, '1.52') >= 0) return config
  const listed = {
    User: '',
    Env: null,
    Cmd: null,
    Volumes: null,
    WorkingDir: '',
    Entrypoint: null,
    OnBuild: null,
    Labels: null,
    ...config,
  }
  return compareVersions(version, '1.50') < 0 ? { ...runtimeOnly, ...listed } : listed
}

/** `GET /images/{name}/history`, newest first; only the image itself has an id. */
export const imageHistory = (image: Image) => {
  let layer = image.layers.length
  return [...image.history].reverse().map((entry, index) => {
    if (!entry.emptyLayer) layer--
    return {
      Id: index === 0 ? image.id : '<missing>',
      Created: unixSeconds(entry.createdAt),
      CreatedBy: entry.createdBy,
      Tags: index === 0 && image.references.size > 0 ? repoTags(image) : null,
      Size: entry.emptyLayer ? 0 : (image.layers[layer]?.sizeBytes ?? 0),
      Comment: entry.comment,
    }
  })
}
