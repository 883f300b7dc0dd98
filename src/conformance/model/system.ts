import type { OperationId } from '../../../spec/index.ts'
import { at, type Fields, fieldsOf, listOf } from '../fields.ts'
import { textOf } from '../observation.ts'
import { demand, demandEqual, demandRefusal, demandStatus, replyOf } from './breach.ts'
import type { Judge, Judged } from './judge.ts'

/** Whether a version was asked for that no daemon has. */
const isOdd = ({ call }: Judged): 'too-old' | 'too-new' | undefined =>
  call.version === '1.1' ? 'too-old' : call.version === '1.999' ? 'too-new' : undefined

const judgePing: Judge = judged => {
  const { states, call, observation } = judged
  const odd = isOdd(judged)
  if (odd) {
    // Versions before 1.24 are refused in bare text.
    demandStatus(judged, `SystemPing.${odd}`, 400)
    const words = textOf(observation)
    if (observation.request.method === 'GET')
      demand(
        /client version 1\.\d+ is too (old|new)/.test(words),
        `SystemPing.${odd}`,
        'the message',
        'which versions are served',
        words,
      )
    return states
  }
  const requirement = `${call.call}.${call.version === 'none' ? 'without' : 'with'}-version`
  demandStatus(judged, requirement, 200)
  const { headers } = observation
  demand(
    /^1\.\d+$/.test(headers['api-version'] ?? ''),
    requirement,
    'Api-Version',
    'two numbers',
    headers['api-version'],
  )
  demandEqual(headers.ostype, 'linux', requirement, 'Ostype')
  // That it is there at all is SystemPing.header-builder-version: 20.10 leaves it out.
  const builder = headers['builder-version']
  demand(builder === undefined || /^[12]$/.test(builder), requirement, 'Builder-Version', '1 or 2', builder)
  for (const [name, value] of [
    ['cache-control', 'no-cache, no-store, must-revalidate'],
    ['pragma', 'no-cache'],
  ] as const)
    demandEqual(headers[name], value, `SystemPing.header-${name}`, name)
  const asked = /^\/v(1\.\d+)\//.exec(observation.request.target)?.[1]
  if (call.version === undefined && asked !== undefined)
    demand(
      Number(headers['api-version']?.split('.')[1]) >= Number(asked.split('.')[1]),
      requirement,
      'Api-Version',
      `at least ${asked}`,
      headers['api-version'],
    )
  return states
}

const judgeVersion: Judge = judged => {
  demandStatus(judged, 'SystemVersion.consistent', 200)
  const version = replyOf<Fields>(judged, 'SystemVersion.consistent')
  const { ApiVersion, MinAPIVersion } = version
  const minor = (version: unknown): number => Number(/^1\.(\d+)$/.exec(String(version))?.[1] ?? Number.NaN)
  demand(
    minor(MinAPIVersion) <= minor(ApiVersion),
    'SystemVersion.consistent',
    'MinAPIVersion and ApiVersion',
    'two numbers each, in order',
    [MinAPIVersion, ApiVersion],
  )
  const engine = fieldsOf(listOf(version.Components)[0])
  demandEqual(
    [at(engine, 'Details.ApiVersion'), at(engine, 'Details.MinAPIVersion')],
    [ApiVersion, MinAPIVersion],
    'SystemVersion.components-agree',
    'the versions of the engine',
  )
  return judged.states
}

const judgeInfo: Judge = judged => {
  demandStatus(judged, 'SystemInfo.names-the-machine', 200)
  const info = replyOf<Fields>(judged, 'SystemInfo.names-the-machine')
  demand(
    /^(x86_64|aarch64|armv\dl|i\d86|ppc64le|s390x|riscv64|loongarch64)$/.test(String(info.Architecture)),
    'SystemInfo.names-the-machine',
    'Architecture',
    'as the kernel says',
    info.Architecture,
  )
  const { Containers, ContainersRunning, ContainersPaused, ContainersStopped } = info
  demandEqual(
    Containers,
    [ContainersRunning, ContainersPaused, ContainersStopped].reduce<number>((sum, each) => sum + Number(each), 0),
    'SystemInfo.names-the-machine',
    'Containers',
  )
  const { LoggingDriver, IndexServerAddress, RegistryConfig } = info
  const drivers = listOf(at(info, 'Plugins.Log'))
  demand(
    drivers.includes(LoggingDriver),
    'SystemInfo.logging-driver',
    'LoggingDriver',
    drivers.join(', '),
    LoggingDriver,
  )
  demand(
    /^https?:\/\/.+/.test(String(IndexServerAddress)),
    'SystemInfo.index-server',
    'IndexServerAddress',
    'where docker login goes to',
    IndexServerAddress,
  )
  const hub = fieldsOf(fieldsOf(at(RegistryConfig, 'IndexConfigs'))['docker.io'])
  demandEqual([hub.Secure, hub.Official], [true, true], 'SystemInfo.registries', 'docker.io: Secure and Official')
  return judged.states
}

const judgeUsage: Judge = judged => {
  if (judged.call.query?.type === 'nonsense') {
    demandRefusal(judged, 'SystemDataUsage.unknown-type', 400)
    return judged.states
  }
  // Older versions of the API tell everything whatever is asked for; somebody else may be at the same measurement.
  if (judged.observation.status !== 200) return judged.states
  for (const image of listOf(replyOf<Fields>(judged, 'SystemDataUsage.image-ids').Images))
    demand(
      /^sha256:[0-9a-f]{64}$/.test(String(fieldsOf(image).Id)),
      'SystemDataUsage.image-ids',
      'the id of an image',
      'a digest',
      fieldsOf(image).Id,
    )
  return judged.states
}

const judgePull: Judge = judged => {
  const { fromImage } = fieldsOf(judged.call.query)
  if (/[A-Z]/.test(String(fromImage))) demandRefusal(judged, 'ImageCreate.refuses-bad-name', 400)
  return judged.states
}

/** What a daemon says of itself; nothing that was made changes it. */
export const systemJudges: Readonly<Partial<Record<OperationId, Judge>>> = {
  SystemPing: judgePing,
  SystemPingHead: judgePing,
  SystemVersion: judgeVersion,
  SystemInfo: judgeInfo,
  SystemDataUsage: judgeUsage,
  ImageCreate: judgePull,
}
