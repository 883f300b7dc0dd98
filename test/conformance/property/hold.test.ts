import { afterAll, describe, expect, test } from 'vitest'
import { askingWhatHappened, drawPrograms } from '../../../src/conformance/generate/program.ts'
import { openSession, requirements } from '../../../src/conformance/index.ts'
import { type Failure, holdProgram } from '../../../src/conformance/property/hold.ts'
import { inProcessTarget } from '../../../src/library/in-process-target.ts'
import { ledgerFolder } from '../fake.ts'

const ledger = ledgerFolder()
afterAll(() => ledger.remove())

/** The first program of a seed that finds something. */
const firstFailure = async (seed: number, count: number): Promise<Failure | undefined> => {
  const target = inProcessTarget('fake:')
  const session = await openSession({ target, run: '0badcafe', ledgerPath: ledger.path })
  try {
    for (const program of drawPrograms(count, seed).map(askingWhatHappened)) {
      const failure = await session.environment.withWorld(world => holdProgram(program, world))
      if (failure) return failure
    }
    return undefined
  } finally {
    await session.close()
    await target.close()
  }
}

describe('programs that are drawn', () => {
  test('find nothing that the fake does wrong', async () => {
    const failure = await firstFailure(1, 60)
    expect(failure && { ...failure.breach, steps: failure.entries.map(({ step }) => step) }).toBeUndefined()
  })

  test('know what they are told to expect', async () => {
    const target = inProcessTarget('fake:')
    const session = await openSession({ target, run: '0badcafe', ledgerPath: ledger.path })
    const lies = { ...target, send: async () => ({ status: 500, headers: {}, body: new Uint8Array() }) }
    const asked = { steps: [{ call: 'SystemVersion' }, { call: 'SystemInfo' }] } as const
    const { createEnvironment } = await import('../../../src/conformance/environment.ts')
    const environment = createEnvironment({ ...session.run, target: lies })
    const hold = (expected: readonly string[]) =>
      environment.withWorld(world => holdProgram(asked, world, id => expected.includes(id)))
    expect((await hold([]))?.breach.requirement).toBe('SystemVersion.consistent')
    expect((await hold(['SystemVersion.consistent']))?.breach.requirement).toBe('SystemInfo.names-the-machine')
    expect(requirements.map(({ id }) => id)).toEqual(expect.arrayContaining(['SystemInfo.names-the-machine']))
    await session.close()
    await target.close()
  })
})
