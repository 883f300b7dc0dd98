import { SystemError } from '../../filesystem/contract.ts'
import { sleep, waitFor, write } from '../../kernel/calls.ts'
import type { Process, Program, Step } from '../../kernel/process.ts'
import { accounts } from '../applets/accounts.ts'
import { execute } from '../applets/execute.ts'
import { attempt } from '../applets/messages.ts'
import {
  announceEnd,
  announceStart,
  type Cluster,
  clusterPath,
  dataDirectory,
  readCluster,
  socketPath,
  versionOf,
} from './postgres.ts'

const passwordMissing = `Error: Database is uninitialized and superuser password is not specified.
       You must specify POSTGRES_PASSWORD to a non-empty value for the
       superuser. For example, "-e POSTGRES_PASSWORD=password" on "docker run".

       You may also use "POSTGRES_HOST_AUTH_METHOD=trust" to allow all
       connections without a password. This is *not* recommended.

       See PostgreSQL documentation about "trust":
       https://www.postgresql.org/docs/current/auth-trust.html
`

/** A value, or the content of the file that `<name>_FILE` names (secrets). */
const setting = (process: Process, name: string): string | undefined => {
  const file = process.environment.get(`${name}_FILE`)
  return file ? process.filesystem.readText(process.path(file)).replace(/\n+$/, '') : process.environment.get(name)
}

/** The first start: initdb, a temporary server for the init scripts, and its end. */
function* initialize(process: Process): Step<number> {
  const user = setting(process, 'POSTGRES_USER') || 'postgres'
  const password = setting(process, 'POSTGRES_PASSWORD') ?? ''
  const trust = process.environment.get('POSTGRES_HOST_AUTH_METHOD') === 'trust'
  if (password === '' && !trust) {
    yield* write(process, 2, passwordMissing)
    return 1
  }
  const directory = dataDirectory(process)
  const files = process.filesystem
  yield* write(
    process,
    1,
    `The files belonging to this database system will be owned by user "postgres".\nThis user must also own the server process.\n\n`,
  )
  files.makeDirectory(directory, { parents: true, mode: 0o700 })
  files.writeFile(`${directory}/PG_VERSION`, `${versionOf(process).split('.', 1)[0]}\n`)
  files.writeFile(`${directory}/postgresql.conf`, "listen_addresses = '*'\n")
  const cluster: Cluster = { user, password, database: setting(process, 'POSTGRES_DB') || user, trust }
  files.writeFile(clusterPath(process), `${JSON.stringify(cluster)}\n`, 0o600)
  yield* sleep(process, 200)
  yield* write(
    process,
    1,
    `creating subdirectories ... ok\nselecting dynamic shared memory implementation ... posix\nrunning bootstrap script ... ok\nperforming post-bootstrap initialization ... ok\nsyncing data to disk ... ok\n\n\nSuccess. You can now start the database server using:\n\n    pg_ctl -D ${directory} -l logfile start\n\n`,
  )
  yield* write(process, 1, 'waiting for server to start....')
  yield* announceStart(process, 5432, true)
  yield* write(process, 1, ' done\nserver started\n')
  if (cluster.database !== 'postgres') yield* write(process, 1, 'CREATE DATABASE\n\n')
  const failed = yield* runInitScripts(process)
  if (failed !== 0) return failed
  yield* write(process, 1, 'waiting for server to shut down....')
  yield* announceEnd(process, 'fast')
  attempt(() => files.unlink(socketPath))
  yield* write(process, 1, ' done\nserver stopped\n\nPostgreSQL init process complete; ready for start up.\n\n')
  return 0
}

function* runInitScripts(process: Process): Step<number> {
  const folder = '/docker-entrypoint-initdb.d'
  const scripts = attempt(() => process.filesystem.list(folder))
  if (scripts instanceof SystemError || scripts.length === 0) {
    yield* write(process, 1, `\n/usr/local/bin/docker-entrypoint.sh: ignoring ${folder}/*\n\n`)
    return 0
  }
  for (const { name } of scripts) {
    const path = `${folder}/${name}`
    if (name.endsWith('.sh')) {
      yield* write(process, 1, `/usr/local/bin/docker-entrypoint.sh: running ${path}\n`)
      const child = process.kernel.spawn({ argv: ['sh', path], parent: process })
      const { code } = yield* waitFor(child)
      if (code !== 0) return code
    } else if (/\.sql(\.(gz|xz|zst))?$/.test(name)) {
      // The statements are accepted and not executed: no query is answered from them.
      yield* write(process, 1, `/usr/local/bin/docker-entrypoint.sh: running ${path}\n`)
      yield* write(process, 2, `mockerd: ${path} is not executed\n`)
    } else yield* write(process, 1, `/usr/local/bin/docker-entrypoint.sh: ignoring ${path}\n`)
  }
  return 0
}

/** docker-entrypoint.sh of the official image. */
export const postgresEntrypoint: Program = function* (process) {
  const given = process.argv.slice(
    process.argv[0]?.endsWith('sh') && process.argv[1]?.endsWith('docker-entrypoint.sh') ? 2 : 1,
  )
  const argv = given[0]?.startsWith('-') ? ['postgres', ...given] : given
  if (argv[0] !== 'postgres' || argv.some(word => ['--version', '-V', '--help', '-?'].includes(word)))
    return yield* execute(process, 'docker-entrypoint.sh', argv.length === 0 ? ['postgres'] : argv)
  if (process.credentials.uid === 0) {
    const account = accounts(process.filesystem).find(({ name }) => name === 'postgres')
    const uid = account?.uid ?? 999
    const gid = account?.gid ?? 999
    const directory = dataDirectory(process)
    for (const path of [directory, '/var/run/postgresql']) {
      attempt(() => process.filesystem.makeDirectory(path, { parents: true, mode: 0o755 }))
      attempt(() => process.filesystem.chown(path, uid, gid))
    }
    process.credentials = { uid, gid, groups: [gid] }
  }
  if (readCluster(process))
    yield* write(
      process,
      1,
      '\nPostgreSQL Database directory appears to contain a database; Skipping initialization\n\n',
    )
  else {
    const status = yield* initialize(process)
    if (status !== 0) return status
  }
  return yield* execute(process, 'docker-entrypoint.sh', argv)
}
