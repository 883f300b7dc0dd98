import { describe, expect, test } from 'vitest'
import { cross } from './cross.ts'
import { walk } from './programs.ts'

describe('a minefield of foreign objects', () => {
  test('is crossed by thousands of hostile requests without touching any', async () => {
    const { refused, sent, done, damage } = await cross(4000)
    expect(damage).toEqual([])
    expect(refused).toBeGreaterThan(1000)
    // A gate that lets nothing pass proves nothing.
    expect(sent).toBeGreaterThan(500)
    expect(done).toBeGreaterThan(100)
  }, 120_000)

  test('blows up under the same requests when nobody guards it', async () => {
    expect((await cross(500, { isGuarded: false })).damage).not.toEqual([])
  }, 60_000)

  test('is walked by hundreds of programs, each second one of which means something of others', async () => {
    const { steps, stopped, damage } = await walk(500)
    expect(damage).toEqual([])
    expect(stopped).toBeGreaterThan(50)
    expect(steps).toBeGreaterThan(2000)
  }, 120_000)

  test('blows up under the same programs when nobody guards it', async () => {
    expect((await walk(250, { isGuarded: false })).damage).not.toEqual([])
  }, 120_000)
})
