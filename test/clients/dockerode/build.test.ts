import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type Docker from 'dockerode'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { archive } from '../../../scripts/compare/tar-bytes.ts'
import { type Client, modemOf, outputsOf, startClient, textOf } from './client.ts'

let client: Client
let docker: Docker
let context: string

beforeAll(async () => {
  client = await startClient()
  docker = client.docker
  context = join(client.daemon.folder, 'context')
  mkdirSync(join(context, 'src'), { recursive: true })
  writeFileSync(join(context, 'Dockerfile'), 'FROM busybox\nCOPY . /app/\nRUN ls /app\nCMD ["cat", "/app/src/a"]\n')
  writeFileSync(join(context, 'src/a'), 'a file\n')
  writeFileSync(join(context, 'secret'), '')
  writeFileSync(join(context, '.dockerignore'), 'secret\n')
})
afterAll(() => client.daemon.stop())

interface BuildMessage {
  readonly stream?: string
  readonly aux?: { readonly ID: string }
  readonly error?: string
}

/** What followProgress makes of a build's stream. */
const followed = (stream: NodeJS.ReadableStream): Promise<readonly BuildMessage[]> =>
  new Promise((resolve, reject) => {
    modemOf(docker).followProgress(stream, (error, output) =>
      error ? reject(error) : resolve(output as unknown as readonly BuildMessage[]),
    )
  })

const spoken = (messages: readonly BuildMessage[]): string => messages.map(({ stream = '' }) => stream).join('')

describe('buildImage', () => {
  test('packs the files that are named, and gzips them', async () => {
    const src = ['Dockerfile', 'src/a', 'secret', '.dockerignore']
    const messages = await followed(await docker.buildImage({ context, src }, { t: 'packed' }))
    expect(spoken(messages)).toMatch(/\nsrc\n.*Successfully tagged packed:latest\n$/s)
    expect(spoken(messages)).not.toContain('secret')
    const { Id } = await docker.getImage('packed').inspect()
    expect(messages.find(({ aux }) => aux)?.aux).toEqual({ ID: Id })
  })

  test('makes an image that runs', async () => {
    const container = await docker.createContainer({ Image: 'packed' })
    const stream = await container.attach({ stream: true, stdout: true, stderr: true })
    await container.start()
    expect(await outputsOf(docker, stream)).toEqual({ stdout: 'a file\n', stderr: '' })
  })

  test('takes an archive that somebody else has packed', async () => {
    const bytes = archive([{ name: 'Dockerfile', data: 'ARG B\nFROM $B\nARG V\nLABEL v=$V\n' }])
    const options = { t: 'streamed', buildargs: { B: 'busybox', V: '1' }, labels: { own: 'x' }, nocache: true }
    await followed(await docker.buildImage(Readable.from([bytes]), options))
    const { Config } = await docker.getImage('streamed').inspect()
    expect(Config.Labels).toEqual({ own: 'x', v: '1' })
  })

  test('hears of a command that fails in the stream, and of a Dockerfile that cannot be read at once', async () => {
    const failing = archive([{ name: 'Dockerfile', data: 'FROM busybox\nRUN exit 5\n' }])
    const text = await textOf(await docker.buildImage(Readable.from([failing])))
    expect(text).toContain(`"error":"The command '/bin/sh -c exit 5' returned a non-zero code: 5"`)
    const broken = archive([{ name: 'Dockerfile', data: 'FRM busybox\n' }])
    await expect(docker.buildImage(Readable.from([broken]))).rejects.toThrow(
      /HTTP code 400.* dockerfile parse error on line 1: unknown instruction: FRM \(did you mean FROM\?\)/,
    )
  })
})
