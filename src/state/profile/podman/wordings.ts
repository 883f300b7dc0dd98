import type { OperationId } from '../../../../spec/index.ts'
import { DockerError } from '../../error.ts'
import type { Profile } from '../profile.ts'
import { isPodmanOf } from './podman.ts'
import { wordings } from './texts.ts'

/** The failure as podman says it; `target` is the path and query that were asked for. */
export const asPodmanSays = (
  profile: Profile,
  error: DockerError,
  operation: OperationId | undefined,
  target: string,
): DockerError => {
  for (const wording of wordings) {
    const { docker, podman, kind = error.kind, operations } = wording
    if (!isPodmanOf(profile, wording) || (operations && !(operation && operations.includes(operation)))) continue
    const match = docker.exec(error.message)
    if (!match) continue
    const message =
      typeof podman === 'function' ? podman(match, target) : error.message.replace(docker, podman ?? error.message)
    return new DockerError(kind, message)
  }
  return error
}
