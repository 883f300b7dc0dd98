import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Daemon, type DockerCli, dockerCli, startDaemon } from '../daemon.ts'

let daemon: Daemon
let docker: DockerCli

const config = {
  description: 'kept in memory',
  documentation: '',
  entrypoint: ['/plug'],
  interface: { types: ['docker.volumedriver/1.0'], socket: 'plug.sock' },
  env: [{ name: 'DEBUG', value: '0', settable: ['value'] }],
  network: { type: 'host' },
}

beforeAll(async () => {
  daemon = await startDaemon()
  docker = dockerCli(daemon)
  for (const name of ['one', 'two']) {
    const folder = join(daemon.folder, name)
    mkdirSync(join(folder, 'rootfs'), { recursive: true })
    writeFileSync(join(folder, 'config.json'), JSON.stringify(config))
    writeFileSync(join(folder, 'rootfs', 'plug'), name)
  }
  await docker(['pull', '-q', 'busybox'])
})
afterAll(() => daemon.stop())

/** In this order: each line builds on what the ones before it left. `~` is the folder with the plugins to create. */
const steps: readonly [line: string, status: number, stdout: string | RegExp, stderr?: RegExp][] = [
  ['docker plugin ls -q', 0, ''],
  ['docker plugin create me/one ~/one', 0, 'me/one\n'],
  ['docker plugin create me/one ~/two', 1, '', /plugin me\/one:latest already exists/],
  ['docker plugin create 127.0.0.1:5000/me/two:v2 ~/two', 0, '127.0.0.1:5000/me/two:v2\n'],
  [
    'docker plugin ls --format "{{.Name}} {{.Enabled}} {{.Description}}"',
    0,
    '127.0.0.1:5000/me/two:v2 false kept in memory\nme/one:latest false kept in memory\n',
  ],
  ['docker plugin set me/one DEBUG=1', 0, ''],
  ['docker plugin set me/one COLOUR=red', 1, '', /setting "COLOUR" not found in the plugin configuration/],
  ['docker plugin inspect -f "{{.Settings.Env}} {{.Enabled}}" me/one', 0, '\\[DEBUG=1\\] false\n'],
  ['docker volume create -d me/one data', 1, '', /plugin me\/one found but disabled/],
  ['docker plugin enable me/one', 0, 'me/one\n'],
  ['docker plugin enable me/one', 1, '', /plugin me\/one:latest is enabled/],
  ['docker volume create -d me/one data', 0, 'data\n'],
  ['docker run --rm -v data:/d busybox sh -c "echo kept > /d/f"', 0, ''],
  ['docker run --rm -v data:/d busybox cat /d/f', 0, 'kept\n'],
  ['docker volume ls -q -f driver=me/one:latest', 0, 'data\n'],
  ['docker plugin disable me/one', 1, '', /plugin me\/one:latest is in use/],
  ['docker plugin rm me/one', 1, '', /plugin me\/one:latest is in use/],
  ['docker volume rm data', 0, 'data\n'],
  ['docker plugin rm me/one', 1, '', /plugin me\/one:latest is enabled/],
  ['docker plugin disable me/one', 0, 'me/one\n'],
  ['docker plugin ls -q -f enabled=true', 0, ''],
  ['docker plugin push 127.0.0.1:5000/me/two:v2', 0, /repository \[127\.0\.0\.1:5000\/me\/two\]/],
  [
    'docker plugin upgrade --grant-all-permissions --skip-remote-check me/one 127.0.0.1:5000/me/two:v2',
    0,
    /Upgraded plugin me\/one/,
  ],
  ['docker plugin inspect -f "{{.PluginReference}}" me/one', 0, '127.0.0.1:5000/me/two:v2\n'],
  ['docker plugin rm me/one 127.0.0.1:5000/me/two:v2', 0, 'me/one\n127.0.0.1:5000/me/two:v2\n'],
  ['docker plugin install --grant-all-permissions vieux/sshfs DEBUG=1', 0, /Installed plugin vieux\/sshfs/],
  [
    'docker plugin inspect -f "{{.Name}} {{.Enabled}} {{.Settings.Env}}" vieux/sshfs',
    0,
    'vieux/sshfs:latest true \\[DEBUG=1\\]\n',
  ],
  ['docker plugin install --disable --alias loki grafana/loki-docker-driver <<< y', 0, /\[host\]/],
  ['docker plugin ls -q -f capability=logdriver --no-trunc', 0, /^[0-9a-f]{64}\n$/],
  ['docker plugin install --grant-all-permissions no/such', 1, '', /pull access denied/],
  ['docker plugin rm -f loki vieux/sshfs', 0, 'loki\nvieux/sshfs\n'],
]

test('docker plugin creates, sets, enables, upgrades, pushes, installs and removes', async () => {
  for (const [line, status, stdout, stderr] of steps) {
    const outcome = await docker.shell(line.replaceAll('~', daemon.folder))
    expect(outcome.stdout, line).toMatch(typeof stdout === 'string' ? new RegExp(`^${stdout}$`) : stdout)
    if (stderr) expect(outcome.stderr, line).toMatch(stderr)
    expect(outcome.status, line).toBe(status)
  }
})
