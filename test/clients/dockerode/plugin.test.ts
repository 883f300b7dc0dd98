import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, modemOf, type Progress, refusalOf, startClient } from './client.ts'

let client: Client
beforeAll(async () => {
  client = await startClient()
})
afterAll(() => client.daemon.stop())

interface Privilege {
  readonly Name: string
  readonly Value: readonly string[]
}

/** What dockerode's types leave out of a plugin. */
interface Installed {
  readonly Name: string
  readonly Enabled: boolean
  readonly Settings: { readonly Env: readonly string[] }
}

const finished = async (stream: NodeJS.ReadableStream): Promise<readonly Progress[]> =>
  await new Promise((resolve, reject) =>
    modemOf(client.docker).followProgress(stream, (error, output) => (error ? reject(error) : resolve(output))),
  )

test('dockerode asks what a plugin needs, installs, sets, enables, uses, disables and removes it', async () => {
  const { docker } = client
  const plugin = docker.getPlugin('sshfs', 'vieux/sshfs')
  const privileges = (await plugin.privileges()) as readonly Privilege[]
  expect(privileges.map(({ Name }) => Name)).toEqual(['network', 'mount', 'mount', 'device', 'capabilities'])
  const progress = await finished(
    await plugin.pull({ _query: { remote: 'vieux/sshfs', name: 'sshfs' }, _body: privileges }),
  )
  expect(progress.map(({ status }) => status)).toContain('Complete')
  // A list as such would be sent as an object.
  await plugin.configure({ _body: ['DEBUG=1'] })
  await plugin.enable({ timeout: 5 })
  expect(await plugin.inspect()).toMatchObject({
    Name: 'sshfs:latest',
    Enabled: true,
    Settings: { Env: ['DEBUG=1'] },
  } satisfies Installed)
  expect(((await docker.listPlugins()) as readonly Installed[]).map(({ Name }) => Name)).toEqual(['sshfs:latest'])
  await docker.createVolume({ Name: 'far', Driver: 'sshfs' })
  expect(await refusalOf(plugin.disable({}))).toMatchObject({
    statusCode: 409,
    json: { message: 'plugin sshfs:latest is in use' },
  })
  await docker.getVolume('far').remove()
  await plugin.disable({})
  await plugin.remove({})
  expect(await refusalOf(plugin.inspect())).toMatchObject({ statusCode: 404, reason: 'plugin is not installed' })
})
