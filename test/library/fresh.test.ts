import { mkdtempSync, rmSync } from 'node:fs'
import http from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startMockerd } from '../../src/index.ts'

const median = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0

const timed = async (start: () => Promise<() => Promise<void>>): Promise<number> => {
  const begin = performance.now()
  const close = await start()
  const milliseconds = performance.now() - begin
  await close()
  return milliseconds
}

/** What any server on such a socket costs. */
const bareServer = (path: string) => async (): Promise<() => Promise<void>> => {
  const server = http.createServer()
  await new Promise<void>(resolve => server.listen(path, resolve))
  return () => new Promise(resolve => server.close(() => resolve()))
}

const mockerd = (hosts?: readonly string[]) => async (): Promise<() => Promise<void>> => {
  const docker = await startMockerd(hosts ? { hosts } : {})
  return docker.close
}

// Ratios, taken turn by turn: a machine that is busy is busy for all three.
test('two hundred fresh daemons cost about what as many bare servers cost', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mockerd-fresh-'))
  const times = { bare: [] as number[], inProcess: [] as number[], socket: [] as number[] }
  for (let index = 0; index < 200; index++) {
    times.bare.push(await timed(bareServer(join(folder, 'bare.sock'))))
    times.inProcess.push(await timed(mockerd([])))
    times.socket.push(await timed(mockerd()))
  }
  rmSync(folder, { recursive: true })
  expect(median(times.inProcess) / median(times.bare)).toBeLessThan(20)
  expect(median(times.socket) / median(times.bare)).toBeLessThan(40)
}, 120_000)

test('two hundred daemons at once keep apart', async () => {
  const all = await Promise.all(Array.from({ length: 200 }, (_, seed) => startMockerd({ seed })))
  const ids = await Promise.all(
    all.map(async ({ url }) => ((await (await fetch(`${url}/info`)).json()) as { ID: string }).ID),
  )
  await Promise.all(all.map(docker => docker.close()))
  expect(new Set(ids).size).toBe(200)
}, 120_000)
