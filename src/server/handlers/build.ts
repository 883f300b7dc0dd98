import { compareVersions, type Input, type Reply } from '../../../spec/index.ts'
import { readTar } from '../../state/archive/tar.ts'
import { buildImage } from '../../state/build/build.ts'
import { checkRemote } from '../../state/build/context.ts'
import { type BuildOptions, type BuildResources, checkTags } from '../../state/build/options.ts'
import { pruneBuildCache } from '../../state/build/prune.ts'
import { invalid, notImplemented } from '../../state/error.ts'
import { decodeRegistryConfig } from '../../state/registry/credentials.ts'
import { type Answer, type Exchange, empty, type Handlers, json, stream } from '../answer.ts'
import { readJsonParameter } from '../decode/json-parameter.ts'

export const buildHandlers = {
  ImageBuild: (exchange, input) => {
    const options = optionsOf(exchange, input)
    checkRemote(options.remote)
    return readTar(input.body ?? new Blob([]).stream())
      .then(entries => buildImage(exchange.engine, options, entries, exchange.signal))
      .then(source => stream({ source, contentType: 'application/json' }))
  },

  BuildPrune: ({ engine }, { query }) => json<Reply<'BuildPrune'>>(pruneBuildCache(engine, query.filters)),

  BuildCancel: (_, { query }) => cancel(query.id),
} satisfies Partial<Handlers>

/** Only BuildKit's builds can be cancelled by name, and of what is not there nothing is said. */
const cancel = (id: string): Answer => {
  if (id === '') throw invalid('build ID not provided')
  return empty(200, { 'Content-Type': 'application/json' })
}

type Query = Input<'ImageBuild'>['query']

/** Reads the parameters in the order in which the daemon does (moby daemon/server/router/build/build_routes.go). */
const optionsOf = ({ engine, apiVersion }: Exchange, { query, headers }: Input<'ImageBuild'>): BuildOptions => {
  if (query.securityopt) throw invalid(`security options are not supported on ${engine.profile.os}`)
  if (query.isolation && !['default'].includes(query.isolation.toLowerCase())) {
    throw invalid(`unsupported isolation: ${JSON.stringify(query.isolation)}`)
  }
  const resources = resourcesOf(query)
  const given = readJsonParameter(query.buildargs, 'map[string]*string', 'error reading build args') ?? {}
  const labels = readJsonParameter(query.labels, 'map[string]string', 'error reading labels') ?? {}
  const cacheFrom = readJsonParameter(query.cachefrom, '[]string', 'error reading cache-from') ?? []
  const version: string = query.version || '1'
  if (!['1', '2'].includes(version) && engine.profile.classicBuilder.refusesUnknownVersion) {
    throw invalid(`invalid version ${JSON.stringify(version)}`)
  }
  if (query.squash && !engine.profile.experimental) {
    throw invalid('squash is only supported with experimental mode')
  }
  if (version === '2') throw notImplemented('buildkit not supported by daemon')
  return {
    dockerfile: query.dockerfile ?? '',
    tags: checkTags(query.t ?? []),
    remote: query.remote ?? '',
    quiet: query.q ?? false,
    noCache: query.nocache ?? false,
    cacheFrom,
    pull: isTrue(query.pull),
    remove: (query.rm ?? true) || (query.forcerm ?? false),
    forceRemove: query.forcerm ?? false,
    arguments: new Map(Object.entries(given)),
    labels,
    target: query.target ?? '',
    platform: query.platform ?? '',
    networkMode: query.networkmode ?? '',
    extraHosts: query.extrahosts ?? [],
    resources,
    withIds: compareVersions(apiVersion, '1.30') >= 0,
    credentials: decodeRegistryConfig(headers['X-Registry-Config']),
  }
}

const isTrue = (text = ''): boolean => !['', '0', 'no', 'false', 'none'].includes(text.trim().toLowerCase())

const resourcesOf = (query: Query): BuildResources => {
  const ulimits = readJsonParameter(query.ulimits, '[]*container.Ulimit', 'error reading ulimit settings')
  return {
    ...(query.memory && { Memory: query.memory }),
    ...(query.memswap && { MemorySwap: query.memswap }),
    ...(query.cpushares && { CpuShares: query.cpushares }),
    ...(query.cpuperiod && { CpuPeriod: query.cpuperiod }),
    ...(query.cpuquota && { CpuQuota: query.cpuquota }),
    ...(query.cpusetcpus && { CpusetCpus: query.cpusetcpus }),
    ...(query.cpusetmems && { CpusetMems: query.cpusetmems }),
    ...(query.cgroupparent && { CgroupParent: query.cgroupparent }),
    ...(query.shmsize && { ShmSize: query.shmsize }),
    ...(ulimits && { Ulimits: [...ulimits] }),
  }
}
