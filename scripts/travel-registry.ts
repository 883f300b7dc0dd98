import { run, startDaemon } from '../test/clients/daemon.ts'

/**
 * `nsenter -t PID -n node scripts/travel-registry.ts DOCKER_HOST`, in the network of a real daemon beside which a
 * registry listens on 127.0.0.1:5000: the real daemon pushes, the fake pulls, runs, changes and pushes, and the real
 * daemon pulls that and must find the change. Both kinds of store of the fake are visited.
 */

const registry = '127.0.0.1:5000'
const slowMilliseconds = 120_000

const [host] = process.argv.slice(2)
if (!host) throw new Error('travel-registry wants the DOCKER_HOST of the real daemon')

const docker = async (daemon: string, ...args: readonly string[]): Promise<string> => {
  const options = { environment: { HOME: '/nonexistent' }, endAfterMilliseconds: slowMilliseconds }
  const { status, stdout, stderr } = await run('docker', ['-H', daemon, ...args], options)
  if (status !== 0) throw new Error(`docker ${args.join(' ')}: status ${status}\n${stderr}${stdout}`)
  return stdout.trim()
}

const expectRun = async (daemon: string, image: string, script: string, wanted: string): Promise<void> => {
  const printed = await docker(daemon, 'run', '--rm', image, 'sh', '-c', script)
  if (printed !== wanted) throw new Error(`${image} on ${daemon} prints ${JSON.stringify(printed)}, not ${wanted}`)
}

for (const profile of ['docker-29', 'docker-28']) {
  const fake = await startDaemon(['--profile', profile, '--registry', `http://${registry}`])
  const outbound = `${registry}/travel/outbound:${profile}`
  const homebound = `${registry}/travel/homebound:${profile}`
  try {
    await docker(host, 'tag', 'busybox:latest', outbound)
    await docker(host, 'push', outbound)
    await docker(fake.host, 'pull', outbound)
    await docker(fake.host, 'run', '--name', 'traveller', outbound, 'sh', '-c', 'echo through the fake > /travelled')
    await docker(fake.host, 'commit', 'traveller', homebound)
    await docker(fake.host, 'push', homebound)
    await docker(host, 'pull', homebound)
    await expectRun(host, homebound, 'cat /travelled', 'through the fake')
    process.stdout.write(`${profile}: pushed, pulled, run and changed, there and back\n`)
  } finally {
    await docker(host, 'rmi', '-f', outbound, homebound).catch(() => undefined)
    await fake.stop()
  }
}
