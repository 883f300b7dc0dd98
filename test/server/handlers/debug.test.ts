import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { createApp, createEngine, createManualClock } from '../../../src/index.ts'

const ask = async (path: string, method = 'GET') => {
  const clock = createManualClock()
  const response = await createApp(createEngine({ clock, seed: 1 })).fetch(
    new Request(`http://docker${path}`, { method }),
  )
  const body = response.arrayBuffer()
  const movedMilliseconds = clock.runUntilIdle()
  return { status: response.status, headers: response.headers, body: Buffer.from(await body), movedMilliseconds }
}

test.each<[path: string, status: number, type: string, body: RegExp]>([
  ['/debug/vars', 200, 'application/json; charset=utf-8', /^\{\n"cmdline": \["dockerd",.*\n"memstats": \{.*\}\n\}\n$/],
  ['/v1.40/debug/vars', 200, 'application/json; charset=utf-8', /"cmdline"/],
  ['/debug/pprof/', 200, 'text/html; charset=utf-8', /<a href='goroutine\?debug=1'>/],
  ['/debug/pprof', 404, 'application/json', /page not found/],
  ['/debug/pprof/cmdline', 200, 'text/plain; charset=utf-8', /^dockerd\0-H\0/],
  ['/debug/pprof/symbol', 200, 'text/plain; charset=utf-8', /^num_symbols: 1\n$/],
  ['/debug/pprof/goroutine?debug=1', 200, 'text/plain; charset=utf-8', /^goroutine profile: total 46\n/],
  ['/debug/pprof/heap?debug=1', 200, 'text/plain; charset=utf-8', /^heap profile: 0: 0 \[0: 0\] @ heap\/1048576\n/],
  ['/debug/pprof/nosuch', 404, 'text/plain; charset=utf-8', /^Unknown profile\n$/],
  ['/debug/pprof/trace', 200, 'application/octet-stream', /^go 1\.\d+ trace\0\0\0$/],
])('GET %s is %i', async (path, status, type, body) => {
  const answer = await ask(path)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([status, type])
  expect(answer.body.toString()).toMatch(body)
})

test.each<[path: string, file: string, milliseconds: number]>([
  ['/debug/pprof/profile?seconds=2', 'profile', 2000],
  ['/debug/pprof/profile', 'profile', 30_000],
  ['/debug/pprof/heap', 'heap', 0],
])('GET %s takes its time, and is a profile', async (path, file, milliseconds) => {
  const { headers, body, movedMilliseconds } = await ask(path)
  expect(headers.get('content-disposition')).toBe(`attachment; filename="${file}"`)
  expect(gunzipSync(body).length).toBeGreaterThan(10)
  expect(movedMilliseconds).toBe(milliseconds)
})

test('a profile that nobody waits for is not made', async () => {
  const clock = createManualClock()
  const app = createApp(createEngine({ clock, seed: 1 }))
  const response = await app.fetch(new Request('http://docker/debug/pprof/profile?seconds=1000000'))
  await response.body?.cancel()
  expect(clock.runUntilIdle()).toBe(0)
})
