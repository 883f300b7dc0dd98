import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { createAccount } from '../../../src/conformance/coverage.ts'
import { type Outcome, reportOf, reportSchema } from '../../../src/conformance/index.ts'
import { requirement } from '../../../src/conformance/requirement.ts'
import { hostileReport, reported, reportWith } from './sample.ts'

const validate = new Ajv2020({ strict: true }).compile(reportSchema)
const complaints = (report: unknown): unknown => (validate(report) ? [] : validate.errors)

const password = 'hunter2-is-secret'

const outcome = (): Outcome => ({
  fingerprint: { product: 'Engine', version: '28.5.2', apiVersion: '1.51', minApiVersion: '1.24' },
  run: {
    id: '0badcafe',
    target: { name: `tcp://me:${password}@127.0.0.1:2375` },
    apiVersion: '1.51',
    mode: 'safe',
    findings: [],
    account: createAccount(),
  } as unknown as Outcome['run'],
  seed: '7',
  damage: [],
  startedAt: new Date(0),
  milliseconds: 5,
  results: [
    {
      requirement: requirement({
        id: 'SystemAuth.says',
        operation: 'SystemAuth',
        claim: 'It says so',
        evidence: ['/auth'],
        check: async () => undefined,
      }),
      verdict: 'fail',
      reason: `Authorization: Bearer ${password}`,
      expected: 'something',
      got: JSON.stringify({ Env: [`DB_PASSWORD=${password}`], IdentityToken: password }),
      trace: [
        {
          operation: 'SystemAuth',
          method: 'POST',
          target: '/v1.51/auth',
          body: JSON.stringify({ username: 'me', password }),
          status: 500,
          reply: JSON.stringify({ message: JSON.stringify({ token: password }) }),
          milliseconds: 1,
        },
      ],
      milliseconds: 5,
    },
  ],
})

describe('a report', () => {
  test.each([
    ['of a run', reportOf(outcome())],
    ['of a shard', reportOf(outcome(), { profile: 'compose', shard: '1/3' })],
    ['of a hostile daemon', hostileReport],
  ])('%s fits the published schema', (_, report) => {
    expect(complaints(JSON.parse(JSON.stringify(report)))).toEqual([])
  })

  test.each<[string, object]>([
    ['an unknown property', { ...hostileReport, surprise: 1 }],
    ['a verdict that there is not', reportWith([reported({ verdict: 'maybe' as 'pass' })])],
    ['no summary', { ...hostileReport, summary: undefined }],
    ['a shard that is none', { ...hostileReport, shards: ['0/3'] }],
  ])('with %s does not', (_, report) => {
    expect(complaints(JSON.parse(JSON.stringify(report)))).not.toEqual([])
  })

  test('has no secret in it, wherever it stood', () => {
    const text = JSON.stringify(reportOf(outcome()))
    expect(text).not.toContain(password)
    expect(text.match(/\[redacted\]/g)?.length).toBe(6)
  })
})
