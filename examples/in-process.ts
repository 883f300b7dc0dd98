/** The daemon as a fetch function, with time under control: an hour of `sleep` takes no time at all. */
import { createApp, createEngine, createManualClock } from '../src/index.ts'

const clock = createManualClock()
const app = createApp(createEngine({ clock, seed: 1 }))

const call = async (method: string, path: string, body?: unknown): Promise<string> => {
  const reply = await app.fetch(
    new Request(`http://docker${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
    }),
  )
  return reply.text()
}

const pulled = call('POST', '/images/create?fromImage=busybox&tag=latest')
clock.runUntilIdle()
await pulled

await call('POST', '/containers/create?name=nap', {
  Image: 'busybox',
  Cmd: ['sh', '-c', 'sleep 3600; echo rested; exit 3'],
})
await call('POST', '/containers/nap/start')
const waiting = call('POST', '/containers/nap/wait')
clock.advance(3_600_000)

console.log((await waiting).trim())
console.log((await call('GET', '/containers/nap/logs?stdout=1')).slice(8).trim())
