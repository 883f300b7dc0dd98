import { describe, expect, test } from 'vitest'
import {
  conform,
  ensureEqual,
  RemoteTarget,
  type Result,
  requirement,
  requirements,
  TargetLost,
} from '../../src/conformance.ts'
import { profiles } from '../../src/state/profile/profiles.ts'
import { startFake } from '../conformance/fake.ts'

describe('the suite as a library', { timeout: 120_000 }, () => {
  test('judges what is named, and tells of each result', async () => {
    const heard: Result[] = []
    const report = await conform('fake:docker-28', {
      only: 'ContainerRename',
      expected: [{ id: 'ContainerRename.renames', because: 'it cannot' }],
      onResult: result => heard.push(result),
    })
    expect(report).toMatchObject({ target: 'fake:docker-28', version: expect.stringMatching(/^28\./), result: 'fail' })
    expect(report.summary).toMatchObject({ xpass: 1, fail: 0 })
    expect(heard).toHaveLength(requirements.length)
  })

  test('asks what it is given instead of the suite', async () => {
    const isNamed = (name: string, expected: string) =>
      requirement({
        id: `SystemInfo.${name}`,
        operation: 'SystemInfo',
        claim: `The daemon runs on ${expected}`,
        evidence: ['it is ours'],
        check: async world => {
          const { headers } = await world.ask('SystemPing')
          ensureEqual(headers.ostype, expected, 'the operating system')
        },
      })
    const report = await conform('fake:', { requirements: [isNamed('linux', 'linux'), isNamed('plan9', 'plan9')] })
    expect(report.requirements.filter(({ id }) => /linux|plan9/.test(id))).toMatchObject([
      { id: 'SystemInfo.linux', verdict: 'pass' },
      { id: 'SystemInfo.plan9', verdict: 'fail', expected: '"plan9"', got: '"linux"' },
    ])
    expect(report.requirements.some(({ id }) => id === 'ContainerRename.renames')).toBe(false)
  })

  test('leaves a target open that was given', async () => {
    const target = await startFake()
    try {
      const options = { only: ({ id }: { id: string }) => id === 'SystemPing.with-version' }
      const report = await conform(target, { ...options, shard: { index: 1, of: 1 } })
      expect(report).toMatchObject({ shards: ['1/1'], result: 'partial', summary: { pass: 1 } })
      expect((await target.send({ method: 'GET', target: '/_ping', headers: {} })).status).toBe(200)
    } finally {
      await target.close()
    }
  })

  test.each<[string, new () => Error]>([
    ['unix:///nonexistent.sock', TargetLost],
    ['tcp://192.0.2.1:2375', RemoteTarget],
  ])('refuses %s with an error of its own', async (name, kind) => {
    await expect(conform(name)).rejects.toThrow(kind)
  })
})

/** Where daemons of different ages differ most: what they refuse, and what they say of themselves and their containers. */
const ageShows = ({ id }: { readonly id: string }): boolean =>
  /\.refuses-|\.missing|\.shows-|^System(Info|Version|Ping|Auth)\.|^Exec(Inspect|Start)\.|^PutContainerArchive\./.test(
    id,
  )

// All of it, for each profile: a step of `.ci/run`.
test.each(profiles.map(({ name }) => name).filter(name => name.startsWith('docker-')))(
  '%s has no finding that is not known of its daemon',
  async name => {
    const { requirements: results, result, summary } = await conform(`fake:${name}`, { only: ageShows })
    const unexpected = results.filter(({ verdict }) => ['fail', 'xpass', 'error'].includes(verdict))
    expect(unexpected.map(({ id, verdict, expected, got }) => ({ id, verdict, expected, got }))).toEqual([])
    expect(result).not.toBe('fail')
    expect(summary.pass).toBeGreaterThan(100)
  },
)
