import { archive } from '../scripts/compare/tar-bytes.ts'
import { atMost, type Row } from './bars.ts'
import { pullImage } from './containers.ts'
import { RawConnection } from './raw-connection.ts'
import { realDaemon, type Server, startFake } from './servers.ts'
import { median } from './statistics.ts'

const fileBytes = 1000
const filesPerFolder = 50

/** A context of so many files; `salt` makes them others, so that no cache has them. */
const contextOf = (count: number, salt: number): Buffer => {
  const files = Array.from({ length: count }, (_, index) => ({
    name: `src/d${Math.floor(index / filesPerFolder)}/f${index}.txt`,
    data: `${salt} ${index} `.padEnd(fileBytes, 'x'),
  }))
  return archive([{ name: 'Dockerfile', data: 'FROM busybox\nCOPY src /src\nENV DONE=1\n' }, ...files])
}

/** One build, in milliseconds. */
const build = async (server: Server, count: number, salt: number): Promise<number> => {
  const context = contextOf(count, salt)
  const head = `POST /build?version=1&t=bench-build HTTP/1.1\r\nHost: docker\r\nContent-Type: application/x-tar\r\nContent-Length: ${context.length}\r\n\r\n`
  const connection = await RawConnection.open(server.socketPath)
  const begin = performance.now()
  const answer = await new Promise<Buffer>((resolve, reject) => {
    connection.send(Buffer.concat([Buffer.from(head), context]), resolve, reject)
  })
  connection.close()
  if (!answer.includes('Successfully tagged')) throw new Error(`build: ${answer.toString()}`)
  return performance.now() - begin
}

const builds = async (server: Server, count: number, rounds: number): Promise<number> => {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) times.push(await build(server, count, round))
  return median(times)
}

/** A file costs a build the same, however many there are. */
export const measureBuild = async (counts: readonly number[]): Promise<Row[]> => {
  const part = 'build with COPY'
  const fake = await startFake()
  await pullImage(fake)
  await builds(fake, counts[0] ?? 100, 5)
  const rows: Row[] = []
  const each: number[] = []
  for (const count of counts) {
    const milliseconds = await builds(fake, count, 3)
    each.push(milliseconds / count)
    rows.push({ part, what: `of ${count} files`, value: milliseconds, unit: 'ms' })
  }
  await fake.stop()
  const growth = (each.at(-1) ?? 0) / (each[1] ?? 1)
  rows.push({
    part,
    what: `a file of ${counts.at(-1)} against one of ${counts[1]}`,
    value: growth,
    unit: 'x',
    bar: atMost(2),
  })
  const real = realDaemon()
  if (real)
    rows.push({
      part,
      what: `of ${counts[1]} files on the real daemon`,
      value: await builds(real, counts[1] ?? 1, 2),
      unit: 'ms',
    })
  return rows
}
