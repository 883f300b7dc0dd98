/**
 * Two clients that look whether a network is there, and make it when it is not. Every request is held until a scheduler
 * of fast-check lets it go, which looks for an order in which this goes wrong.
 */
import fc from 'fast-check'
import { type App, createApp, createEngine, createManualClock } from '../src/index.ts'

const call = async ({ fetch }: App, method: string, path: string, body?: unknown): Promise<Response> =>
  fetch(
    new Request(`http://docker${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
    }),
  )

const ensureNetwork = async (app: App, name: string): Promise<boolean> => {
  const filters = encodeURIComponent(JSON.stringify({ name: [name] }))
  const found: unknown = await (await call(app, 'GET', `/networks?filters=${filters}`)).json()
  if (Array.isArray(found) && found.length > 0) return true
  return (await call(app, 'POST', '/networks/create', { Name: name })).ok
}

const neverFails = fc.asyncProperty(fc.scheduler(), async scheduler => {
  const app = createApp(createEngine({ clock: createManualClock(), seed: 1 }))
  app.faults.add({
    hold: held => void scheduler.schedule(Promise.resolve(), held.what).then(() => held.release()),
  })
  const both = Promise.all([ensureNetwork(app, 'front'), ensureNetwork(app, 'front')])
  return (await scheduler.waitFor(both)).every(isThere => isThere)
})

const { failed, counterexample } = await fc.check(neverFails, { seed: 1 })
console.log(failed ? 'it goes wrong in this order:' : 'it never goes wrong')
for (const { label } of counterexample?.[0].report() ?? []) console.log(`  ${label}`)
