import { describe, expect, test } from 'vitest'
import { parseExpected, requirements, updateExpected } from '../../src/conformance/index.ts'
import type { Verdict } from '../../src/conformance/verdict.ts'
import { reported } from './report/sample.ts'

const file = `# What our daemon does otherwise.

# No freezer on this kernel.
- id: ContainerPause.*
  because: https://example.org/1
  until: 5.10
- id: ContainerRename.renames # one line
  because: "because: it is so"
`

const found = (verdicts: Readonly<Record<string, Verdict>>) =>
  Object.entries(verdicts).map(([id, verdict]) =>
    reported({ id, verdict, ...(verdict === 'fail' && { expected: 'status 204', got: '"500 {\\"message\\": 1}"' }) }),
  )

describe('a file of expected failures', () => {
  test('says where each line stands, and keeps versions as they are written', () => {
    expect(parseExpected(file, 'expected.yaml', requirements)).toEqual([
      { id: 'ContainerPause.*', because: 'https://example.org/1', until: '5.10', place: 'expected.yaml:4' },
      { id: 'ContainerRename.renames', because: 'because: it is so', place: 'expected.yaml:7' },
    ])
  })

  test.each([
    ['', []],
    ['# nothing\n', []],
    ['[]', []],
    ['[{"id": "ContainerPause.*", "because": "x"}]', [{ id: 'ContainerPause.*', because: 'x', place: 'f:1' }]],
  ])('may be %j', (text, expected) => {
    expect(parseExpected(text, 'f', requirements)).toEqual(expected)
  })

  test.each([
    ['a: b', 'the expected failures are a list of {id, because}'],
    ['- just words', 'line 1: "just words" is no {id, because}'],
    ['- {id: ContainerPause.*}', 'line 1: {"id":"ContainerPause.*"} is no {id, because}'],
    ['- [', 'Flow sequence'],
    [
      '\n- id: ContainerPause.when-runing\n  because: x',
      'line 2: ContainerPause.when-runing is expected to fail, and no requirement is called so; did you mean ContainerPause.when-running?',
    ],
    ['- {id: ContainerPause.*, because: x, until: soon}', 'line 1: ContainerPause.*: until is a day like 2027-01-31'],
  ])('%j is refused: %s', (text, message) => {
    expect(() => parseExpected(text, 'f', requirements)).toThrow(message)
  })
})

describe('a file that is brought up to date', () => {
  test('loses what holds now, gains what fails, and keeps comments and the rest', () => {
    const after = updateExpected(
      file,
      found({ 'ContainerPause.when-running': 'xfail', 'ContainerRename.renames': 'xpass', 'ContainerWait.x': 'fail' }),
    )
    expect(after).toMatchInlineSnapshot(`
      "# What our daemon does otherwise.

      # No freezer on this kernel.
      - id: ContainerPause.*
        because: https://example.org/1
        until: 5.10
      - id: ContainerWait.x
        because: 'expected status 204, got "500 {\\"message\\": 1}"'
      "
    `)
  })

  test('narrows a pattern of which a part holds now', () => {
    const after = updateExpected(file, found({ 'ContainerPause.a': 'xfail', 'ContainerPause.b': 'xpass' }))
    expect(after).toContain('- id: ContainerPause.a\n  because: https://example.org/1\n  until: 5.10\n')
    expect(after).not.toContain('ContainerPause.*')
  })

  test('does not change when nothing was a surprise, or was not asked', () => {
    const same = found({ 'ContainerPause.when-running': 'xfail', 'ContainerPause.b': 'skip', 'ImageList.x': 'pass' })
    expect(updateExpected(file, same)).toBe(file)
  })

  test('begins anew where there was none', () => {
    const after = updateExpected('', found({ 'ContainerWait.returns': 'fail' }))
    expect(after).toMatch(/^# What this daemon.*\n\n- id: ContainerWait\.returns\n {2}because: /)
    expect(updateExpected('', [])).toMatch(/^# What this daemon/)
  })

  test('stays JSON when it was JSON', () => {
    const after = updateExpected('[{"id": "ContainerPause.*", "because": "x"}]', found({ 'ContainerWait.x': 'fail' }))
    expect(JSON.parse(after)).toMatchObject([{ id: 'ContainerPause.*', because: 'x' }, { id: 'ContainerWait.x' }])
  })

  test('can be read again, and then expects what failed', () => {
    const ids = requirements.slice(0, 20).map(({ id }) => id)
    const after = updateExpected(file, found(Object.fromEntries(ids.map(id => [id, 'fail']))))
    const expected = parseExpected(after, 'f', requirements).map(({ id }) => id)
    expect(ids.filter(id => !expected.includes(id))).toEqual([])
  })
})
