import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { atMost, type Row } from './bars.ts'
import { RawConnection } from './raw-connection.ts'
import { commandFile, privateFolder } from './servers.ts'
import { median } from './statistics.ts'

/** From starting the process to the first answer, in milliseconds. */
const startOnce = async (file: string): Promise<number> => {
  const socketPath = join(privateFolder(), 'first.sock')
  const begin = performance.now()
  const child = spawn(process.execPath, [file, 'serve', '--json', '--host', `unix://${socketPath}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  try {
    await new Promise<void>((resolve, reject) => {
      child.stdout.once('data', () => resolve())
      child.once('exit', () => reject(new Error('mockerd serve ended before it was ready')))
    })
    const connection = await RawConnection.open(socketPath)
    const { status } = await connection.call('GET', '/_ping')
    const milliseconds = performance.now() - begin
    connection.close()
    if (status !== 200) throw new Error(`_ping answered ${status}`)
    return milliseconds
  } finally {
    child.kill('SIGTERM')
    await ended
  }
}

export const measureStartUp = async (count: number): Promise<Row[]> => {
  const file = commandFile()
  // The first one reads the program from the disk.
  await startOnce(file)
  const times: number[] = []
  for (let index = 0; index < count; index++) times.push(await startOnce(file))
  return [
    { part: 'start-up', what: 'process start to first _ping', value: median(times), unit: 'ms', bar: atMost(250) },
  ]
}
