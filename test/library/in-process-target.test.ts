import { setTimeout } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { describe, expect, test, vi } from 'vitest'
import { runProgram, type Step } from '../../src/conformance/index.ts'
import { openSession } from '../../src/conformance/session.ts'
import { tarOf } from '../../src/conformance/tar.ts'
import { decodeText } from '../../src/conformance/wire.ts'
import { inProcessTarget } from '../../src/library/in-process-target.ts'
import { ledgerFolder } from '../conformance/fake.ts'

const run = async (steps: readonly Step[]) => {
  const ledger = ledgerFolder()
  const target = inProcessTarget('fake:')
  const session = await openSession({ target, run: '0badcafe', ledgerPath: ledger.path })
  const { entries } = await session.environment.withWorld(world => runProgram({ steps }, world))
  expect(await session.close()).toEqual([])
  await target.close()
  ledger.remove()
  return entries.map(({ observation, isCut }) => ({
    status: observation?.status,
    text: observation && decodeText(observation.body),
    headers: observation?.headers,
    isCut,
  }))
}

const path = { id: '{c0}' }

describe('a fake without sockets', () => {
  test('lets time pass for who waits, and not faster for who does not', async () => {
    const [, , , stopped, waited] = await run([
      { call: 'ContainerCreate', body: { workload: 'ignoreTerm' }, makes: 'c0' },
      { call: 'ContainerStart', path },
      { pass: 1 },
      { call: 'ContainerStop', path, query: { t: 5 } },
      { call: 'ContainerWait', path },
    ])
    expect(stopped?.status).toBe(204)
    expect(JSON.parse(waited?.text ?? '')).toEqual({ StatusCode: 137 })
  })

  test('gives connections away, both ways, and has heads as on a socket', async () => {
    const [, , , started] = await run([
      { call: 'ContainerCreate', body: { workload: 'sleepForever' }, makes: 'c0' },
      { call: 'ContainerStart', path },
      {
        call: 'ContainerExec',
        path,
        body: { Cmd: ['cat'], AttachStdin: true, AttachStdout: true, Tty: false },
        makes: 'e0',
      },
      { call: 'ExecStart', path: { id: '{e0.id}' }, body: {}, input: 'typed\n' },
    ])
    expect(started).toMatchObject({ status: 101, headers: { upgrade: 'tcp' } })
    expect(started?.text).toContain('typed\n')
  })

  test('waits for what is done beside it, whose time is not its own', async () => {
    class Slow extends TransformStream<Uint8Array, Uint8Array> {
      constructor() {
        super({ flush: () => setTimeout(1000) })
      }
    }
    vi.stubGlobal('DecompressionStream', Slow)
    const target = inProcessTarget('fake:')
    const headers = { 'Content-Type': 'application/x-tar' }
    const packed = new Uint8Array(gzipSync(tarOf('name', 'text')))
    const { status } = await target.send({ method: 'POST', target: '/images/load', headers, body: packed })
    expect(status).toBeGreaterThanOrEqual(200)
    vi.unstubAllGlobals()
    await target.close()
  })

  test('does not wait for ever', async () => {
    const [, , waited, refused] = await run([
      { call: 'ContainerCreate', body: { workload: 'sleepForever' }, makes: 'c0' },
      { call: 'ContainerStart', path },
      { call: 'ContainerWait', path },
      { call: 'ContainerAttach', path: { id: '{c9}' } },
    ])
    expect(waited).toMatchObject({ status: 200, isCut: true, text: '' })
    expect(refused?.status).toBe(404)
    expect(refused?.text).toContain('No such container')
  })
})
