import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listen } from '../../../src/server/transport/listener.ts'
import { smallApp } from '../world.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mockerd-listener-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const { app } = smallApp()

/** Leaves the socket file of a process that was killed: bound, and nobody behind it. */
const abandonSocket = async (path: string): Promise<void> => {
  const { spawnSync } = await import('node:child_process')
  const code = `require('node:net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`
  spawnSync(process.execPath, ['-e', code])
}

describe('listen', () => {
  test('keeps a unix socket to its user, and takes it away in the end', async () => {
    const path = join(folder, 'docker.sock')
    const listener = await listen(app, { hosts: [`unix://${path}`] })
    expect(statSync(path).mode & 0o777).toBe(0o600)
    await listener.close()
    expect(existsSync(path)).toBe(false)
  })

  test('replaces the socket of a process that is no more', async () => {
    const path = join(folder, 'docker.sock')
    await abandonSocket(path)
    expect(existsSync(path)).toBe(true)
    const listener = await listen(app, { hosts: [`unix://${path}`] })
    await listener.close()
  })

  test('leaves the socket of a living process alone, and says so', async () => {
    const host = `unix://${join(folder, 'docker.sock')}`
    const first = await listen(app, { hosts: [host] })
    await expect(listen(app, { hosts: [host] })).rejects.toThrow(
      `cannot listen on ${host}: another process listens there; stop it or choose another host`,
    )
    expect(existsSync(join(folder, 'docker.sock'))).toBe(true)
    await first.close()
  })

  test('says which port it was given, and answers there', async () => {
    const listener = await listen(app, { hosts: ['tcp://127.0.0.1:0'] })
    const [host = ''] = listener.hosts
    expect(host).toMatch(/^tcp:\/\/127\.0\.0\.1:[1-9]\d+$/)
    const response = await fetch(`${host.replace('tcp', 'http')}/_ping`)
    expect(await response.text()).toBe('OK')
    await listener.close()
  })

  test.each(['docker.sock', 'http://127.0.0.1:1', 'tcp://127.0.0.1', 'tcp://127.0.0.1:70000', 'unix://relative'])(
    'refuses %s as a host',
    async host => {
      await expect(listen(app, { hosts: [host] })).rejects.toThrow(`cannot listen on ${host}: use unix:///path`)
    },
  )

  test('stops listening everywhere when it cannot listen somewhere', async () => {
    const path = join(folder, 'docker.sock')
    const hosts = [`unix://${path}`, `unix://${join(folder, 'no', 'such', 'folder')}`]
    await expect(listen(app, { hosts })).rejects.toThrow('the folder does not exist')
    expect(existsSync(path)).toBe(false)
  })

  test('does not touch a file that is no socket', async () => {
    const path = join(folder, 'docker.sock')
    writeFileSync(path, 'precious')
    await expect(listen(app, { hosts: [`unix://${path}`] })).rejects.toThrow('cannot listen on')
    expect(statSync(path).size).toBe(8)
  })

  test('ends the connections that are open when it closes', async () => {
    const path = join(folder, 'docker.sock')
    const listener = await listen(app, { hosts: [`unix://${path}`] })
    const socket = net.connect(path)
    await new Promise(resolve => socket.once('connect', resolve))
    const ended = new Promise(resolve => socket.once('close', resolve))
    await listener.close()
    await ended
  })
})
