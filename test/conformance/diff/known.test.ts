import { expect, test } from 'vitest'
import { explanationOf, type KnownDifference, knownDifferences } from '../../../src/conformance/diff/known.ts'

const row = (what?: RegExp): KnownDifference => ({
  where: /^ContainerInspect body\.AppArmorProfile$/,
  ...(what && { what }),
  because: 'the machines differ',
})
const profile = { call: 'ContainerInspect' as const, where: 'body.AppArmorProfile', left: '', right: 'docker-default' }

test.each([
  [true, 'its place', profile, row()],
  [true, 'what both have', profile, row(/^""\n"docker-default"$/)],
  [true, 'the same the other way round', profile, row(/^"docker-default"\n""$/)],
  [false, 'something else there', { ...profile, right: 'other' }, row(/^""\n"docker-default"$/)],
  [false, 'another place', { ...profile, where: 'body.Name' }, row()],
])('that a difference is known is %s for %s', (isKnown, _, divergence, known) => {
  expect(explanationOf(divergence, [known])).toBe(isKnown ? known : undefined)
})

test('what only one of them has is known, too', () => {
  const absent = { call: 'ContainerInspect' as const, where: 'body.AppArmorProfile', left: undefined, right: 'x' }
  expect(explanationOf(absent, [row(/^undefined\n"x"$/)])).toBeDefined()
})

test.each([
  [true, '', 'typed\r\n'],
  [true, 'typed\r\ntyped\r\n', 'typed\r\n'],
  [false, 'typed\r\n', 'typed\n'],
  [false, { stdout: 'typed\n', stderr: '' }, { stdout: '', stderr: '' }],
])('that it is luck how much of a terminal is heard is %s for %j and %j', (isKnown, left, right) => {
  const heard = { call: 'ContainerAttach' as const, where: 'body', left, right }
  expect(explanationOf(heard, knownDifferences) !== undefined).toBe(isKnown)
})

test.each([
  [true, '{n0.id}', '{n0}'],
  [true, '{n0}', '{n0.id}'],
  [false, '{n0.id}', '{n1}'],
  [false, '{n0}', '{n0.short}'],
])('that it is luck which name of a network that is gone is told is %s for %s and %s', (isKnown, left, right) => {
  const [one, other] = [left, right].map(name => `network ${name} not found`)
  const told = { call: 'ContainerStart' as const, where: 'body.message', left: one, right: other }
  expect(explanationOf(told, knownDifferences) !== undefined).toBe(isKnown)
})
