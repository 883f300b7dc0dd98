import type { Fields } from '../../fields.ts'
import { ensureStatus, jsonOf } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { ensure, ensureEqual, ensureMatch } from '../../violation.ts'
import { asked } from '../evidence.ts'

/** What the daemon tells of its machine and its settings. */
export const infoRequirements: readonly Requirement[] = [
  requirement({
    id: 'SystemInfo.names-the-machine',
    operation: 'SystemInfo',
    claim: 'Info tells the architecture as the kernel does, and counts containers by their states',
    evidence: ['the description of SystemInfo', 'socktainer#294: aarch64, not arm64'],
    check: async world => {
      const answer = await world.ask('SystemInfo')
      ensureStatus(answer, 200)
      const info = jsonOf<Record<string, unknown>>(answer)
      ensureMatch(info.Architecture, /^(x86_64|aarch64|armv7l|ppc64le|s390x|riscv64|loongarch64)$/, 'Architecture')
      ensureMatch(info.OSType, /^(linux|windows)$/, 'OSType')
      const { Containers, ContainersRunning, ContainersPaused, ContainersStopped } = info
      ensureEqual(
        Number(ContainersRunning) + Number(ContainersPaused) + Number(ContainersStopped),
        Containers,
        'the sum of running, paused and stopped containers',
      )
    },
  }),
  requirement({
    id: 'SystemInfo.logging-driver',
    operation: 'SystemInfo',
    claim: 'The driver that logs are written with is one that the daemon has',
    evidence: ['the description of SystemInfo', asked],
    check: async world => {
      const { LoggingDriver, Plugins } = jsonOf<Fields & { Plugins: { Log: string[] } }>(await world.ask('SystemInfo'))
      ensure(Plugins.Log.includes(String(LoggingDriver)), 'LoggingDriver', Plugins.Log.join(', '), LoggingDriver)
    },
  }),
  requirement({
    id: 'SystemInfo.index-server',
    operation: 'SystemInfo',
    claim: 'Info tells the address that docker login goes to',
    evidence: ['the description of SystemInfo; docker login asks for it', asked],
    check: async world => {
      const { IndexServerAddress } = jsonOf<Fields>(await world.ask('SystemInfo'))
      ensureMatch(IndexServerAddress, /^https?:\/\/.+/, 'IndexServerAddress')
    },
  }),
  requirement({
    id: 'SystemInfo.registries',
    operation: 'SystemInfo',
    claim: 'Info tells of the registry docker.io that it is secure and official',
    evidence: ['the description of RegistryServiceConfig', asked],
    check: async world => {
      const { RegistryConfig } = jsonOf<{ RegistryConfig?: { IndexConfigs?: Record<string, Fields> } }>(
        await world.ask('SystemInfo'),
      )
      const { Name, Secure, Official } = RegistryConfig?.IndexConfigs?.['docker.io'] ?? {}
      ensureEqual([Name, Secure, Official], ['docker.io', true, true], 'docker.io')
    },
  }),
]
