import type { ContainerConfig, ImageConfig, ImageInspect } from '../../../../spec/generated/types.ts'
import type { Engine } from '../../engine.ts'
import { invalid, wrapped } from '../../error.ts'
import { has } from '../../profile/changes.ts'
import { never, rfc3339Nano } from '../../time.ts'
import { fullConfig } from '../content/configuration.ts'
import { type Descriptor, descriptorOf, readDocument } from '../content/content.ts'
import type { Image, PlatformImage } from '../entity.ts'
import { shownNames } from '../names.ts'
import type { Platform } from '../platform.ts'
import { selectPlatform } from '../select.ts'
import { shownBytes } from '../size.ts'
import { graphDriver } from './graph-driver.ts'
import { imageIdentity } from './identity.ts'
import { isBefore, manifestSummaries } from './manifest.ts'
import { targetOf } from './summary.ts'

export interface InspectOptions {
  readonly manifests: boolean
  readonly platform: Platform | undefined
}

/** `GET /images/{name}/json`. Versions: daemon/server/router/image/image_routes.go. */
export const imageInspect = (
  engine: Engine,
  name: string,
  version: string,
  { manifests, platform }: InspectOptions,
): ImageInspect => {
  if (manifests && platform) throw invalid('conflicting options: manifests and platform options cannot both be set')
  const find = () => engine.images.resolve(name)
  const image = has(engine.profile, 'missingImagesAreToldOnce') ? find() : wrapped(`no such image: ${name}`, find)
  const shown = selectPlatform(engine, image, name, platform)
  const { tags, digests } = shownNames(engine, image)
  const size = shownBytes(engine, image, shown)
  return {
    Id: platform && image.index ? shown.manifest.digest : image.id,
    RepoTags: [...tags],
    RepoDigests: [...digests],
    ...descriptionView(image, shown, version),
    Size: size,
    ...(isBefore(version, '1.44') && { VirtualSize: size }),
    RootFS: { Type: 'layers', Layers: shown.layers.map(({ diffId }) => diffId) },
    Metadata: { LastTagTime: image.lastTaggedAt === undefined ? never : rfc3339Nano(image.lastTaggedAt) },
    ...(engine.profile.storage.containerdStore
      ? containerdView(engine, image, shown, version, { manifests, platform })
      : graphView(engine, shown, version)),
  }
}

const descriptionView = (image: Image, shown: PlatformImage, version: string): ImageInspect => {
  const always = isBefore(version, '1.52')
  const { author, comment, config, createdAt, platform } = shown
  return {
    ...((always || image.parentId !== '') && { Parent: image.parentId }),
    ...((always || comment !== '') && { Comment: comment }),
    Created: rfc3339Nano(createdAt),
    ...((always || author !== '') && { Author: author }),
    Config: configView(config, version),
    Architecture: platform.architecture,
    ...(platform.variant && { Variant: platform.variant }),
    Os: platform.os,
    ...(platform.osVersion && { OsVersion: platform.osVersion }),
  }
}

const containerdView = (
  engine: Engine,
  image: Image,
  shown: PlatformImage,
  version: string,
  { manifests, platform }: InspectOptions,
): ImageInspect => {
  const identity = isBefore(version, '1.53') ? undefined : imageIdentity(image)
  return {
    ...(isBefore(version, '1.45') && { Container: '', ContainerConfig: null }),
    ...(isBefore(version, '1.52') && {
      DockerVersion: '',
      GraphDriver: { Data: null, Name: engine.profile.storage.driver },
    }),
    ...(!isBefore(version, '1.48') && { Descriptor: platform ? lineOf(image, shown) : targetOf(image) }),
    ...(manifests && { Manifests: manifestSummaries(engine, image) }),
    ...(identity && { Identity: identity }),
  }
}

const lineOf = ({ manifests }: Image, { manifest }: PlatformImage): Descriptor =>
  manifests.find(({ descriptor }) => descriptor.digest === manifest.digest)?.descriptor ?? descriptorOf(manifest)

/** Docker's own document remembers the container and the daemon that it was made with. */
const graphView = (engine: Engine, shown: PlatformImage, version: string): ImageInspect => {
  const document = readDocument(shown.configuration) as Readonly<Record<string, unknown>>
  const { container, container_config: config, docker_version: dockerVersion } = document
  const made = typeof dockerVersion === 'string' ? dockerVersion : ''
  return {
    ...(isBefore(version, '1.45') && {
      ...(has(engine.profile, 'omitsNoContainer') ? {} : { Container: '' }),
      ...(typeof container === 'string' && container !== '' && { Container: container }),
      ContainerConfig: fullConfig((config ?? {}) as ContainerConfig) as ContainerConfig,
    }),
    ...((isBefore(version, '1.52') || made !== '') && { DockerVersion: made }),
    GraphDriver: graphDriver(engine, shown.layers),
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
  if (!isBefore(version, '1.52')) return config
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
  return isBefore(version, '1.50') ? { ...runtimeOnly, ...listed } : listed
}
