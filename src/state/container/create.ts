import type { Input } from '../../../spec/generated/types.ts'
import type { ApiVersion } from '../../../spec/version.ts'
import type { Engine } from '../engine.ts'
import { createTree } from '../filesystem/tree.ts'
import type { Image } from '../image/entity.ts'
import { isIdOf } from '../image/identifier.ts'
import { newEndpoint } from '../network/commands.ts'
import { networkNameOf } from '../network/store.ts'
import { has } from '../profile/changes.ts'
import { does } from '../profile/podman/quirks.ts'
import { behaviourOf } from './behaviour/behaviour.ts'
import type { Container } from './entity.ts'
import { containerEvent } from './event.ts'
import { checkWorkingDirectory, makeTree } from './runtime/files.ts'
import { settleMounts } from './runtime/mounts.ts'
import { StoredContainer } from './runtime/record.ts'
import { settleDefaults } from './settings/defaults.ts'
import { emptyList } from './settings/fields.ts'
import { adaptToVersion } from './settings/gates.ts'
import { findImage, platformWarning } from './settings/image.ts'
import { registerLinks, resolveLinks } from './settings/link.ts'
import { settleLogConfig } from './settings/log-config.ts'
import { mergeAndVerify } from './settings/merge.ts'
import { isContainerMode, isUserDefined } from './settings/modes.ts'
import { cleanPath } from './settings/mount-spec.ts'
import { checkName, generateName } from './settings/name.ts'
import { settlePodmanDefaults, settlePodmanHostDefaults } from './settings/podman-defaults.ts'
import { verifySecurityOptions } from './settings/security-options.ts'
import { readSettings, type Settings } from './settings/settings.ts'
import { verifyStorageOptions } from './settings/storage-options.ts'
import { verifyNamespaces, verifySettings } from './settings/verify.ts'
import { verifyEndpoints, verifyMacAddresses } from './settings/verify-endpoints.ts'

export interface CreateRequest {
  /** Empty: the daemon finds one. */
  readonly name?: string | undefined
  /** `os[/arch[/variant]]`; absent: the host's, or whatever the image has. */
  readonly platform?: string | undefined
  readonly body: Input<'ContainerCreate'>['body'] | undefined
  readonly apiVersion: ApiVersion
}

export interface Created {
  readonly container: Container
  readonly warnings: readonly string[]
}

/**
 * Creates a container. The order of the checks is the daemon's and decides which of several refusals a client sees
 * (moby daemon/server/router/container/container_routes.go and daemon/create.go).
 */
export const createContainer = (engine: Engine, request: CreateRequest): Created => {
  const settings = readSettings(request.body, engine.profile)
  const { config, hostConfig } = settings
  verifyMacAddresses(engine.profile, [
    settings.legacy.macAddress,
    ...[...settings.endpoints.values()].map(each => each?.MacAddress ?? undefined),
  ])
  verifyNamespaces(engine, settings)
  settleNetworkMode(settings, has(engine.profile, 'namesDefaultNetwork'))
  const versionWarnings = adaptToVersion(settings, request.apiVersion)
  if ((hostConfig.PidsLimit ?? 0) <= 0) delete hostConfig.PidsLimit
  hostConfig.RestartPolicy ??= {}
  if (has(engine.profile, 'restartPolicyHasName')) hostConfig.RestartPolicy.Name ||= 'no'

  const warnings = verifySettings(engine, config, hostConfig)
  warnings.push(...platformWarning(engine, config.Image ?? '', request))
  verifyEndpoints(engine, settings.endpoints)
  const { podman } = engine.profile
  if (podman) settlePodmanHostDefaults(hostConfig)
  settleDefaults(engine, hostConfig)
  const settlesRuntime = podman || request.body?.HostConfig || has(engine.profile, 'settlesRuntimeAtOnce')
  if (!settlesRuntime) hostConfig.Runtime = ''
  const warnsOfLinks = has(engine.profile, 'warnsOfDefaultLinks')
  if (warnsOfLinks && hostConfig.NetworkMode === 'bridge' && hostConfig.Links?.length) {
    warnings.push(
      'Links on the default bridge network are deprecated and will be removed in a future release. Use a custom network instead.',
    )
  }
  const image = findImage(engine, config.Image ?? '', request)
  if (image && does(engine.profile, 'namesAreWhole')) config.Image = wholeName(engine, config.Image ?? '', image)
  mergeAndVerify(engine.profile, config, image?.config)
  if (podman) settlePodmanDefaults(config, podman)
  behaviourOf(config.Labels)
  settleLogConfig(engine, hostConfig)
  const container = register(engine, settings, image, request.name ?? '')
  return { container, warnings: [...warnings, ...versionWarnings] }
}

