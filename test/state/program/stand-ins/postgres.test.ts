import { describe, expect, test } from 'vitest'
import { createBox, executable, textFile } from '../box.ts'

const files = [
  executable('/usr/bin/docker-entrypoint.sh', 'postgres-entrypoint'),
  ...['postgres', 'psql', 'pg_isready'].map(name => executable(`/usr/bin/${name}`, name)),
  textFile('/docker-entrypoint-initdb.d/1.sh', 'echo from the script $POSTGRES_USER\n'),
]

const started = (environment: Record<string, string> = { POSTGRES_PASSWORD: 'secret' }) => {
  const box = createBox(files)
  const server = box.start(['docker-entrypoint.sh', 'postgres'], '', environment)
  box.machine.clock.advance(2000)
  return { box, server }
}

describe("postgres's stand-in", () => {
  test('refuses to start without a password, in the words of the image', () => {
    const { server } = started({})
    expect(server.result().status).toBe(1)
    expect(server.result().stderr).toMatch(
      /^Error: Database is uninitialized and superuser password is not specified\.\n/,
    )
  })

  test('is ready twice on its first start and once on later ones', () => {
    const { box, server } = started()
    const ready = (text: string) => text.match(/database system is ready to accept connections/g)?.length
    expect(ready(server.result().stderr)).toBe(2)
    expect(server.result().stdout).toContain('PostgreSQL init process complete; ready for start up.')
    box.machine.kernel.kill(server.process.pid, 'INT')
    box.machine.clock.advance(10)
    expect(server.result().status).toBe(0)
    const again = box.start(['docker-entrypoint.sh', 'postgres'], '', { POSTGRES_PASSWORD: 'secret' })
    box.machine.clock.advance(2000)
    expect(ready(again.result().stderr)).toBe(1)
    expect(again.result().stdout).toContain('Skipping initialization')
  })

  test('runs the scripts of docker-entrypoint-initdb.d', () => {
    const { server } = started({ POSTGRES_PASSWORD: 'x', POSTGRES_USER: 'app' })
    expect(server.result().stdout).toContain('running /docker-entrypoint-initdb.d/1.sh\nfrom the script app\n')
  })

  test('pg_isready tells when it answers', () => {
    const { box } = started()
    expect(box.run('pg_isready')).toEqual({
      stdout: '/var/run/postgresql:5432 - accepting connections\n',
      stderr: '',
      status: 0,
    })
    expect(createBox(files).run('pg_isready -h localhost')).toEqual({
      stdout: 'localhost:5432 - no response\n',
      stderr: '',
      status: 2,
    })
  })

  test('psql shows what it can answer and says what it cannot', () => {
    const { box } = started()
    expect(box.run("psql -U postgres -c 'select 1'").stdout).toBe(' ?column? \n----------\n        1\n(1 row)\n\n')
    expect(box.run("psql -U postgres -tAc 'select current_database()'").stdout).toBe('postgres\n')
    const refused = box.run("psql -U postgres -c 'create table t (a int)'")
    expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining('does not execute SQL') })
  })

  test('checks passwords over the network', () => {
    const { box } = started()
    const psql = (password: string) => box.run(`PGPASSWORD=${password} psql -h localhost -U postgres -tAc 'select 1'`)
    expect(psql('secret').stdout).toBe('1\n')
    expect(psql('wrong')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('password authentication failed for user "postgres"'),
    })
  })
})
