import type { OperationId } from '../../../spec/index.ts'
import { type Fields, fieldsOf } from '../fields.ts'
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
  const { ApiVersion, MinAPIVersion } = replyOf<Fields>(judged, 'SystemVersion.consistent')
  const minor = (version: unknown): number => Number(/^1\.(\d+)$/.exec(String(version))?.[1] ?? Number.NaN)
  demand(
    minor(MinAPIVersion) <= minor(ApiVersion),
    'SystemVersion.consistent',
    'MinAPIVersion and ApiVersion',
    'two numbers each, in order',
    [MinAPIVersion, ApiVersion],
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
  return judged.states
}

const judgeUsage: Judge = judged => {
  if (judged.call.query?.type === 'nonsense') demandRefusal(judged, 'SystemDataUsage.unknown-type', 400)
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
