import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  openSession,
  type Program,
  runProgram,
  type Session,
  type Target,
  type Transcript,
} from '../../../src/conformance/index.ts'
import { textOf } from '../../../src/conformance/observation.ts'
import { UnsafeRequest } from '../../../src/conformance/violation.ts'
import { ledgerFolder, startFake } from '../fake.ts'

const ledger = ledgerFolder()
let target: Target
let session: Session
beforeAll(async () => {
  target = await startFake()
  session = await openSession({ target, run: '0badbeef', ledgerPath: ledger.path })
})
afterAll(async () => {
  await session.close()
  await target.close()
  ledger.remove()
})

const run = (program: Program): Promise<Transcript> =>
  session.environment.withWorld(world => runProgram(program, world, { patienceSeconds: 4 }))

const statuses = ({ entries }: Transcript) => entries.map(({ observation }) => observation?.status)

describe('a program', () => {
  test('is run step by step, by name, id and short id', async () => {
    const transcript = await run({
      steps: [
        { call: 'ContainerCreate', body: { workload: 'exit', arguments: [3] }, makes: 'c0' },
        { call: 'ContainerPause', path: { id: '{c0.id}' } },
        { call: 'ContainerStart', path: { id: '{c0.short}' } },
        { call: 'ContainerWait', path: { id: '{c0}' } },
        { pass: 1 },
        { call: 'ContainerDelete', path: { id: '{c0}' } },
        { call: 'ContainerInspect', path: { id: '{c0.id}' } },
      ],
    })
    expect(statuses(transcript)).toEqual([201, 409, 204, 200, undefined, 204, 404])
    const [, , , waited] = transcript.entries
    expect(waited?.observation && textOf(waited.observation)).toBe('{"StatusCode":3}\n')
    expect(transcript.symbols.entries().map(([symbol]) => symbol)).toEqual(['c0'])
  })

  test('makes executions, networks, volumes and names of images', async () => {
    const transcript = await run({
      steps: [
        { call: 'NetworkCreate', makes: 'n0' },
        { call: 'VolumeCreate', makes: 'v0' },
        { call: 'ImageTag', path: { name: '{image}' }, query: { tag: 'x' }, makes: 'i0' },
        {
          call: 'ContainerCreate',
          body: {
            workload: 'sleepForever',
            Image: '{i0}:x',
            HostConfig: { NetworkMode: '{n0}', Binds: ['{v0}:/data'] },
          },
          makes: 'c0',
        },
        { call: 'ContainerStart', path: { id: '{c0}' } },
        { call: 'NetworkDelete', path: { id: '{n0.id}' } },
        { call: 'VolumeDelete', path: { name: '{v0}' } },
        {
          call: 'ContainerExec',
          path: { id: '{c0}' },
          body: { Cmd: ['cat'], AttachStdin: true, AttachStdout: true },
          makes: 'e0',
        },
        { call: 'ExecStart', path: { id: '{e0.id}' }, body: {}, input: 'said' },
        { call: 'ExecInspect', path: { id: '{e0.id}' } },
      ],
    })
    expect(statuses(transcript)).toEqual([201, 201, 201, 201, 204, 403, 409, 201, 101, 200])
    const started = transcript.entries[8]?.observation
    expect(started && textOf(started)).toContain('said')
  })

  test('does not wait for ever for what does not end', async () => {
    const { entries } = await run({
      steps: [
        { call: 'ContainerCreate', body: { workload: 'sleepForever' }, makes: 'c0' },
        { call: 'ContainerStart', path: { id: '{c0}' } },
        { call: 'ContainerWait', path: { id: '{c0}' } },
      ],
    })
    expect(entries[2]).toMatchObject({ isCut: true, observation: { status: 200 } })
  })

  test('with threads tells which answers came before which questions', async () => {
    const { entries } = await run({
      prefix: [{ call: 'ContainerCreate', body: { workload: 'sleepForever' }, makes: 'c0' }],
      threads: [[{ call: 'ContainerStart', path: { id: '{c0}' } }], [{ call: 'ContainerStart', path: { id: '{c0}' } }]],
    })
    const [created, ...started] = entries
    expect(started.map(({ observation }) => observation?.status).sort()).toEqual([204, 304])
    expect(started.map(({ thread }) => thread).sort()).toEqual([0, 1])
    for (const { began, ended } of started) {
      expect(began).toBeGreaterThan(created?.ended ?? Number.NaN)
      expect(ended).toBeGreaterThan(began)
    }
  })

  test('never touches what is not its own', async () => {
    const steps = [{ call: 'ContainerDelete', path: { id: 'somebody-else' } }] as const
    await expect(run({ steps })).rejects.toThrow(UnsafeRequest)
  })

  test('leaves nothing behind', async () => {
    const left = await session.environment.withWorld(world => world.ask('ContainerList', { query: { all: true } }))
    expect(textOf(left)).not.toContain('0badbeef')
  })
})
