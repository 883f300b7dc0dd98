import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { expect, test } from 'vitest'
import { createApp, createEngine, createManualClock } from '../../src/index.ts'

/** Our own listener exists for what a fetch function cannot do (hijacked connections); everything else works anywhere. */
test('the app answers behind the server that people give Hono apps to', async () => {
  const app = createApp(createEngine({ clock: createManualClock() }))
  const server = createAdaptorServer({ fetch: request => app.fetch(request), overrideGlobalObjects: false })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  try {
    const ping = await fetch(`http://127.0.0.1:${port}/_ping`)
    expect([ping.status, await ping.text()]).toEqual([200, 'OK'])
    const missing = await fetch(`http://127.0.0.1:${port}/v1.44/containers/ghost/json`)
    expect([missing.status, await missing.json()]).toEqual([404, { message: 'No such container: ghost' }])
  } finally {
    await new Promise(resolve => server.close(resolve))
  }
})
