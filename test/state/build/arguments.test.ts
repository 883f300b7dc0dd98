import { expect, test } from 'vitest'
import { createSite } from './site.ts'

test('arguments come from the client, from ARG, and are told when nobody wants them', async () => {
  const { build, engine } = createSite()
  const given = new Map([
    ['A', 'given'],
    ['B', 'b'],
    ['UNUSED', '1'],
    ['MENTIONED', null],
    ['HTTP_PROXY', 'http://p'],
  ])
  const dockerfile =
    'ARG BASE=busybox\nFROM $BASE\nARG BASE\nARG A=default\nARG B\nARG C=${A}-c\nRUN echo "$BASE $A $B $C $HTTP_PROXY"\nENV A=env\nRUN echo $A\n'
  const { text } = await build(dockerfile, { arguments: given, tags: ['args'] })
  expect(text).toContain('Step 1/9 : ARG BASE=busybox\nStep 2/9 : FROM $BASE\n')
  expect(text).toContain('\nbusybox given b given-c http://p\n')
  expect(text).toContain('\nenv\n')
  expect(text).toContain('[Warning] One or more build-args [MENTIONED UNUSED] were not consumed\nSuccessfully built')
  const history = engine.images.resolve('args').history.map(({ createdBy }) => createdBy)
  expect(history).toContain('|4 A=given B=b BASE=busybox C=given-c /bin/sh -c echo "$BASE $A $B $C $HTTP_PROXY"')
  expect(history.at(-1)).toBe('|3 B=b BASE=busybox C=given-c /bin/sh -c echo $A')
})
