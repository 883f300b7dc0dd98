import { describe, expect, test } from 'vitest'
import { script } from './script.ts'
import { transcribe } from './transcript.ts'

describe('the transcript', () => {
  test('is the same when it is made again with the same seed, and another with another seed', async () => {
    const first = await transcribe(42)
    expect(await transcribe(42)).toBe(first)
    expect(await transcribe(43)).not.toBe(first)
  })

  test('has an answer for every request, and none is a defect of ours', async () => {
    const text = await transcribe(42)
    expect(text.match(/^#\d+ /gm)?.length).toBe(script.filter(step => 'method' in step).length)
    expect(text.match(/^ {2}(broken|5\d\d).*/gm) ?? []).toEqual([])
  })
})
