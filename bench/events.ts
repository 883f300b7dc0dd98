import net from 'node:net'
import { atMost, type Row } from './bars.ts'
import { RawConnection, requestBytes } from './raw-connection.ts'
import { type Server, startFake } from './servers.ts'

const eventsEach = 50

/** A client that follows the events, and counts them by the line. */
const follow = (socketPath: string, seen: (count: number) => void): Promise<net.Socket> =>
  new Promise((resolve, reject) => {
    const socket = net.connect(socketPath)
    socket.once('error', reject)
    socket.once('connect', () => socket.write(requestBytes('GET', '/events')))
    socket.once('data', () => resolve(socket))
    socket.on('data', data => {
      let count = 0
      for (let at = data.indexOf('"timeNano"'); at >= 0; at = data.indexOf('"timeNano"', at + 1)) count++
      seen(count)
    })
  })

/** What an event costs the server for each of that many subscribers: processor time, as the client shares the machine. */
const fanOut = async (server: Server, subscribers: number): Promise<number> => {
  let missing = 0
  let arrived: (() => void) | undefined
  const count = (events: number): void => {
    missing -= events
    if (missing <= 0) arrived?.()
  }
  const sockets: net.Socket[] = []
  // One after the other: a socket's queue of new connections is short.
  for (let index = 0; index < subscribers; index++) sockets.push(await follow(server.socketPath, count))
  const connection = await RawConnection.open(server.socketPath)
  const before = await server.usage?.()
  for (let round = 0; round < eventsEach; round++) {
    missing = subscribers
    const all = new Promise<void>(resolve => {
      arrived = resolve
    })
    await connection.call('POST', '/volumes/create', { Name: `bench-${subscribers}-${round}` })
    await all
  }
  const after = await server.usage?.()
  connection.close()
  for (const socket of sockets) socket.destroy()
  const cpuMicroseconds = (after?.cpuMicroseconds ?? 0) - (before?.cpuMicroseconds ?? 0)
  return cpuMicroseconds / eventsEach / subscribers
}

/** An event costs each of its subscribers the same, however many there are. */
export const measureEvents = async (subscribers: number): Promise<Row[]> => {
  const part = 'events fan-out'
  const fake = await startFake()
  await fanOut(fake, 10)
  const few = await fanOut(fake, subscribers / 10)
  const many = await fanOut(fake, subscribers)
  await fake.stop()
  return [
    { part, what: `to ${subscribers / 10}, each subscriber`, value: few, unit: 'µs' },
    { part, what: `to ${subscribers}, each subscriber`, value: many, unit: 'µs' },
    { part, what: 'of that with a tenth of them', value: many / few, unit: 'x', bar: atMost(2) },
  ]
}
