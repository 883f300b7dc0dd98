import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Daemon, type DockerCli, dockerCli, startDaemon } from '../daemon.ts'
import { type RealRegistry, startRealRegistry } from './docker-registry.ts'

let registry: RealRegistry
const daemons: Daemon[] = []

beforeAll(async () => {
  registry = await startRealRegistry()
})
afterAll(async () => {
  for (const daemon of daemons) await daemon.stop()
  await registry.stop()
})

const start = async (profile: string): Promise<DockerCli> => {
  const daemon = await startDaemon(['--profile', profile, '--registry', `http://${registry.domain}`])
  daemons.push(daemon)
  return dockerCli(daemon)
}

describe.each([
  ['docker-29', 'docker-29'],
  ['docker-29', 'docker-28'],
  ['docker-28', 'docker-29'],
  ['docker-28', 'docker-28'],
])('what %s pushes to a real registry', (from, to) => {
  let sender: DockerCli
  let receiver: DockerCli
  beforeAll(async () => {
    sender = await start(from)
    receiver = await start(to)
  })

  const must = async (docker: DockerCli, line: string): Promise<string> => {
    const { status, stderr, stdout } = await docker.shell(line.replaceAll('HOST', registry.domain))
    expect([line, status, stderr]).toEqual([line, 0, expect.any(String)])
    return stdout
  }

  test(`${to} pulls and runs`, async () => {
    const name = `HOST/from-${from}/to-${to}`
    await must(sender, 'docker run --name maker alpine sh -c "echo kept > /note; rm /etc/alpine-release"')
    await must(sender, `docker commit -c 'CMD ["cat","/note"]' maker ${name}:1`)
    const pushed = await must(sender, `docker push ${name}:1`)
    expect(pushed).toMatch(/: (Pushed|Mounted from .*)\n/)
    expect(await must(sender, `docker push ${name}:1`)).toMatch(/: Layer already exists\n/)
    await must(sender, `docker tag ${name}:1 ${name}/again:2`)
    expect(await must(sender, `docker push ${name}/again:2`)).toContain(`Mounted from from-${from}/to-${to}\n`)

    const [digest] = /sha256:[0-9a-f]{64}/.exec(pushed) ?? []
    expect(await must(receiver, `docker pull ${name}:1`)).toContain(`Digest: ${digest}\n`)
    expect(await must(receiver, `docker run --rm ${name}:1`)).toBe('kept\n')
    expect(await must(receiver, `docker run --rm ${name}:1 sh -c "ls /etc/alpine-release 2>&1 || true"`)).toContain(
      'No such file',
    )
    expect(await must(receiver, `docker pull ${name}:1`)).toContain('Status: Image is up to date')
    expect(await must(receiver, `docker pull -a ${name}/again`)).toContain('Pulling from')
    expect(await must(receiver, `docker pull ${name}@${digest}`)).toContain(`Digest: ${digest}\n`)
  })

  test('is described when the daemon is asked', async () => {
    const name = `HOST/from-${from}/to-${to}`
    const path = `/distribution/${name}:1/json`.replaceAll('HOST', registry.domain)
    const host = daemons.at(-1)?.socketPath ?? ''
    const said = await must(receiver, `curl -sf --unix-socket ${host} http://docker${path}`)
    expect(JSON.parse(said)).toMatchObject({ Descriptor: { digest: expect.stringMatching(/^sha256:/) } })
  })

  test(`${to} is told that there is no more`, async () => {
    const { status, stderr } = await receiver.shell(`docker pull ${registry.domain}/from-nobody:1`)
    expect([status, stderr]).toEqual([1, expect.stringMatching(/not found/)])
  })
})
