import type { HealthStatus } from '../state/container/entity.ts'
import { exhaustMemory, exitContainer, listenIn, sayAs, setHealth } from '../state/container/interventions.ts'
import type { Engine } from '../state/engine.ts'

/**
 * What happens to a running container without any client's doing. Throws a `DockerError`, the daemon's own refusal, when
 * there is no such container or it does not run.
 */
export interface ContainerHandle {
  /** Its first process ends with this code, 0 to 255, here and now; its restart policy sees it. Default 0. */
  exit(code?: number): void
  /** It runs out of memory: an `oom` event, and exit code 137. */
  oom(): void
  /** Its health is this, with a `health_status` event, and no probe contradicts until it is started again. */
  health(status: HealthStatus): void
  /** It says something: to its log and to whoever is attached. A line that does not end gets its end. */
  log(text: string, stream?: 'stdout' | 'stderr'): void
  /** A port of it answers, as `8080:http:200:hello` or `5432:tcp:greeting` says, whoever is connected to it. */
  listen(endpoint: string): void
}

/** By name or id; looked up at each call, in whatever world there is then. */
export const createContainerHandle = (world: { readonly engine: Engine }, reference: string): ContainerHandle => ({
  exit: (code = 0) => exitContainer(world.engine, reference, code),
  oom: () => exhaustMemory(world.engine, reference),
  health: status => setHealth(world.engine, reference, status),
  log: (text, stream = 'stdout') => sayAs(world.engine, reference, stream, text.endsWith('\n') ? text : `${text}\n`),
  listen: endpoint => listenIn(world.engine, reference, endpoint),
})
