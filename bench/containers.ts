import { RawConnection, type RawReply } from './raw-connection.ts'
import { once, type Server } from './servers.ts'

export const image = 'busybox:latest'

/** What tells the containers of a bench from anybody else's. */
export const benchLabel = 'org.example.bench'

export const containerConfig = (index: number) => ({
  Image: image,
  Cmd: ['true'],
  Env: [`INDEX=${index}`],
  Labels: { [benchLabel]: '1', index: String(index) },
})

const expectStatus = (reply: RawReply, status: number, what: string): RawReply => {
  if (reply.status === status) return reply
  throw new Error(`${what}: ${reply.status} ${reply.body.toString().trim()}`)
}

export const pullImage = async (server: Server): Promise<void> => {
  const { status } = await once(server, 'GET', `/images/${image}/json`)
  if (status === 200) return
  const pulled = await once(server, 'POST', '/images/create?fromImage=busybox&tag=latest')
  expectStatus(pulled, 200, `pull ${image}`)
  expectStatus(await once(server, 'GET', `/images/${image}/json`), 200, `inspect ${image}`)
}

export const idOf = (reply: RawReply): string => (JSON.parse(reply.body.toString()) as { Id: string }).Id

/** Creates `count` containers over a few connections; answers their ids. */
export const createContainers = async (server: Server, count: number): Promise<string[]> => {
  const ids: string[] = []
  let next = 0
  const work = async (): Promise<void> => {
    const connection = await RawConnection.open(server.socketPath)
    for (let index = next++; index < count; index = next++) {
      const reply = await connection.call('POST', `/containers/create?name=bench-${index}`, containerConfig(index))
      ids.push(idOf(expectStatus(reply, 201, 'create')))
    }
    connection.close()
  }
  await Promise.all(Array.from({ length: 10 }, work))
  return ids
}

export const removeContainers = async (server: Server, ids: readonly string[]): Promise<void> => {
  const connection = await RawConnection.open(server.socketPath)
  for (const id of ids) await connection.call('DELETE', `/containers/${id}?force=1&v=1`)
  connection.close()
}

/** A container's whole short life, in milliseconds. */
export const liveOnce = async (connection: RawConnection, index: number): Promise<number> => {
  const begin = performance.now()
  const id = idOf(
    expectStatus(await connection.call('POST', '/containers/create', containerConfig(index)), 201, 'create'),
  )
  expectStatus(await connection.call('POST', `/containers/${id}/start`), 204, 'start')
  expectStatus(await connection.call('POST', `/containers/${id}/wait`), 200, 'wait')
  expectStatus(await connection.call('DELETE', `/containers/${id}`), 204, 'remove')
  return performance.now() - begin
}
