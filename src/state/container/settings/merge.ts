import type { ContainerConfig, HealthConfig, ImageConfig } from '../../../../spec/generated/types.ts'
import { invalid } from '../../error.ts'
import { does } from '../../profile/podman/quirks.ts'
import type { Profile } from '../../profile/profile.ts'
import { emptyRecord } from './fields.ts'

/**
 * Fills what the client left open from the image's configuration (moby daemon/commit.go, merge). What is taken over
 * whole is shared with the image: nobody writes to a stored configuration.
 */
export const mergeImageConfig = (config: ContainerConfig, image: ImageConfig): void => {
  if (!config.User && image.User) config.User = image.User
  mergePorts(config, image)
  mergeEnvironment(config, image)
  config.Labels = size(image.Labels) === 0 ? (config.Labels ?? emptyRecord) : { ...image.Labels, ...config.Labels }
  mergeCommand(config, image)
  mergeHealthcheck(config, image)
  if (!config.WorkingDir && image.WorkingDir) config.WorkingDir = image.WorkingDir
  mergeVolumes(config, image)
  if (!config.StopSignal && image.StopSignal) config.StopSignal = image.StopSignal
}

const size = (record: object | null | undefined): number => Object.keys(record ?? {}).length

const mergePorts = (config: ContainerConfig, image: ImageConfig): void => {
  if (size(image.ExposedPorts) === 0) return
  config.ExposedPorts =
    size(config.ExposedPorts) === 0 ? image.ExposedPorts : { ...config.ExposedPorts, ...image.ExposedPorts }
}

const keyOf = (variable: string): string => variable.split('=', 1)[0] ?? ''

const mergeEnvironment = (config: ContainerConfig, image: ImageConfig): void => {
  const given = config.Env ?? []
  if (given.length === 0) {
    if (image.Env) config.Env = image.Env
    return
  }
  const keys = new Set(given.map(keyOf))
  const missing = (image.Env ?? []).filter(variable => !keys.has(keyOf(variable)))
  if (missing.length > 0) config.Env = [...given, ...missing]
}

/** An entrypoint of the client's makes the image's command void; an explicit empty one only its entrypoint. */
const mergeCommand = (config: ContainerConfig, image: ImageConfig): void => {
  if ((config.Entrypoint ?? []).length > 0) return
  if ((config.Cmd ?? []).length === 0) config.Cmd = image.Cmd
  if (!config.Entrypoint && image.Entrypoint) config.Entrypoint = image.Entrypoint
}

const healthFields = ['Interval', 'Timeout', 'StartPeriod', 'StartInterval', 'Retries'] as const

const mergeHealthcheck = (config: ContainerConfig, image: ImageConfig): void => {
  const from = image.Healthcheck
  if (!from) return
  if (!config.Healthcheck) {
    config.Healthcheck = from
    return
  }
  const merged: HealthConfig = { ...config.Healthcheck }
  if ((merged.Test ?? []).length === 0) merged.Test = from.Test
  for (const name of healthFields) if (!merged[name]) merged[name] = from[name]
  config.Healthcheck = merged
}

const mergeVolumes = (config: ContainerConfig, image: ImageConfig): void => {
  if (size(config.Volumes) === 0) config.Volumes = size(image.Volumes) === 0 ? null : image.Volumes
  else if (size(image.Volumes) > 0) config.Volumes = { ...config.Volumes, ...image.Volumes }
}

/** Merges, and refuses a container that has nothing to run. */
export const mergeAndVerify = (profile: Profile, config: ContainerConfig, image: ImageConfig | undefined): void => {
  if (image) mergeImageConfig(config, image)
  if (config.Entrypoint?.length === 1 && config.Entrypoint[0] === '') config.Entrypoint = null
  if (config.Entrypoint?.length || config.Cmd?.length || does(profile, 'createsWithoutCommand')) return
  throw invalid('no command specified')
}
