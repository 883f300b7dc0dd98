/**
 * Checks the transport byte by byte, with sockets and nothing else. It runs as it is on every runtime:
 * `node test/server/raw/main.ts`, `bun test/server/raw/main.ts`, `deno run -A test/server/raw/main.ts`.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hijackChecks } from './checks-hijack.ts'
import { httpChecks } from './checks-http.ts'
import { portChecks } from './checks-ports.ts'
import { streamChecks } from './checks-stream.ts'
import { tlsChecks } from './checks-tls.ts'
import { type Observations, startRawDaemon } from './daemon.ts'

export type Checks = Readonly<Record<string, (socketPath: string, seen: Observations) => Promise<void>>>

const limitMilliseconds = 30_000

const withLimit = (promise: Promise<void>): Promise<void> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${limitMilliseconds} ms`)), limitMilliseconds)
  })
  return Promise.race([promise, tooLong]).finally(() => clearTimeout(timer))
}

const folder = mkdtempSync(join(tmpdir(), 'mockerd-raw-'))
const socketPath = join(folder, 'docker.sock')
const { listener, seen } = await startRawDaemon(`unix://${socketPath}`)
const wanted = process.argv[2] ?? ''
let failures = 0
const checks: Checks = { ...httpChecks, ...hijackChecks, ...streamChecks, ...portChecks, ...tlsChecks }
for (const [name, check] of Object.entries(checks)) {
  if (!name.includes(wanted)) continue
  try {
    await withLimit(check(socketPath, seen))
    console.log(`ok      ${name}`)
  } catch (error) {
    failures++
    console.log(`not ok  ${name}\n        ${error instanceof Error ? error.message : error}`)
  }
}
for (const defect of seen.defects) {
  failures++
  console.log(`not ok  a defect: ${defect instanceof Error ? (defect.cause ?? defect) : defect}`)
}
await listener.close()
rmSync(folder, { recursive: true, force: true })
console.log(failures === 0 ? 'all is well' : `${failures} failed`)
process.exit(failures === 0 ? 0 : 1)
