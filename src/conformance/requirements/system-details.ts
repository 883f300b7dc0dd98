import { jsonOf } from '../observation.ts'
import { type Requirement, requirement } from '../requirement.ts'
import { ensure, ensureEqual, ensureMatch } from '../violation.ts'

const asked = 'asked of dockerd 20.10, 26.1 and 28.5'

type Fields = Readonly<Record<string, unknown>>

/** What the daemon tells of itself besides. */
export const systemDetailRequirements: readonly Requirement[] = [
  requirement({
    id: 'SystemVersion.components-agree',
    operation: 'SystemVersion',
    claim: 'The first component is the engine, and has the versions of the API that stand above',
    evidence: ['the description of SystemVersion', asked],
    check: async world => {
      const { ApiVersion, MinAPIVersion, Components } = jsonOf<
        Fields & { Components?: readonly { readonly Details?: Fields }[] }
      >(await world.ask('SystemVersion'))
      const { Details } = Components?.[0] ?? {}
      ensureEqual([Details?.ApiVersion, Details?.MinAPIVersion], [ApiVersion, MinAPIVersion], 'the versions')
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
  requirement({
    id: 'SystemDataUsage.image-ids',
    operation: 'SystemDataUsage',
    needs: ['image'],
    claim: 'Images are told by their ids, each with its algorithm',
    evidence: ['the description of SystemDataUsage', asked],
    check: async world => {
      const { Images } = jsonOf<{ Images: readonly { readonly Id: string }[] }>(await world.ask('SystemDataUsage'))
      for (const { Id } of Images) ensureMatch(Id, /^sha256:[0-9a-f]{64}$/, 'Id')
    },
  }),
]
