import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run, startDaemon } from '../test/clients/daemon.ts'

/**
 * `node scripts/travel.ts DOCKER_HOST…`: busybox goes from a real daemon into the fake, runs there, is changed and
 * committed, and goes on to every daemon named, which must run it with the change in it. Both kinds of store of the fake
 * are visited, from each of the daemons. skopeo, where it is installed, must be able to read what the fake saves.
 */

const profiles = ['docker-29', 'docker-28']
const name = 'mockerd-travel:1'
const slowMilliseconds = 120_000

const folder = mkdtempSync(join(tmpdir(), 'mockerd-travel-'))

/** The command's output; what fails ends the journey. */
const say = async (command: string, args: readonly string[]): Promise<string> => {
  const environment = { HOME: folder }
  const { status, stdout, stderr } = await run(command, args, { environment, endAfterMilliseconds: slowMilliseconds })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: status ${status}\n${stderr}${stdout}`)
  return stdout.trim()
}

const docker = (host: string, ...args: readonly string[]): Promise<string> => say('docker', ['-H', host, ...args])

const expectSame = (what: string, seen: string, wanted: string): void => {
  if (seen !== wanted) throw new Error(`${what}: ${JSON.stringify(seen)}, not ${JSON.stringify(wanted)}`)
}

/** What the container of the changed image prints, on whatever daemon. */
const proof = ['sh', '-c', 'cat /travelled; echo $STAMP; ls /etc/group 2>/dev/null || echo gone']
const proven = 'through the fake\nyes\ngone'

const change = async (fake: string, archive: string): Promise<void> => {
  const loaded = await docker(fake, 'load', '-q', '-i', archive)
  expectSame('what the fake says of a load', loaded, 'Loaded image: busybox:latest')
  const written = 'echo through the fake > /travelled; rm /etc/group; /bin/busybox echo written'
  expectSame(
    'a real executable in the fake',
    await docker(fake, 'run', '--name', 'traveller', 'busybox', 'sh', '-c', written),
    'written',
  )
  await docker(fake, 'commit', '-c', 'ENV STAMP=yes', 'traveller', name)
  expectSame('the image in the fake', await docker(fake, 'run', '--rm', name, ...proof), proven)
}

const arrive = async (host: string, archive: string): Promise<void> => {
  try {
    expectSame(
      'what a real daemon says of a load',
      await docker(host, 'load', '-q', '-i', archive),
      `Loaded image: ${name}`,
    )
    expectSame('the image in a real daemon', await docker(host, 'run', '--rm', name, ...proof), proven)
  } finally {
    await docker(host, 'rmi', '-f', name).catch(() => undefined)
  }
}

const inspectBySkopeo = async (archive: string): Promise<void> => {
  for (const kind of ['docker-archive', 'oci-archive']) {
    const { Architecture, Env } = JSON.parse(await say('skopeo', ['inspect', `${kind}:${archive}`]))
    expectSame(`the architecture in a ${kind}`, Architecture, 'amd64')
    expectSame(`the environment in a ${kind}`, String(Env.at(-1)), 'STAMP=yes')
  }
}

const journey = async (
  profile: string,
  origin: string,
  hosts: readonly string[],
  hasSkopeo: boolean,
): Promise<void> => {
  const fake = await startDaemon(['--profile', profile])
  try {
    const outbound = join(folder, 'outbound.tar')
    const homebound = join(folder, 'homebound.tar')
    await docker(origin, 'save', '-o', outbound, 'busybox:latest')
    await change(fake.host, outbound)
    await docker(fake.host, 'save', '-o', homebound, name)
    if (hasSkopeo) await inspectBySkopeo(homebound)
    for (const host of hosts) await arrive(host, homebound)
  } finally {
    await fake.stop()
  }
}

const hosts = process.argv.slice(2)
try {
  if (hosts.length === 0) throw new Error('name at least one DOCKER_HOST')
  const hasSkopeo = (await run('sh', ['-c', 'command -v skopeo'])).status === 0
  if (!hasSkopeo) console.log('NO SKOPEO HERE: the archives were held against daemons alone')
  for (const origin of hosts)
    for (const profile of profiles) {
      await journey(profile, origin, hosts, hasSkopeo)
      console.log(`from ${origin} through ${profile} to ${hosts.length} daemons`)
    }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
