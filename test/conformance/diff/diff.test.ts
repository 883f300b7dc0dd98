import { afterAll, describe, expect, test } from 'vitest'
import { diff, isExplained } from '../../../src/conformance/diff/diff.ts'
import { drawPrograms } from '../../../src/conformance/generate/program.ts'
import {
  openSession,
  type SequentialProgram,
  type Session,
  type Target,
  TargetLost,
} from '../../../src/conformance/index.ts'
import { inProcessTarget } from '../../../src/library/in-process-target.ts'
import { ledgerFolder } from '../fake.ts'

const closing: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const close of closing.toReversed()) await close()
})

let runs = 0
const sessionOn = async (profile: string, change: (target: Target) => Target = same => same): Promise<Session> => {
  const target = change(inProcessTarget(`fake:${profile}`, { profile }))
  const ledger = ledgerFolder()
  const run = `0badbe${String(++runs).padStart(2, '0')}`
  const session = await openSession({ target, run, ledgerPath: ledger.path })
  closing.push(async () => {
    await session.close()
    await target.close()
    ledger.remove()
  })
  return session
}

const pausedTwice: SequentialProgram = {
  steps: [
    { call: 'VolumeCreate', body: {}, makes: 'v0' },
    { call: 'ContainerCreate', body: { workload: 'sleepForever' }, makes: 'c0' },
    { call: 'ContainerStart', path: { id: '{c0.id}' } },
    { call: 'SystemPing' },
    { call: 'ContainerPause', path: { id: '{c0}' } },
    { call: 'ContainerPause', path: { id: '{c0}' } },
    { call: 'ContainerLogs', path: { id: '{c0}' }, query: {} },
  ],
}

describe('the same daemon twice', () => {
  test('differs in nothing, whatever it is asked', async () => {
    const [left, right] = [await sessionOn('docker-28'), await sessionOn('docker-28')]
    const outcome = await diff({ left, right, programs: drawPrograms(12, 5) })
    expect(outcome.findings).toEqual([])
    expect(outcome.programs).toBe(12)
  })
})

describe('two versions', () => {
  test('differ where one says it otherwise, in the fewest steps that show it', async () => {
    const [left, right] = [await sessionOn('docker-28'), await sessionOn('docker-29')]
    const known = [
      { where: /headers|^SystemEvents|ContainerInspect/, because: 'another version' },
      { where: /^NeverAsked/, because: 'it was forgotten' },
    ]
    const { findings, unseen } = await diff({ left, right, programs: [pausedTwice], known })
    const open = findings.filter(finding => !isExplained(finding))
    const found = open.find(({ divergence }) => divergence.call === 'ContainerLogs')
    expect(found?.divergence).toMatchObject({
      where: 'body.message',
      left: 'Bad parameters: you must choose at least one stream',
      right: "must specify at least one of 'stdout' or 'stderr'",
    })
    expect(found?.program.steps.map(step => ('call' in step ? step.call : 'pass'))).toEqual(['ContainerLogs'])
    expect(unseen.map(({ because }) => because)).toContain('it was forgotten')
  })

  test('are not shrunk for longer than there is time', async () => {
    const [left, right] = [await sessionOn('docker-28'), await sessionOn('docker-29')]
    const { findings } = await diff({ left, right, programs: [pausedTwice], shrinkSeconds: 0 })
    const open = findings.filter(finding => !isExplained(finding))
    expect(open).not.toEqual([])
    for (const { program } of open) expect(program.steps).toHaveLength(pausedTwice.steps.length)
  })
})

describe('a daemon that does not answer', () => {
  test('loses the program, and nothing of the others', async () => {
    let isSilent = false
    const silent = (target: Target): Target => ({
      ...target,
      send: request =>
        isSilent && request.target.endsWith('/_ping')
          ? Promise.reject(new TargetLost('no answer'))
          : target.send(request),
    })
    const [left, right] = [await sessionOn('docker-28'), await sessionOn('docker-28', silent)]
    isSilent = true
    const answered = { steps: pausedTwice.steps.filter(step => !('call' in step && step.call === 'SystemPing')) }
    const outcome = await diff({ left, right, programs: [pausedTwice, answered] })
    expect(outcome).toMatchObject({ programs: 1, findings: [] })
    expect(outcome.lost).toEqual([{ why: 'no answer', program: pausedTwice }])
  })
})
