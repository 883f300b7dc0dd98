import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { environmentTarget } from '../../../src/conformance/index.ts'

const home = mkdtempSync(join(tmpdir(), 'mockerd-home-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

const configuration = join(home, '.docker')
const idOf = (name: string): string => createHash('sha256').update(name).digest('hex')
const tls = join(configuration, 'contexts', 'tls', idOf('far'), 'docker')

/** As the docker command keeps its contexts. */
const contexts: Readonly<Record<string, string>> = { near: 'unix:///near.sock', far: 'tcp://far.example:2376' }
for (const [name, Host] of Object.entries(contexts)) {
  const folder = join(configuration, 'contexts', 'meta', idOf(name))
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'meta.json'), JSON.stringify({ Name: name, Endpoints: { docker: { Host } } }))
}
mkdirSync(tls, { recursive: true })
writeFileSync(join(configuration, 'config.json'), JSON.stringify({ currentContext: 'near' }))

const nobody = { HOME: '/nonexistent' }

describe('the daemon that the environment has chosen', () => {
  test.each([
    [nobody, undefined],
    [{ ...nobody, DOCKER_HOST: '' }, undefined],
    [{ ...nobody, DOCKER_HOST: 'unix:///a.sock' }, { name: 'unix:///a.sock' }],
    [{ HOME: home, DOCKER_HOST: 'unix:///a.sock' }, { name: 'unix:///a.sock' }],
    [
      { ...nobody, DOCKER_HOST: 'tcp://h:2376', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/c' },
      { name: 'tls://h:2376', certificateFolder: '/c' },
    ],
    [{ HOME: home }, { name: 'unix:///near.sock' }],
    [
      { HOME: home, DOCKER_CONTEXT: 'far' },
      { name: 'tls://far.example:2376', certificateFolder: tls },
    ],
    [{ HOME: home, DOCKER_CONTEXT: 'default' }, undefined],
    [{ DOCKER_CONFIG: configuration }, { name: 'unix:///near.sock' }],
  ])('by %j is %j', (env, expected) => {
    expect(environmentTarget(env)).toEqual(expected)
  })

  test('is not guessed when the context is not there', () => {
    expect(() => environmentTarget({ HOME: home, DOCKER_CONTEXT: 'gone' })).toThrow('there is no docker context gone')
  })
})
