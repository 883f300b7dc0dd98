import type { ContainerConfig, HostConfig, Resources } from '../../../../spec/generated/types.ts'
import type { Engine } from '../../engine.ts'
import { has } from '../../profile/changes.ts'
import { hostHas } from '../../volume/host.ts'
import { verify } from './check.ts'
import type { Settings } from './settings.ts'
import { configChecks, hostnameCheck } from './verify-config.ts'
import { hostConfigChecks, namespaceModeChecks, platformChecks } from './verify-host-config.ts'
import { namespaceChecks, sharesCheck } from './verify-namespaces.ts'
import { verifyAsPodman } from './verify-podman.ts'
import { discardUnsupported, resourceChecks } from './verify-resources.ts'

/** Podman looks at none of it. */
export const verifyNamespaces = ({ profile }: Engine, settings: Settings): void => {
  if (profile.podman) return
  verify(namespaceChecks, settings)
  if (has(profile, 'checksCpuShares')) verify([sharesCheck], settings)
}

/** Everything about a new container but its image, name and mounts; returns warnings, throws the first refusal. */
export const verifySettings = (engine: Engine, config: ContainerConfig, hostConfig: HostConfig): string[] => {
  verify(configChecks, config)
  if (engine.profile.podman) {
    verifyAsPodman(engine, hostConfig)
    return []
  }
  verify(hostConfigChecks, { hostConfig, hostHas: path => hostHas(engine, path), profile: engine.profile })
  if (has(engine.profile, 'checksHostname')) verify([hostnameCheck], config)
  const mounted = (hostConfig.Mounts ?? []).filter(({ Type }) => Type === 'image')
  const warnings = mounted.map(() => 'Image mount is an experimental feature')
  warnings.push(...verifyResources(engine, hostConfig, false))
  if (has(engine.profile, 'checksNamespaceModes')) verify(namespaceModeChecks, hostConfig)
  verify(platformChecks, { hostConfig, hostHas: () => true, profile: engine.profile })
  if (hostConfig.NetworkMode === 'host' && Object.keys(hostConfig.PortBindings ?? {}).length > 0)
    warnings.push('Published ports are discarded when using host network mode')
  return warnings
}

/** Checks resources and leaves out what this host does not have; returns the warnings. */
export const verifyResources = (engine: Engine, resources: Resources, isUpdate: boolean): string[] => {
  // The CLI says -1 for "not set" (moby fixMemorySwappiness).
  if (resources.MemorySwappiness === -1) delete resources.MemorySwappiness
  const request = { resources, host: engine.profile.host, isUpdate }
  verify(resourceChecks, request)
  return discardUnsupported(request)
}
