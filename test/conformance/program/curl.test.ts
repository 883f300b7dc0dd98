import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  createSocketTarget,
  curlScript,
  openSession,
  type Program,
  parseAddress,
  runProgram,
} from '../../../src/conformance/index.ts'
import { type Mockerd, startMockerd } from '../../../src/index.ts'
import { ledgerFolder } from '../fake.ts'

const program: Program = {
  steps: [
    { call: 'SystemPingHead' },
    { call: 'NetworkCreate', makes: 'n0' },
    { call: 'VolumeCreate', makes: 'v0', body: { Labels: { "it's": 'quoted' } } },
    {
      call: 'ContainerCreate',
      body: { workload: 'sleepForever', HostConfig: { NetworkMode: '{n0}', Binds: ['{v0}:/data'] } },
      makes: 'c0',
    },
    { call: 'ContainerPause', path: { id: '{c0.id}' } },
    { call: 'ContainerStart', path: { id: '{c0.short}' } },
    { pass: 0.01 },
    { call: 'ContainerStart', path: { id: '{c0}' } },
    { call: 'ContainerList', query: { all: true, filters: { id: ['{c0.id}'] } } },
    { call: 'PutContainerArchive', path: { id: '{c0}' }, query: { path: '/tmp' }, body: { file: 'a', text: 'b' } },
    { call: 'ContainerArchiveInfo', path: { id: '{c0}' }, query: { path: '/tmp/a' } },
    { call: 'ContainerExec', path: { id: '{c0.id}' }, body: { Cmd: ['true'], AttachStdout: true }, makes: 'e0' },
    { call: 'ExecStart', path: { id: '{e0.id}' }, body: {} },
    { call: 'NetworkDelete', path: { id: '{n0.id}' } },
    { call: 'ContainerInspect', path: { id: '{c1.id}' } },
  ],
}

const ledger = ledgerFolder()
let docker: Mockerd
beforeAll(async () => {
  docker = await startMockerd()
})
afterAll(async () => {
  await docker.close()
  ledger.remove()
})

const openOn = () =>
  openSession({
    target: createSocketTarget({ name: docker.host, address: parseAddress(docker.host) }),
    run: '0badcafe',
    ledgerPath: ledger.path,
  })

describe('a program as curl commands', () => {
  test('gets the same statuses, and takes away what it made', async () => {
    const session = await openOn()
    const { entries } = await session.environment.withWorld(world => runProgram(program, world))
    await session.close()
    const expected = entries.flatMap(({ observation }) => (observation ? [observation.status] : []))

    const script = curlScript(program, { apiVersion: '1.45', image: 'busybox', prefix: 'mkc-curl-' })
    const { stdout } = await promisify(execFile)('sh', ['-c', script], {
      env: { ...process.env, DOCKER_HOST: docker.host },
    })
    const statuses = [...stdout.matchAll(/^status (\d+)$/gm)].map(([, status]) => Number(status))
    expect(statuses).toEqual(expected)

    const left = await docker.fetch(new Request('http://docker/containers/json?all=1'))
    expect(await left.text()).not.toContain('mkc-curl-')
  })
})
