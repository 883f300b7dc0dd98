import { startMockerd } from '../src/index.ts'
import { atMost, type Row } from './bars.ts'
import { median } from './statistics.ts'

const startAndClose = async (hosts: readonly string[] | undefined): Promise<number> => {
  const begin = performance.now()
  const docker = await startMockerd(hosts ? { hosts } : {})
  const milliseconds = performance.now() - begin
  await docker.close()
  return milliseconds
}

const medianStart = async (count: number, hosts?: readonly string[]): Promise<number> => {
  const times: number[] = []
  for (let index = 0; index < count; index++) times.push(await startAndClose(hosts))
  return median(times)
}

/** What a test pays that starts a daemon of its own. */
export const measureFresh = async (count: number): Promise<Row[]> => [
  { part: 'fresh', what: 'startMockerd, no socket', value: await medianStart(count, []), unit: 'ms', bar: atMost(5) },
  { part: 'fresh', what: 'startMockerd, on sockets', value: await medianStart(count), unit: 'ms', bar: atMost(15) },
]
