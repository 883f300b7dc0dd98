import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { busyboxImage } from '../../../src/conformance/target/busybox.ts'
import { type Mockerd, startMockerd } from '../../../src/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'mockerd-busybox-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The head of an ELF program of 64 bits with one entry in its table. */
const elf = (type: number): Uint8Array => {
  const bytes = new Uint8Array(128)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, 0x7f454c46)
  view.setUint8(4, 2)
  view.setUint8(5, 1)
  view.setBigUint64(32, 64n, true)
  view.setUint16(54, 56, true)
  view.setUint16(56, 1, true)
  view.setUint32(64, type, true)
  return bytes
}

describe('the image for a daemon that reaches no registry', () => {
  test.each([
    ['that is not there', undefined],
    ['that wants libraries', elf(3)],
    ['that is a script', new TextEncoder().encode(`#!/bin/sh\n${'#'.repeat(100)}\n`)],
  ])('is not made from a busybox %s', async (_, program) => {
    const path = join(folder, 'busybox')
    if (program) writeFileSync(path, program)
    expect(await busyboxImage(program && path)).toBeUndefined()
  })
})

describe('an archive of it', () => {
  let docker: Mockerd
  beforeAll(async () => {
    docker = await startMockerd({ hosts: [] })
  })
  afterAll(() => docker.close())

  test('is loaded by its name', async () => {
    const path = join(folder, 'static')
    writeFileSync(path, elf(1))
    const body = await busyboxImage(path, () => ['sh', 'sleep', 'busybox'])
    const load = new Request('http://docker/images/load?quiet=1', { method: 'POST', body: body ?? null })
    expect((await docker.fetch(load)).status).toBe(200)
    const image = await (await docker.fetch(new Request('http://docker/images/busybox/json'))).json()
    expect(image).toMatchObject({ RepoTags: ['busybox:latest'], Config: { Cmd: ['sh'] } })
  })
})
