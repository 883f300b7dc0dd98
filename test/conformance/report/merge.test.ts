import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shardOf } from '../../../src/conformance/profile.ts'
import { mergeReports } from '../../../src/conformance/report/merge.ts'
import type { Report } from '../../../src/conformance/report/report.ts'
import { verdicts } from '../../../src/conformance/verdict.ts'
import { reported, reportWith } from './sample.ts'

const part = (shard: string, parts: Partial<Report> = {}): Report =>
  reportWith([reported({ id: `ContainerPause.${shard}` })], { shards: [shard], ...parts })

describe('merged parts', () => {
  test('are the whole, in its order, however they were dealt out', () => {
    const verdict = fc.constantFrom(...verdicts)
    fc.assert(
      fc.property(fc.array(verdict, { minLength: 1 }), fc.integer({ min: 1, max: 5 }), (drawn, of) => {
        const all = drawn.map((each, index) => reported({ id: `ContainerPause.${index}`, verdict: each }))
        const parts = Array.from({ length: of }, (_, index) =>
          reportWith(shardOf(all, index + 1, of), { shards: [`${index + 1}/${of}`] }),
        )
        const { run, ...merged } = mergeReports(parts.toReversed())
        const { run: _, ...whole } = reportWith(all)
        expect({ ...merged, shards: undefined }).toEqual({ ...whole, shards: undefined })
      }),
    )
  })

  test('are partial as long as one is missing', () => {
    expect(mergeReports([part('3/3'), part('1/3')])).toMatchObject({ result: 'partial', shards: ['1/3', '3/3'] })
    expect(mergeReports([part('3/3'), part('1/3'), part('2/3')])).toMatchObject({
      result: 'pass',
      summary: { pass: 3 },
    })
    expect(mergeReports([part('3/3'), part('1/3'), part('2/3')])).not.toHaveProperty('shards')
  })

  test.each<[string, Report[], string]>([
    ['nothing', [], 'there is nothing to merge'],
    ['two daemons', [part('1/2'), part('2/2', { version: '5.4.2' })], 'they differ in version: 28.5.2, 5.4.2'],
    ['a part twice', [part('1/2'), part('1/2')], 'a part is there twice: 1/2, 1/2'],
    ['two divisions', [part('1/2'), part('2/3')], 'they are parts of different divisions: 1/2, 2/3'],
    ['a whole run', [part('1/2'), reportWith([reported()])], 'one of them is no part, but whole'],
  ])('%s cannot be', (_, reports, message) => {
    expect(() => mergeReports(reports)).toThrow(message)
  })
})
