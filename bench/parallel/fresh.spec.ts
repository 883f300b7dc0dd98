import { appendFileSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import type { Mockerd, MockerdOptions } from '../../src/index.ts'
import { dockerFixture } from '../../src/vitest.ts'
import type { Measured } from '../parallel.ts'

/** Sockets and servers, whatever the runner itself has open: timers are its own. */
const openHandles = (): number => process.getActiveResourcesInfo().filter(name => name.endsWith('Wrap')).length

const before = openHandles()

const timed = (options: MockerdOptions, times: number[]) => {
  const { docker: start } = dockerFixture(options)
  return test.extend<{ docker: Mockerd }>({
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from it that nothing is needed
    docker: async ({}: object, use: (docker: Mockerd) => Promise<void>) => {
      const begin = performance.now()
      await start({}, docker => {
        times.push(performance.now() - begin)
        return use(docker)
      })
    },
  })
}

const inProcess: number[] = []
const onSockets: number[] = []
const fifty = Array.from({ length: 50 }, (_, index) => index)

timed({ hosts: [] }, inProcess).for(fifty)('%i answers without a socket', async (_, { docker }) => {
  expect((await docker.fetch(new Request('http://docker/_ping'))).status).toBe(200)
})

timed({}, onSockets).for(fifty)('%i answers on a socket', async (_, { docker }) => {
  expect((await fetch(`${docker.url}/_ping`, { headers: { connection: 'close' } })).status).toBe(200)
})

afterAll(async () => {
  // What is closed is gone in the loop's next rounds.
  for (let round = 0; round < 100 && openHandles() > before; round++)
    await new Promise(resolve => setTimeout(resolve, 10))
  const measured: Measured = { inProcess, onSockets, handlesLeft: openHandles() - before }
  appendFileSync(String(process.env.MEASURED_FILE), `${JSON.stringify(measured)}\n`)
})
