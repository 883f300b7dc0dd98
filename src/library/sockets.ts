import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHostPorts, type HostPorts } from '../server/transport/host-ports.ts'

export { socketPaths } from '../server/transport/address.ts'
export { listen } from '../server/transport/listener.ts'
export { createHostPorts, type HostPorts }

/** A socket in a folder that only this daemon has, and a free port, both on this machine only. */
export const privateHosts = (): { readonly hosts: readonly string[]; remove(): void } => {
  const tcp = 'tcp://127.0.0.1:0'
  if (process.platform === 'win32') return { hosts: [tcp], remove: () => {} }
  const folder = mkdtempSync(join(tmpdir(), 'mockerd-'))
  return {
    hosts: [`unix://${join(folder, 'docker.sock')}`, tcp],
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
