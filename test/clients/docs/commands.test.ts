import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { delimiter, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Daemon, run, startDaemon } from '../daemon.ts'

/** What a reader types, and what is shown of the answer: nothing, when it does not matter. */
interface Command {
  readonly text: string
  readonly shown: string
}

const commandsOf = (path: string): Command[] =>
  [...readFileSync(path, 'utf8').matchAll(/^```console\n([\s\S]*?)^```/gm)].flatMap(([, block = '']) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map(each => {
        const [text = '', ...lines] = each.split('\n')
        return { text, shown: lines.join('\n') }
      }),
  )

const freePort = (): Promise<number> =>
  new Promise(done => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })

describe.each(['README.md', 'docs/clients.md', 'docs/profiles.md', 'docs/worlds.md'])('the commands of %s', path => {
  let daemon: Daemon
  let port: number
  beforeAll(async () => {
    daemon = await startDaemon()
    port = await freePort()
    const mockerd = `#!/bin/sh\nexec '${process.execPath}' '${resolve('src/cli.ts')}' "$@"\n`
    writeFileSync(join(daemon.folder, 'mockerd'), mockerd, { mode: 0o755 })
  })
  afterAll(() => daemon.stop())

  test('say what is shown there, one after the other', { timeout: 600_000 }, async () => {
    const commands = commandsOf(path)
    expect(commands).not.toEqual([])
    for (const { text, shown } of commands) {
      const { status, stdout, stderr } = await run('sh', ['-c', text.replaceAll('8080', String(port))], {
        workingDirectory: daemon.folder,
        endAfterMilliseconds: 300_000,
        environment: {
          DOCKER_HOST: daemon.host,
          HOME: daemon.folder,
          PATH: [daemon.folder, process.env.PATH].join(delimiter),
        },
      })
      expect(status, `${text}\n${stderr}`).toBe(0)
      if (shown !== '') expect(stdout, text).toBe(shown)
    }
  })
})

test('the docker command of this machine is one that the README lists', async () => {
  const { stdout } = await run('docker', ['--version'])
  const [, version = 'unknown'] = /version (\d+\.\d+)/.exec(stdout) ?? []
  const [, listed = ''] = /^\| docker CLI \| (.*) \|$/m.exec(readFileSync('README.md', 'utf8')) ?? []
  expect(listed.split(', ')).toContain(version)
})
