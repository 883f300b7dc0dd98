import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BrokenPipe, Pipe } from '../../src/state/pipe.ts'

const bytes = (length: number, value = 7): Uint8Array => new Uint8Array(length).fill(value)

describe('a pipe', () => {
  test('gives out what was put in, in order, whatever the sizes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 20 })),
        fc.array(fc.integer({ min: 1, max: 30 })),
        (writes, sizes) => {
          const pipe = new Pipe(64)
          const put: number[] = []
          const got: number[] = []
          for (const [index, write] of writes.entries()) {
            put.push(...write.subarray(0, pipe.write(write)))
            expect(pipe.size).toBeLessThanOrEqual(64)
            got.push(...(pipe.read(sizes[index] ?? 5) ?? []))
          }
          pipe.end()
          for (let chunk = pipe.read(); chunk && chunk.length > 0; chunk = pipe.read()) got.push(...chunk)
          expect(got).toEqual(put)
        },
      ),
    )
  })

  test('takes no more than its capacity and wakes the writer when there is room', () => {
    const pipe = new Pipe(10)
    expect(pipe.write(bytes(25))).toBe(10)
    expect(pipe.write(bytes(1))).toBe(0)
    let woken = 0
    pipe.writable.subscribe(() => woken++)
    expect(pipe.read(4)?.length).toBe(4)
    expect(woken).toBe(1)
    expect(pipe.room).toBe(4)
  })

  test('tells "nothing yet" from "never again"', () => {
    const pipe = new Pipe()
    expect(pipe.read()).toBeUndefined()
    pipe.end()
    expect(pipe.read()).toEqual(new Uint8Array(0))
  })

  test('breaks for a writer whose reader has gone', () => {
    const pipe = new Pipe()
    pipe.close()
    expect(() => pipe.write(bytes(1))).toThrow(BrokenPipe)
  })

  test('keeps its own copy of what was written', () => {
    const pipe = new Pipe()
    const mine = bytes(3, 1)
    pipe.write(mine)
    mine.fill(9)
    expect(pipe.read()).toEqual(bytes(3, 1))
  })

  test('takes a message larger than itself only when empty', () => {
    const pipe = new Pipe(10)
    expect(pipe.writeWhole(bytes(30))).toBe(true)
    expect(pipe.writeWhole(bytes(1))).toBe(false)
    expect(pipe.read()?.length).toBe(30)
    expect(pipe.writeWhole(bytes(1))).toBe(true)
  })
})
