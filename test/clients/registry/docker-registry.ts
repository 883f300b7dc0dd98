import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../daemon.ts'

export interface RealRegistry {
  /** `127.0.0.1:45123` */
  readonly domain: string
  stop(): Promise<void>
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

const startMilliseconds = 10_000

const answers = async (domain: string): Promise<void> => {
  const deadline = Date.now() + startMilliseconds
  for (;;) {
    const response = await fetch(`http://${domain}/v2/`).catch(() => undefined)
    if (response?.ok) return
    if (Date.now() > deadline) throw new Error(`docker-registry does not answer on ${domain}`)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

/** Debian's docker-registry (distribution 2.8), with its storage in a folder that goes when it ends. */
export const startRealRegistry = async (): Promise<RealRegistry> => {
  const { status } = await run('sh', ['-c', 'command -v docker-registry'])
  if (status !== 0) throw new Error('docker-registry is missing: .ci/run shows how it is installed')
  const folder = mkdtempSync(join(tmpdir(), 'mockerd-registry-'))
  const domain = `127.0.0.1:${await freePort()}`
  const file = join(folder, 'config.json')
  const config = {
    version: '0.1',
    log: { level: 'error' },
    storage: { filesystem: { rootdirectory: join(folder, 'data') } },
    http: { addr: domain },
  }
  writeFileSync(file, JSON.stringify(config))
  const child = spawn('docker-registry', ['serve', file], { stdio: 'ignore' })
  const exited = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await exited
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await answers(domain)
  } catch (error) {
    await stop()
    throw error
  }
  return { domain, stop }
}
