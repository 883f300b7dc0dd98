import { SystemError } from '../filesystem/contract.ts'
import type { Listener, NetworkStack } from '../kernel/network.ts'
import { splice } from '../kernel/splice.ts'
import type { PublishedPort } from './entity.ts'
import type { PortTarget } from './port-host.ts'
import { anyAddress } from './port-request.ts'

/**
 * Opens a published port on the simulated host, where other containers find it at their gateway or at
 * `host.docker.internal`. Ports of the loopback, and of UDP, are nothing to them.
 */
export const openSimulated = (
  host: NetworkStack,
  { protocol, hostAddress, hostPort }: PublishedPort,
  target: PortTarget,
): (() => void) => {
  if (protocol !== 'tcp' || hostAddress !== anyAddress) return () => undefined
  const listener = host.listen(anyAddress, hostPort)
  serve(listener, target)
  return () => listener.close()
}

const serve = (listener: Listener, target: PortTarget): void => {
  for (let socket = listener.accept(); socket; socket = listener.accept()) {
    try {
      splice(socket, target.connect())
    } catch (error) {
      if (!(error instanceof SystemError)) throw error
      socket.release()
    }
  }
  listener.acceptable.subscribe(() => serve(listener, target))
}
