import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { spawnTarget } from '../../../src/conformance/target/spawn.ts'
import { decodeText } from '../../../src/conformance/wire.ts'

const folder = mkdtempSync(join(tmpdir(), 'mockerd-spawn-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
afterEach(() => vi.unstubAllEnvs())

/** A stand-in for podman, which is called as podman is and serves the fake. */
const podman = join(folder, 'podman')
writeFileSync(
  podman,
  `#!/bin/sh
echo "$@" > ${join(folder, 'said')}
for last; do :; done
exec ${process.execPath} ${resolve('src/cli.ts')} serve --host "$last"
`,
)
chmodSync(podman, 0o755)
const brokenPodman = `#!/bin/sh\necho one >&2\necho 'no such thing as a cgroup' >&2\nexit 7\n`

const isRoot = process.getuid?.() === 0
const isAllowed = !isRoot || spawnSync('unshare', ['--net', '--mount', 'true']).status === 0

/** What daemons keep is kept here. */
const place = join(folder, 'kept')
mkdirSync(place)
beforeEach(() => vi.stubEnv('TMPDIR', place))
const kept = (): string[] => readdirSync(place).filter(name => name.startsWith('mockerd-spawn-'))

describe('a daemon that is started for a run', { timeout: 120_000 }, () => {
  test.runIf(isAllowed)('answers, has a folder of its own, and is gone with it when it is closed', async () => {
    vi.stubEnv('PATH', `${folder}${delimiter}${process.env.PATH}`)
    const target = await spawnTarget('spawn:podman')
    expect(target).toMatchObject({ name: 'spawn:podman', isOwn: true })
    const reply = await target.send({ method: 'GET', target: '/_ping', headers: {} })
    expect([reply.status, decodeText(reply.body)]).toEqual([200, 'OK'])
    const own = join(place, kept()[0] ?? '')
    const { stdout } = spawnSync('cat', [join(folder, 'said')], { encoding: 'utf8' })
    expect(stdout).toBe(
      `--root ${own}/root --runroot ${own}/runroot system service --time=0 unix://${own}/daemon.sock\n`,
    )
    await target.close()
    expect(kept()).toEqual([])
    await expect(target.send({ method: 'GET', target: '/_ping', headers: {} })).rejects.toThrow()
  })

  test.runIf(isAllowed)('says why it did not start', async () => {
    const broken = mkdtempSync(join(folder, 'broken-'))
    writeFileSync(join(broken, 'podman'), brokenPodman)
    chmodSync(join(broken, 'podman'), 0o755)
    vi.stubEnv('PATH', `${broken}${delimiter}${process.env.PATH}`)
    await expect(spawnTarget('spawn:podman')).rejects.toThrow(
      'spawn:podman could not be started: it ended with 7: no such thing as a cgroup',
    )
    expect(kept()).toEqual([])
  })

  test.each([
    ['spawn:podman', '/nonexistent', 'spawn:podman finds no podman in PATH'],
    ['spawn:nonsense', '/nonexistent', 'spawn:nonsense is no target: spawn: dockerd or podman'],
    ['spawn:constructor', '/nonexistent', 'spawn:constructor is no target'],
  ])('%s with PATH %s is refused', async (name, path, message) => {
    vi.stubEnv('PATH', path)
    await expect(spawnTarget(name)).rejects.toThrow(message)
  })
})
