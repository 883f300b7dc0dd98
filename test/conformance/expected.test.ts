import { describe, expect, test } from 'vitest'
import { dated, expectationOf, readExpected } from '../../src/conformance/expected.ts'
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
    [[{ id: 'ContainerPause.*', because: 'x', sometimes: 3 }], 'ContainerPause.*: sometimes is true or false'],
    [[{ id: 'ContainerPause.*', because: '' }], '{"id":"ContainerPause.*","because":""} is no {id, because}'],
    [[{ id: 'ContainerPause.when-runing', because: 'x' }], 'did you mean ContainerPause.when-running'],
  ])('%j is refused: %s', (data, message) => {
    expect(() => readExpected(data, requirements)).toThrow(message)
  })

  test.each<[string, string, string, boolean]>([
    ['2026-11-26', '5.4.2', '2026-11-26', false],
    ['2026-11-26', '5.4.2', '2026-11-27', true],
    ['5.5', '5.4.2', '2030-01-01', false],
    ['5.5', '5.5.3', '2030-01-01', false],
    ['5.5', '5.10.0', '2030-01-01', true],
    ['28', '28.5.2+dfsg3', '2030-01-01', false],
    ['28', '29.0.0-rc.1', '2030-01-01', true],
    ['5.4.2', '5.4', '2030-01-01', false],
  ])('until %s, version %s is on %s over: %s', (until, version, today, over) => {
    const expectation = { id: 'ContainerPause.*', because: 'x', until }
    expect(dated(expectation, { version }, new Date(`${today}T12:00:00Z`)).isOver).toBe(over)
  })

  test('every quirk of dockerd fits a requirement', () => {
    const data = referenceQuirks.map(({ id, because }) => ({ id, because }))
    expect(() => readExpected(data, requirements)).not.toThrow()
  })
})
