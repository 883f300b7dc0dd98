import dgram from 'node:dgram'
import net from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Daemon, type DockerCli, dockerCli, startDaemon } from '../daemon.ts'

let daemon: Daemon
let docker: DockerCli

beforeAll(async () => {
  daemon = await startDaemon()
  docker = dockerCli(daemon)
  for (const image of ['busybox', 'nginx', 'redis']) await docker(['pull', '-q', image])
})
afterAll(() => daemon.stop())

/** So many ports in a row that nobody has, far from those that the daemon and the system give out themselves. */
const freePorts = async (count: number): Promise<number> => {
  for (let first = 20_000 + (process.pid % 500) * 20; ; first += count) {
    const taken = await Promise.all(Array.from({ length: count }, (_, index) => isTaken(first + index)))
    if (!taken.includes(true)) return first
  }
}

const isTaken = (port: number): Promise<boolean> =>
  new Promise(resolve => {
    const server = net.createServer().once('error', () => resolve(true))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(false)))
  })

type Step = readonly [line: string, status: number, stdout: RegExp, stderr?: RegExp]

const follow = async (steps: readonly Step[]): Promise<void> => {
  for (const [line, status, stdout, stderr] of steps) {
    const outcome = await docker.shell(line)
    expect(outcome.stdout, `${line}\n${outcome.stderr}`).toMatch(stdout)
    expect(outcome.status, line).toBe(status)
    if (stderr) expect(outcome.stderr, line).toMatch(stderr)
  }
}

const id = /^[0-9a-f]{64}\n$/
const welcome = /Welcome to nginx/

test('a published port answers as long as its container runs', async () => {
  const port = await freePorts(1)
  const fetch = `curl -sS --max-time 5 http://localhost:${port}/`
  await follow([
    [`docker run -d --name web -p ${port}:80 nginx`, 0, id],
    ['docker port web', 0, new RegExp(`^80/tcp -> 0.0.0.0:${port}\n80/tcp -> \\[::\\]:${port}\n$`)],
    [fetch, 0, welcome],
    ['docker logs web 2>/dev/null', 0, /^172\.17\.0\.1 - - .*"GET \/ HTTP\/1\.1" 200/m],
    ['docker restart -t 0 web', 0, /^web\n$/],
    [fetch, 0, welcome],
    [`docker run -d -p ${port}:80 nginx`, 125, id, /Bind for 0\.0\.0\.0:\d+ failed: port is already allocated/],
    ['docker stop -t 0 web', 0, /^web\n$/],
    [fetch, 7, /^$/],
    ['docker port web', 0, /^$/],
    ['docker start web', 0, /^web\n$/],
    [fetch, 0, welcome],
    ['docker network disconnect bridge web', 0, /^$/],
    [fetch, 7, /^$/],
    ['docker network connect bridge web', 0, /^$/],
    [fetch, 0, welcome],
    [
      `docker run --rm --add-host host.docker.internal:host-gateway busybox wget -qO- http://host.docker.internal:${port}/`,
      0,
      welcome,
    ],
    ['docker rm -f web', 0, /^web\n$/],
    [fetch, 7, /^$/],
  ])
})

test('-P, ranges and addresses take what the machine has left', async () => {
  const port = await freePorts(4)
  const other = net.createServer().listen(port + 1, '127.0.0.1')
  await new Promise(resolve => other.once('listening', resolve))
  const range = `${port}-${port + 3}`
  const taken = new RegExp(`failed to bind host port 0.0.0.0:${port + 1}/tcp: address already in use`)
  try {
    await follow([
      ['docker run -d --name cache -P redis', 0, id],
      [
        `printf 'PING\\r\\n' | curl -sS --max-time 1 telnet://$(docker port cache | head -n 1 | cut -d' ' -f3)`,
        28,
        /PONG/,
      ],
      [`docker run -d --name one -p ${port + 1}:80 nginx`, 125, id, taken],
      [`docker run -d --name two -p ${range}:80 nginx`, 0, id],
      [`docker run -d --name three -p ${range}:80 nginx`, 0, id],
      ['docker port three 80', 0, new RegExp(`^0.0.0.0:${port + 2}\n`)],
      [`curl -sS --max-time 5 http://localhost:${port + 2}/`, 0, welcome],
      [`docker run -d --name four -p 127.0.0.1:${port + 3}:80 nginx`, 0, id],
      [`curl -sS --max-time 5 http://127.0.0.1:${port + 3}/`, 0, welcome],
    ])
  } finally {
    await new Promise(resolve => other.close(resolve))
  }
  await follow([
    ['docker start one', 0, /^one\n$/],
    [`curl -sS http://localhost:${port + 1}/`, 0, welcome],
  ])
})

test('where no program listens a client is turned away', async () => {
  const port = await freePorts(1)
  await follow([[`docker run -d -p ${port}:80 busybox sleep 100`, 0, id]])
  const { status, stderr } = await docker.shell(`curl -sS --max-time 5 http://localhost:${port}/`)
  // Which of the two depends on whether the request or the end of the connection comes first.
  expect([52, 56]).toContain(status)
  expect(stderr).toMatch(/Empty reply|reset by peer/)
})

/** Says something, again while nobody answers, and tells the first answer. */
const ask = (port: number, question: string): Promise<string> =>
  new Promise(resolve => {
    const socket = dgram.createSocket('udp4')
    const say = () => socket.send(question, port, '127.0.0.1')
    const again = setInterval(say, 200)
    socket.once('message', answer => {
      clearInterval(again)
      socket.close(() => resolve(answer.toString()))
    })
    say()
  })

test('UDP goes both ways', async () => {
  const port = await freePorts(1)
  await follow([
    [`docker run -d --name echo -p ${port}:53/udp busybox nc -u -l -p 53 -e cat`, 0, id],
    ['docker port echo', 0, new RegExp(`^53/udp -> 0.0.0.0:${port}\n`)],
  ])
  expect(await ask(port, 'hello')).toBe('hello')
})

test('--ports none only shows ports', async () => {
  const port = await freePorts(1)
  const quiet = await startDaemon(['--ports', 'none'])
  try {
    const silent = dockerCli(quiet)
    await silent(['run', '-d', '--name', 'web', '-p', `${port}:80`, 'nginx'])
    expect((await silent(['port', 'web', '80'])).stdout).toMatch(`0.0.0.0:${port}`)
    expect((await silent.shell(`curl -sS http://localhost:${port}/`)).status).toBe(7)
  } finally {
    await quiet.stop()
  }
})
