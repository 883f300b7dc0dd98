import { expect, test } from 'vitest'
import { imageOf } from '../../state/container/daemon.ts'
import { createDouble } from '../double.ts'

/** Classic races of clients with a daemon, each made to happen by a held point. */

test('list, then subscribe: what is born in between is never heard of', async () => {
  const { app, fetch, running } = createDouble()
  await running('old')
  const listed = app.faults.add({ operation: 'ContainerList', when: 'after', hold: true })
  const list = fetch('GET /containers/json').then(reply => reply.json())
  await listed.reached()
  await running('young')
  listed.release()
  expect(await list).toMatchObject([{ Names: ['/old'] }])
  const events = await fetch('GET /events?filters=%7B%22event%22%3A%5B%22start%22%5D%7D')
  await fetch('POST /containers/old/restart?t=0')
  const first = await events.body?.getReader().read()
  expect(new TextDecoder().decode(first?.value)).toContain('"name":"old"')
})

test('remove while it is auto-removing: the client is told that somebody else is at it', async () => {
  const { app, told, running, engine } = createDouble()
  const web = await running('web', ['idle'], {}, { AutoRemove: true })
  const removing = app.faults.add({ point: 'auto-remove', object: 'web', hold: true })
  await told('POST /containers/web/kill')
  await removing.reached()
  expect((await told('GET /containers/web/json'))[1]).toMatchObject({ State: { Status: 'removing' } })
  expect(await told('DELETE /containers/web?force=1')).toEqual([
    409,
    { message: 'removal of container web is already in progress' },
  ])
  removing.release()
  expect(engine.containers.get(web.id)).toBeUndefined()
  expect((await told('DELETE /containers/web?force=1'))[0]).toBe(404)
})

test('name reuse: a container that has ended still has its name', async () => {
  const { app, told, running, engine } = createDouble()
  await running('job', ['idle'], {}, { AutoRemove: true })
  const removing = app.faults.add({ point: 'auto-remove', hold: true })
  await told('POST /containers/job/kill')
  const create = 'POST /containers/create?name=job'
  const image = imageOf('1', { Cmd: ['idle'] })
  engine.images.add(image)
  const again = { Image: image.id }
  expect(await told(create, again)).toEqual([409, { message: expect.stringContaining('is already in use') }])
  removing.release()
  expect((await told(create, again))[0]).toBe(201)
})

test('an exit code that is read too early: the output has ended, the process has not', async () => {
  const { app, fetch, told, running, settle } = createDouble()
  await running('web')
  const exit = app.faults.add({ point: 'exec-exit', hold: true })
  const [, created] = await told('POST /containers/web/exec', { Cmd: ['exit', '3'], AttachStdout: true })
  const { Id: id } = created as { Id: string }
  const started = await fetch(`POST /exec/${id}/start`, {})
  settle()
  await started.text()
  expect((await told(`GET /exec/${id}/json`))[1]).toMatchObject({ Running: true, ExitCode: null })
  exit.release()
  expect((await told(`GET /exec/${id}/json`))[1]).toMatchObject({ Running: false, ExitCode: 3 })
})
