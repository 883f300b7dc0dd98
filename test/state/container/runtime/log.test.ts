import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  createContainerLog,
  keptBytesMax,
  type LogRecord,
  partBytes,
} from '../../../../src/state/container/runtime/log.ts'

const text = ({ line }: LogRecord): string => new TextDecoder().decode(line)
const bytes = (value: string): Uint8Array => new TextEncoder().encode(value)

describe('a container’s log', () => {
  test('splits lines, at most 16 KiB a piece, however the output is cut', () => {
    const output = fc.array(fc.constantFrom('a', '\n', 'bb\n', 'c'.repeat(partBytes - 1), 'd'.repeat(partBytes)), {
      maxLength: 12,
    })
    fc.assert(
      fc.property(output, fc.array(fc.nat({ max: 60_000 })), (parts, cuts) => {
        const whole = parts.join('')
        const bounds = [0, ...cuts.filter(cut => cut < whole.length).sort((a, b) => a - b), whole.length]
        const log = createContainerLog(undefined)
        for (let index = 1; index < bounds.length; index++) {
          log.append('stdout', bytes(whole.slice(bounds[index - 1], bounds[index])), index)
        }
        log.flush(99)
        const lines = log.since(0).records.map(text)
        expect(lines.join('')).toBe(whole)
        for (const line of lines.slice(0, -1)) expect(line.endsWith('\n') || line.length === partBytes).toBe(true)
        expect(lines.every(line => (line.length <= partBytes && line.indexOf('\n') !== 0) || line === '\n')).toBe(true)
      }),
    )
  })

  test('keeps the streams apart and their records in order', () => {
    const log = createContainerLog({ Type: 'json-file', Config: {} })
    log.append('stdout', bytes('o1\no'), 1)
    log.append('stderr', bytes('e1\n'), 2)
    log.append('stdout', bytes('2\n'), 3)
    expect(log.since(0).records.map(record => `${record.stream} ${record.at} ${text(record)}`)).toEqual([
      'stdout 1 o1\n',
      'stderr 2 e1\n',
      'stdout 3 o2\n',
    ])
  })

  test('gives the parts of a long line the time of its first', () => {
    const log = createContainerLog(undefined)
    log.append('stdout', bytes('x'.repeat(partBytes)), 1)
    log.append('stdout', bytes('y\nz\n'), 2)
    expect(log.since(0).records.map(({ at, line }) => [at, line.length])).toEqual([
      [1, partBytes],
      [1, 2],
      [2, 2],
    ])
  })

  test('forgets the oldest rather than growing without end', () => {
    const log = createContainerLog(undefined)
    const line = bytes(`${'x'.repeat(999)}\n`)
    for (let count = 0; count < 20_000; count++) log.append('stdout', line, count)
    const { records, position } = log.since(0)
    expect(position).toBe(20_000)
    expect(log.sizeBytes).toBeLessThanOrEqual(keptBytesMax + 2000)
    expect(records.length).toBeGreaterThan(2000)
    expect(records.at(-1)?.at).toBe(19_999)
    expect(records[0]?.at).toBe(20_000 - records.length)
  })

  test('rotates as max-size and max-file say', () => {
    const log = createContainerLog({ Type: 'json-file', Config: { 'max-size': '1k', 'max-file': '2' } })
    for (let count = 0; count < 100; count++) log.append('stdout', bytes(`${String(count).padStart(99)}\n`), count)
    expect(log.sizeBytes).toBeLessThan(2 * 1024 + 400)
    expect(log.since(0).records.at(-1)?.at).toBe(99)
    expect(log.since(98).records.map(({ at }) => at)).toEqual([98, 99])
  })

  test('keeps nothing for the driver that keeps nothing', () => {
    const log = createContainerLog({ Type: 'none' })
    log.append('stdout', bytes('gone\n'), 1)
    expect(log.since(0)).toEqual({ records: [], position: 0 })
  })
})
