import { atMost, type Row } from './bars.ts'
import { liveOnce, pullImage } from './containers.ts'
import { RawConnection } from './raw-connection.ts'
import { realDaemon, type Server, startFake } from './servers.ts'
import { median } from './statistics.ts'

const lives = async (server: Server, count: number): Promise<number> => {
  const connection = await RawConnection.open(server.socketPath)
  const times: number[] = []
  for (let index = 0; index < count; index++) times.push(await liveOnce(connection, index))
  connection.close()
  return median(times)
}

/** Create, start, wait and remove, one container after the other. */
export const measureLife = async (count: number): Promise<Row[]> => {
  const part = 'create+start+wait+remove'
  const fake = await startFake()
  await pullImage(fake)
  await lives(fake, Math.ceil(count / 4))
  const value = await lives(fake, count)
  await fake.stop()
  const rows: Row[] = [{ part, what: 'sequential, each', value, unit: 'ms', bar: atMost(3) }]
  const real = realDaemon()
  if (real) rows.push({ part, what: 'on the real daemon', value: await lives(real, 5), unit: 'ms' })
  return rows
}