/** What an image is called in full: as it was asked for, or as it is called first. */
const wholeName = (engine: Engine, asked: string, image: Image): string =>
  isIdOf(image, asked) ? ([...image.references].sort()[0] ?? image.id) : engine.images.fullNameOf(asked)

/** `default` and nothing mean the default bridge, in the endpoints too. */
const settleNetworkMode = ({ hostConfig, endpoints }: Settings, isNamed: boolean): void => {
  const mode = hostConfig.NetworkMode ?? ''
  hostConfig.NetworkMode = isNamed ? networkNameOf(mode) : mode || 'default'
  if (mode !== '' && mode !== 'default') return
  const endpoint = endpoints.get('default')
  if (endpoint === undefined) return
  endpoints.delete('default')
  endpoints.set(networkNameOf(mode), endpoint)
}

/** From here on there is a name and an id: a failure cleans up, which clients see as an event. */
const register = (engine: Engine, settings: Settings, image: Image | undefined, wantedName: string): Container => {
  const { config, hostConfig } = settings
  const id = engine.newId()
  const name = wantedName === '' ? generateName(engine, id) : checkName(engine, wantedName)
  config.Hostname ||= hostConfig.NetworkMode === 'host' ? engine.name : id.slice(0, 12)
  if (config.WorkingDir) config.WorkingDir = cleanPath(config.WorkingDir)
  const [path, args] = commandOf(config.Entrypoint ?? [], config.Cmd ?? [])
  const parts = {
    id,
    sequence: engine.containers.nextSequence(),
    name,
    createdAt: engine.clock.now(),
    config,
    hostConfig,
    imageId: image?.id ?? '',
    platform: image?.platform ?? { os: engine.profile.os, architecture: engine.profile.architecture },
    path,
    args,
    makeTree: makeTree(engine, image),
  }
  try {
    verifySecurityOptions(hostConfig)
    if (!engine.profile.storage.containerdStore) verifyStorageOptions(hostConfig)
    const links = resolveLinks(engine, hostConfig)
    checkWorkingDirectory(engine, image, id, config.WorkingDir)
    const imageTree = image ? image.tree : () => createTree([], engine.clock.now)
    const mounts = settleMounts(engine, { containerId: id, config, hostConfig, imageTree })
    const container = new StoredContainer({ ...parts, mounts: mounts.length === 0 ? emptyList : mounts })
    connectLater(engine, container, settings)
    engine.containers.add(container)
    registerLinks(engine, container, links)
    containerEvent(engine, container, 'create')
    return container
  } catch (error) {
    containerEvent(engine, new StoredContainer({ ...parts, mounts: emptyList }), 'destroy')
    throw error
  }
}

/** The executable and its arguments, shared with the configuration where they can be. */
const commandOf = (entrypoint: readonly string[], command: readonly string[]): [string, readonly string[]] => {
  const [path = '', ...args] = entrypoint.length > 0 ? [...entrypoint, ...command] : command
  return [path, args.length === 0 ? emptyList : args]
}

const noSettings = Object.freeze({})

/** Notes the endpoints that the container will have when it runs (moby updateContainerNetworkSettings). */
const connectLater = (engine: Engine, container: Container, { config, hostConfig, endpoints }: Settings): void => {
  const mode = networkNameOf(hostConfig.NetworkMode ?? '')
  if (config.NetworkDisabled || isContainerMode(mode)) return
  for (const [name, settings] of endpoints) container.endpoints.set(name, newEndpoint(settings ?? noSettings))
  if (endpoints.size === 0) {
    container.endpoints.set(networkByReference(engine, mode) ?? mode, newEndpoint(noSettings))
    return
  }
  // Endpoints stand under the network's name, even when the client called it by its id.
  const name = networkByReference(engine, mode)
  const byId = name === undefined ? undefined : engine.networks.byName(name)?.id
  const endpoint = byId === undefined ? undefined : container.endpoints.get(byId)
  if (name === undefined || byId === undefined || endpoint === undefined || container.endpoints.has(name)) return
  container.endpoints.delete(byId)
  container.endpoints.set(name, endpoint)
}

const networkByReference = (engine: Engine, mode: string): string | undefined => {
  if (!isUserDefined(mode)) return undefined
  const found = engine.networks.byName(mode) ?? engine.networks.get(mode)
  if (found) return found.name
  try {
    return engine.networks.resolve(mode).name
  } catch {
    // A network may be created after its containers: start looks again.
    return undefined
  }
}
