import { describe, expect, test } from 'vitest'
import { expectationOf, readExpected } from '../../src/conformance/expected.ts'
import { referenceQuirks } from '../../src/conformance/reference-quirks.ts'
import { requirements } from '../../src/conformance/requirements/index.ts'

describe('expected failures', () => {
  test('fit by name or by pattern', () => {
    const expected = readExpected([{ id: 'ContainerPause.*', because: 'no freezer' }], requirements)
    const named = (id: string) => requirements.find(requirement => requirement.id === id) ?? expect.unreachable(id)
    expect(expectationOf(expected, named('ContainerPause.when-running'))?.because).toBe('no freezer')
    expect(expectationOf(expected, named('ContainerUnpause.when-paused'))).toBeUndefined()
  })

  test.each<[unknown, string]>([
    [{}, 'the expected failures are a list of {id, because}'],
    [[{ id: 'ContainerPause.*' }], '{"id":"ContainerPause.*"} is no {id, because}'],
    [[{ id: 'ContainerPause.*', because: '' }], '{"id":"ContainerPause.*","because":""} is no {id, because}'],
    [[{ id: 'ContainerPause.when-runing', because: 'x' }], 'did you mean ContainerPause.when-running'],
  ])('%j is refused: %s', (data, message) => {
    expect(() => readExpected(data, requirements)).toThrow(message)
  })

  test('every quirk of dockerd fits a requirement', () => {
    const data = referenceQuirks.map(({ id, because }) => ({ id, because }))
    expect(() => readExpected(data, requirements)).not.toThrow()
  })
})
