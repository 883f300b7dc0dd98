import http from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Daemon, type DockerCli, dockerCli, startDaemon } from '../daemon.ts'

let daemon: Daemon
let docker: DockerCli

const post = (path: string, body?: unknown): Promise<void> =>
  new Promise((resolve, reject) => {
    const options = { socketPath: daemon.socketPath, path, method: 'POST', agent: false }
    const request = http.request(options, response => {
      response.resume().on('end', resolve)
    })
    request.on('error', reject)
    request.end(body === undefined ? undefined : JSON.stringify(body))
  })

const advance = (by: string): Promise<void> => post('/_mockerd/clock/advance', { by })

/** Lets time pass until something has ended that waits for it. */
const whileTimePasses = async <T>(happening: Promise<T>): Promise<T> => {
  let isOver = false
  const end = (): void => {
    isOver = true
  }
  happening.then(end, end)
  while (!isOver) {
    await advance('30s')
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  return happening
}

beforeAll(async () => {
  daemon = await startDaemon(['--clock', 'manual'])
  docker = dockerCli(daemon)
  await whileTimePasses(post('/images/create?fromImage=busybox&tag=latest'))
})
afterAll(() => daemon.stop())

test('docker ps tells of the three weeks that have passed in a moment', async () => {
  await docker.shell('docker run -d --name web --health-cmd true --health-interval 24h busybox sleep 100000000')
  await docker.shell('docker run -d --name job busybox sleep 60')
  await advance('528h')
  const { stdout } = await docker.shell("docker ps -a --format '{{.Names}}: {{.Status}}'")
  expect(stdout).toBe('job: Exited (0) 3 weeks ago\nweb: Up 3 weeks (healthy)\n')
})

test('docker stop waits for a grace that a test lets pass', async () => {
  await docker.shell('docker run -d --name stubborn busybox sh -c \'trap "" TERM; sleep 1000000\'')
  await advance('1s')
  const stopped = await whileTimePasses(docker.shell('docker stop -t 600 stubborn', { endAfterMilliseconds: 50_000 }))
  expect(stopped).toMatchObject({ status: 0, stdout: 'stubborn\n' })
  const { stdout } = await docker.shell("docker inspect -f '{{.State.ExitCode}}' stubborn")
  expect(stdout).toBe('137\n')
})
