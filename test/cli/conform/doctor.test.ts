import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { conform } from '../../../src/cli/conform.ts'

/** What a subcommand prints. */
const printed = async (...args: string[]): Promise<string> => {
  let text = ''
  vi.spyOn(process.stdout, 'write').mockImplementation(part => {
    text += part
    return true
  })
  await conform(args)
  return text
}
afterEach(() => vi.restoreAllMocks())

describe('conform doctor', { timeout: 120_000 }, () => {
  test('says what a daemon is, can do, and would not be asked', async () => {
    const text = await printed('doctor', 'fake:docker-20.10')
    expect(text).toMatch(/^Engine 20\.10\.\d+ answers on fake:docker-20\.10\n {2}API +1\.\d+ to 1\.41/)
    expect(text).toMatch(/\n {2}run +yes {2}a container ran and ended\n/)
    expect(text).toMatch(/\nA run would ask \d+ of \d+ requirements\.\n(.*\n)* +\d+ skipped: since API 1\.42\n/)
  })

  test('says the same to scripts', async () => {
    const diagnosis: unknown = JSON.parse(await printed('doctor', 'fake:', '--json'))
    expect(diagnosis).toMatchObject({ target: 'fake:', mode: 'exclusive', skipped: {} })
  })

  test('says what stands in the way', async () => {
    await expect(printed('doctor', 'unix:///nonexistent.sock')).rejects.toThrow('there is no such socket')
  })

  test('knows a server that is no Docker daemon', async () => {
    const server = http.createServer((_, response) => response.end('<h1>Welcome</h1>'))
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    try {
      const { port } = server.address() as AddressInfo
      await expect(printed('doctor', `tcp://127.0.0.1:${port}`)).rejects.toThrow(
        'it is no Docker daemon: /version says 200 "<h1>Welcome</h1>"',
      )
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })
})

describe('conform explain', () => {
  test('names who is known to do otherwise', async () => {
    const text = await printed('explain', 'ContainerWait.refuses-unknown-condition')
    expect(text).toMatch(/\n {2}otherwise {2}dockerd 20\.10\.24: the condition is not checked before 23\.0\n/)
  })

  test('finds what was meant', async () => {
    await expect(printed('explain', 'ContainerRename.rename')).rejects.toThrow('did you mean ContainerRename.renames?')
  })
})
