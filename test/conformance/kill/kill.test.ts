import { expect, test } from 'vitest'
import { startMockerd } from '../../../src/index.ts'
import { killAndClean } from './kill.ts'

test('runs that are killed leave nothing that cleaning does not take away', async () => {
  const docker = await startMockerd()
  try {
    const { runs, said, left } = await killAndClean({
      host: docker.host,
      count: 24,
      parts: [
        ['', 400],
        ['', 20],
        ['', 400],
        ['Image', 30],
      ],
    })
    expect(left).toEqual([])
    // Some end by themselves before they are killed.
    expect(runs.length).toBeGreaterThanOrEqual(20)
    expect(said).toMatch(/[1-9]\d* objects of run/)
  } finally {
    await docker.close()
  }
}, 300_000)
