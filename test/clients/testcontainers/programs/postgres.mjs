import { PostgreSqlContainer } from '@testcontainers/postgresql'
import pg from 'pg'

const container = await new PostgreSqlContainer('postgres:16').withDatabase('shop').withUsername('keeper').start()
const client = new pg.Client({ connectionString: container.getConnectionUri() })
await client.connect()
const ask = query =>
  client.query(query).then(
    ({ rows }) => rows,
    error => error.message,
  )
const result = {
  one: await ask('SELECT 1 AS one'),
  version: await ask('SHOW server_version'),
  create: await ask('CREATE TABLE orders (id int)'),
}
await client.end()
result.wrongPassword = await new pg.Client({ connectionString: container.getConnectionUri().replace(':test@', ':no@') })
  .connect()
  .then(
    () => 'let in',
    error => error.message,
  )
await container.stop()
console.log(JSON.stringify(result))
