import { connectRegistry } from '../registry/connect.ts'
import { clockNamed } from '../server/clock-choice.ts'
import type { ControlOptions } from '../server/control/plane.ts'
import type { TlsOptions } from '../server/transport/listener.ts'
import type { Clock } from '../state/clock.ts'
import type { EngineOptions } from '../state/engine.ts'
import type { Registry } from '../state/registry/registry.ts'
import type { Instant } from '../state/time.ts'

/**
 * What a daemon is like, and where it listens. All of it may be left out: then it is a `docker-29` on real time, with a
 * socket and a port of its own.
 */
export interface MockerdOptions extends Omit<EngineOptions, 'clock' | 'registry' | 'portHost'> {
  /** `open` (default), `closed`, the `http://host:port` of a real one, or your own. */
  readonly registry?: 'open' | 'closed' | `http${string}` | Registry
  /**
   * `system` (default), `manual`, `auto` for time that jumps to the next timer while no request is being worked on,
   * `x60` for sixty times as fast, or a clock of your own.
   */
  readonly clock?: Clock | string
  /**
   * Default: a fresh unix socket (none on Windows) and a free TCP port, both on this machine only; where there are no
   * sockets, and with an empty list, the daemon is only a `fetch`.
   */
  readonly hosts?: readonly string[]
  /**
   * `host`: published ports really listen, on this machine only. Default `none`: they are only shown.
   * Testcontainers and whoever else talks to what runs in a container needs `host`.
   */
  readonly ports?: 'host' | 'none'
  /**
   * A file in which the world outlives this process, whatever ends it: what a client has been told is there. A daemon
   * that starts with it finds what a real one finds whose machine lost power.
   */
  readonly state?: string
  /** Who may control it under `/_mockerd`, and with what beside our own. Default: everybody here; false: nobody. */
  readonly control?: ControlOptions | false
  /** For the TCP hosts. */
  readonly tls?: TlsOptions
}

export const chooseRegistry = (choice: MockerdOptions['registry']): EngineOptions['registry'] =>
  typeof choice !== 'string' || choice === 'open' || choice === 'closed' ? choice : connectRegistry(choice)

export const chooseClock = (choice: Clock | string | undefined, start?: Instant): Clock | undefined => {
  if (typeof choice !== 'string') return choice
  const clock = clockNamed(choice, start)
  if (!clock) throw new Error(`there is no clock ${choice}: use system, manual, auto or x60`)
  return clock
}
