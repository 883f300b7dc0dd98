import type Docker from 'dockerode'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, modemOf, type Progress, pull, refusalOf, startClient } from './client.ts'

let client: Client
let docker: Docker
beforeAll(async () => {
  client = await startClient()
  docker = client.docker
  await pull(docker, 'alpine')
})
afterAll(() => client.daemon.stop())

/** All that a stream of progress says. */
const follow = (stream: NodeJS.ReadableStream): Promise<readonly Progress[]> =>
  new Promise((resolve, reject) => {
    modemOf(docker).followProgress(stream, (error, said) => (error ? reject(error) : resolve(said)))
  })

const authconfig = { username: 'me', password: 'long enough', serveraddress: 'https://index.docker.io/v1/' }

test('a push is followed to its digest, and what was pushed is described', async () => {
  await docker.getImage('alpine').tag({ repo: 'localhost:5000/mine', tag: '1' })
  const image = docker.getImage('localhost:5000/mine:1')
  const said = await follow(await image.push({}))
  const [digest] = /sha256:[0-9a-f]{64}/.exec(said.at(-1)?.status ?? '') ?? []
  expect(digest).toBeDefined()
  expect(await image.distribution()).toMatchObject({ Descriptor: { digest } })
})

test('a push to Docker Hub wants a login, which dockerode sends along', async () => {
  await docker.getImage('alpine').tag({ repo: 'me/alpine', tag: '1' })
  const image = docker.getImage('me/alpine:1')
  expect((await follow(await image.push({}))).at(-1)).toMatchObject({ error: expect.stringContaining('access denied') })
  const said = await follow(await image.push({ authconfig }))
  expect(said.at(-1)?.status).toMatch(/^1: digest: sha256:/)
  expect(await docker.checkAuth(authconfig)).toMatchObject({ Status: 'Login Succeeded' })
})

test('a pull of what is not there rejects', async () => {
  expect(await refusalOf(docker.pull('nosuch/image'))).toMatchObject({ statusCode: 404 })
})
