import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { composes } from '../clients/compose/command.ts'

/** The first two numbers of each version that a file pins for something. */
const pinned = (path: string, pin: RegExp): string[] =>
  [...readFileSync(path, 'utf8').matchAll(pin)].map(([, version = '']) => shortened(version))

const shortened = (version: string): string => version.split('.').slice(0, 2).join('.')

const installed = (name: string, path = 'package.json'): string[] =>
  pinned(path, new RegExp(`"${name}": "[\\^~]?([\\d.]+)"`, 'g'))

/** By the name that README.md has for a client: the versions that are installed for its tests. */
const clients: Readonly<Record<string, readonly string[]>> = {
  // Beside them the one of the machine: test/clients/docs/commands.test.ts.
  'docker CLI': [...pinned('test/oracles/get-compose-buildx.sh', /\bcli ([\d.]+\d)/g), '28.2'],
  'Docker Compose': composes.map(({ version }) => shortened(version)),
  dockerode: installed('dockerode'),
  'Testcontainers for Node': installed('testcontainers', 'test/clients/testcontainers/package.json'),
  'docker-py': [
    ...pinned('test/clients/docker-py/requirements.txt', /^docker==(.*)$/gm),
    ...pinned('examples/clients/python/requirements.txt', /^docker==(.*)$/gm),
  ],
  'Go: `github.com/moby/moby/client`': pinned('examples/clients/go-moby/go.mod', /moby\/client v([\d.]+)/g),
  'Go: `github.com/docker/docker`': pinned('examples/clients/go/go.mod', /docker\/docker v([\d.]+)/g),
  'Rust: bollard': pinned('examples/clients/rust/Cargo.lock', /name = "bollard"\nversion = "([\d.]+)"/g),
  'Java: docker-java': pinned(
    'examples/clients/java/pom.xml',
    /<artifactId>docker-java[\w-]*<.*\s*<version>([\d.]+)</g,
  ),
  msw: installed('msw'),
  Vitest: installed('vitest'),
}

test('the README has the versions of clients that are installed for their tests', () => {
  const [, table = ''] = /^## Clients\n([\s\S]*?)^## /m.exec(readFileSync('README.md', 'utf8')) ?? []
  const rows = [...table.matchAll(/^\| (.+) \| ([\d., ]+) \|$/gm)].map(([, name = '', versions = '']) => [
    name,
    versions.split(', '),
  ])
  const sorted = (versions: readonly string[]) =>
    [...new Set(versions)].toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  expect(Object.fromEntries(rows)).toEqual(
    Object.fromEntries(Object.entries(clients).map(([name, versions]) => [name, sorted(versions)])),
  )
})
