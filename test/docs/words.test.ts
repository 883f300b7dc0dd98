import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { operations } from '../../spec/index.ts'
import { pages } from '../../src/cli/help.ts'
import { startMockerd } from '../../src/index.ts'
import { faultKinds, faultSchema } from '../../src/server/faults/fault.ts'
import { unimplementedIds } from '../../src/server/handlers/unimplemented.ts'
import { behaviourOf } from '../../src/state/container/behaviour/behaviour.ts'
import { repositories } from '../../src/state/image/catalogue/repositories.ts'

const textOf = (guide: string): string => readFileSync(`docs/${guide}.md`, 'utf8')

/** The refusal of a label that there is not names those that there are. */
const labels = (): string[] => {
  try {
    behaviourOf({ 'dev.mockerd.no-such': '' })
  } catch (error) {
    return [...String(error).matchAll(/dev\.mockerd\.([\w-]+)[,\n]?/g)].map(([, name = '']) => name).slice(1)
  }
  return []
}

test.each([
  ['serve', 'flag of serve', [...(pages.serve ?? '').matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, flag = '']) => flag)],
  ['faults', 'kind of fault', Object.keys(faultKinds)],
  ['faults', 'word of a fault', Object.keys(faultSchema.properties ?? {})],
  ['behaviours', 'label', labels()],
])('docs/%s.md names every %s', (guide, _, names) => {
  const text = textOf(guide)
  expect(names.length).toBeGreaterThan(5)
  expect(names.filter(name => !new RegExp(`\`${name}\\b`).test(text))).toEqual([])
})

test('docs/control.md has every request of the control plane', async () => {
  await using docker = await startMockerd()
  const answer = await docker.fetch(new Request('http://docker/_mockerd/openapi.json'))
  const { paths } = (await answer.json()) as { paths: Record<string, Record<string, { summary: string }>> }
  const rows = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { summary }]) => {
      const short = `${method.toUpperCase()} ${path.replace('/_mockerd/', '')}`
      return `| \`${short}\` | ${summary.slice(0, 1).toLowerCase()}${summary.slice(1)} |`
    }),
  )
  expect(
    textOf('control')
      .split('\n')
      .filter(line => line.startsWith('| `')),
  ).toEqual(rows)
})

test('docs/conformance.md names every daemon whose failures are known', () => {
  const daemons = readdirSync('test/known').map(name => name.replace('.yaml', ''))
  const [, versions = ''] = /What podman ([\d., and]+) do otherwise/.exec(textOf('conformance')) ?? []
  expect(versions.split(/, | and /).map(version => `podman-${version}`)).toEqual(daemons.toSorted())
})

const [, limits = ''] = /^## Limits\n([\s\S]*)/m.exec(readFileSync('README.md', 'utf8')) ?? []

test('the README says what is not there: swarm, and what BuildKit needs', () => {
  const swarm = ['Node', 'Swarm', 'Service', 'Task', 'Secret', 'Config']
  const missing = unimplementedIds.filter(id => !swarm.includes(operations[id].tag))
  expect(missing).toEqual(['Grpc'])
  expect(limits).toMatch(/Swarm answers 501, BuildKit is refused/)
})

test('the README names every image of the built-in registry', () => {
  const official = [...repositories.keys()].filter(name => name.startsWith('library/'))
  const [, named = ''] = /built-in registry: ([\w, -]+), Testcontainers' own/.exec(limits) ?? []
  expect(named.split(', ').toSorted()).toEqual(official.map(name => name.replace('library/', '')).toSorted())
})
