import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type OperationId, operations } from '../../spec/index.ts'
import { createGate, type Intent } from '../../src/conformance/safety.ts'

const ours = 'mkc-0badcafe-1'
const id = 'f'.repeat(64)

const createTestGate = () => {
  const recorded: string[] = []
  const gate = createGate({
    run: '0badcafe',
    prefix: 'mkc-0badcafe-',
    known: new Set([id]),
    record: ({ kind, name }) => recorded.push(`${kind} ${name}`),
  })
  return { gate, recorded }
}

const intent = (operation: OperationId, parts: Partial<Intent> = {}): Intent => ({
  operation,
  path: {},
  query: {},
  body: undefined,
  ...parts,
})

const allowed: readonly Intent[] = [
  intent('ContainerList'),
  intent('ContainerInspect', { path: { id: 'foreign' } }),
  intent('ContainerKill', { path: { id: ours } }),
  intent('ContainerKill', { path: { id } }),
  intent('ContainerKill', { path: { id: id.slice(0, 12) } }),
  intent('ContainerCreate', { query: { name: ours } }),
  intent('NetworkCreate', { body: { Name: ours } }),
  intent('NetworkConnect', { path: { id: ours }, body: { Container: id } }),
  intent('VolumePrune', { query: { filters: { label: ['dev.mockerd.conformance.run=0badcafe'] } } }),
]

const refused: readonly Intent[] = [
  intent('ContainerKill', { path: { id: 'foreign' } }),
  intent('ContainerDelete', { path: { id: 'mkc-0badcaff-1' } }),
  intent('ContainerCreate', { query: { name: 'foreign' } }),
  intent('ContainerCreate'),
  intent('NetworkConnect', { path: { id: ours }, body: { Container: 'foreign' } }),
  intent('NetworkConnect', { path: { id: 'bridge' }, body: { Container: ours } }),
  intent('VolumePrune'),
  intent('VolumePrune', { query: { filters: { label: ['dev.mockerd.conformance.run=other'] } } }),
  intent('SwarmInit', { body: {} }),
  intent('ImageDelete', { path: { name: 'busybox' } }),
  intent('ImageTag', { path: { name: 'busybox' }, query: { repo: 'foreign' } }),
  intent('BuildPrune'),
]

describe('the gate', () => {
  test.each(allowed)('lets $operation $path $query pass', each => {
    expect(() => createTestGate().gate.check(each)).not.toThrow()
  })

  test.each(refused)('refuses $operation $path $query $body', each => {
    expect(() => createTestGate().gate.check(each)).toThrow(/not an object|without the filter|whose it is|never sent/)
  })

  test('writes down what is about to be made, before it is', () => {
    const { gate, recorded } = createTestGate()
    gate.check(intent('ContainerCreate', { query: { name: ours } }))
    gate.check(intent('VolumeCreate', { body: { Name: ours } }))
    expect(recorded).toEqual([`container ${ours}`, `volume ${ours}`])
  })

  test('never lets anything change an object with a foreign name', () => {
    const changing = (Object.keys(operations) as OperationId[]).filter(
      operation => !['GET', 'HEAD'].includes(operations[operation].method) && operations[operation].path.includes('{'),
    )
    const foreign = fc.string({ minLength: 1 }).filter(name => !name.includes('mkc') && !id.startsWith(name))
    fc.assert(
      fc.property(fc.constantFrom(...changing), foreign, foreign, (operation, name, other) => {
        const { gate } = createTestGate()
        const parts = { path: { id: name, name }, query: { repo: other, name: other }, body: { Container: other } }
        expect(() => gate.check(intent(operation, parts))).toThrow()
      }),
      { numRuns: 2000 },
    )
  })
})
