import type { Program } from '../../kernel/process.ts'
import { uncompiled, withBuild } from './go-build.ts'
import { helloWorld } from './hello-world.ts'
import { idle } from './idle.ts'
import { languageStandIns } from './languages.ts'
import { nginx } from './nginx.ts'
import { packageManagerStandIns } from './package-managers.ts'
import { postgres } from './postgres.ts'
import { pgIsReady, psql } from './postgres-clients.ts'
import { postgresEntrypoint } from './postgres-entrypoint.ts'
import { redisServer } from './redis.ts'
import { redisCli } from './redis-cli.ts'
import { ryuk } from './ryuk.ts'
import { testcontainer } from './testcontainer.ts'

const managers = packageManagerStandIns(languageStandIns)

/** Programs of well-known images, by the name that their executables carry. */
export const standIns: Readonly<Record<string, Program>> = {
  ...languageStandIns,
  ...managers,
  ...(managers.go && { go: withBuild(managers.go) }),
  'hello-world': helloWorld,
  idle,
  nginx,
  pg_isready: pgIsReady,
  postgres,
  'postgres-entrypoint': postgresEntrypoint,
  psql,
  'redis-cli': redisCli,
  'redis-server': redisServer,
  ryuk,
  testcontainer,
  uncompiled,
}
