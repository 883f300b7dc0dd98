import { afterAll, describe, expect, test } from 'vitest'
import { createEnvironment } from '../../../src/conformance/environment.ts'
import { openSession } from '../../../src/conformance/index.ts'
import { explore, exploreConcurrent, type Finding } from '../../../src/conformance/property/explore.ts'
import { inProcessTarget } from '../../../src/library/in-process-target.ts'
import { ledgerFolder } from '../fake.ts'
import { mutants } from '../mutants/index.ts'
import { type Mutation, mutated } from '../mutants/mutation.ts'
import { changeStatus } from '../mutants/rewrite.ts'

const ledger = ledgerFolder()
afterAll(() => ledger.remove())

const findingsOf = async (mutation: Mutation, runs: number, search = explore): Promise<Finding[]> => {
  const target = inProcessTarget('fake:')
  const fake = inProcessTarget('fake:')
  const [session, other] = [
    await openSession({ target, run: '0badcafe', ledgerPath: ledger.path }),
    await openSession({ target: fake, run: '0badc0de', ledgerPath: `${ledger.path}-fake` }),
  ]
  const environment = createEnvironment({ ...session.run, target: mutated(target, mutation) })
  const isExpected = () => false
  const options = {
    environment,
    isExpected,
    seed: 1,
    runs,
    milliseconds: 60_000,
    findingsMax: 1,
    fake: other.environment,
  }
  const findings = await search(options)
  await session.close()
  await other.close()
  await target.close()
  await fake.close()
  return findings
}

describe('exploring', () => {
  test('finds nothing on a fake that does nothing wrong', async () => {
    expect(await findingsOf({ operations: [] }, 30)).toEqual([])
  })

  test.each([
    ['ContainerStart-200', 2],
    ['ContainerRename-does-nothing', 4],
    ['VolumeDelete-missing-500', 1],
  ])('finds %s, says that it is not the fake’s, and shows it in at most %i steps', async (id, most) => {
    const mutant = mutants.find(each => each.id === id)
    const [finding] = await findingsOf(mutant?.mutation ?? { operations: [] }, 150)
    expect(finding?.reproduced).toEqual([3, 3])
    expect(finding?.isSameOnFake).toBe(false)
    const { program } = finding ?? {}
    expect(program && 'steps' in program && program.steps.length).toBeLessThanOrEqual(most)
  })

  test('finds nothing wrong with the order of what threads are told by the fake', async () => {
    expect(await findingsOf({ operations: [] }, 40, exploreConcurrent)).toEqual([])
  })

  test('finds that a name can be taken twice at the same time', async () => {
    const [finding] = await findingsOf(changeStatus('ContainerCreate', 409, 201), 40, exploreConcurrent)
    expect(finding?.program).toHaveProperty('threads')
    expect(finding?.failure.breach.requirement).toMatch(/^ContainerCreate\./)
  })
})
