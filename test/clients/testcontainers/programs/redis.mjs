import { RedisContainer } from '@testcontainers/redis'
import { createClient } from 'redis'

const container = await new RedisContainer('redis:8').withPassword('secret').start()
const client = createClient({ url: container.getConnectionUrl() })
await client.connect()
await client.set('greeting', 'hello')
await client.hSet('person', { name: 'Ada', born: '1815' })
const result = {
  greeting: await client.get('greeting'),
  person: { ...(await client.hGetAll('person')) },
  cli: (await container.exec(['redis-cli', '--no-auth-warning', '-a', 'secret', 'get', 'greeting'])).output,
  stranger: await createClient({
    url: `redis://${container.getHost()}:${container.getPort()}`,
    socket: { reconnectStrategy: false },
  })
    .on('error', () => {})
    .connect()
    .then(
      () => 'let in',
      error => error.message,
    ),
}
client.destroy()
await container.stop()
console.log(JSON.stringify(result))
