import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Daemon, dockerCli, startDaemon } from '../daemon.ts'
import { differences } from './traces/differences.ts'
import { replay } from './traces/replay.ts'
import { comparable, formatStep, parseTrace, type Step } from './traces/trace.ts'
import { waiting } from './traces/waiting.ts'

const folder = join(import.meta.dirname, 'traces')
const traces = readdirSync(folder).filter(name => name.endsWith('.trace'))

/** What the recorded daemon's answer is in the fake's world. */
const expected = (trace: string, step: Step): Step => {
  const text = differences
    .filter(each => each.trace === trace && each.commands.includes(step.command))
    .reduce((all, { recorded, answered }) => all.replaceAll(recorded, answered), formatStep(step))
  const [changed] = parseTrace(text)
  if (!changed) throw new Error(`a difference of ${trace} leaves nothing of ${step.command}`)
  return changed
}

const isWaiting = (trace: string, command: string): boolean =>
  waiting.some(([of, , commands]) => of === trace && commands.includes(command))

/** Runs them all before the first test looks, against a fake of their own. */
const replaying = (
  steps: readonly Step[],
  environment?: Readonly<Record<string, string>>,
): { readonly outcomes: Step[] } => {
  const outcomes: Step[] = []
  let daemon: Daemon
  beforeAll(async () => {
    daemon = await startDaemon()
    const docker = dockerCli(daemon)
    for (const image of ['busybox', 'alpine']) await docker(['pull', '-q', image])
    outcomes.push(...(await replay(steps, daemon.socketPath, { environment })))
  }, 120_000)
  afterAll(() => daemon.stop())
  return { outcomes }
}

describe.each(traces.map(file => file.replace('.trace', '')))('the commands of %s', trace => {
  const steps = parseTrace(readFileSync(join(folder, `${trace}.trace`), 'utf8'))
  const { outcomes } = replaying(steps)

  test.each(steps.map((step, index) => [step.command, step, index] as const))(
    '%s is answered as dockerd answers it',
    (command, step, index) => {
      const answer = comparable(outcomes[index] ?? step)
      if (isWaiting(trace, command))
        expect(answer, 'works now: take it off the list').not.toEqual(comparable(expected(trace, step)))
      else expect(answer).toEqual(comparable(expected(trace, step)))
    },
  )
})

/** Traces whose commands do not take their time, for a second round. */
const quick = ['copy', 'exec', 'inspect', 'lifecycle', 'misc', 'network', 'run', 'volume']

/** What API 1.41 does otherwise, as dockerd 20.10.24 did. */
const older: Readonly<Record<string, readonly string[]>> = {
  'docker run --rm --network net1 --network net2 alpine true': ['HEAD /_ping 200', 'POST /containers/create 400'],
  'docker volume prune -af': ['HEAD /_ping 200'],
}

describe.each(quick)('the commands of %s at API 1.41', trace => {
  const steps = parseTrace(readFileSync(join(folder, `${trace}.trace`), 'utf8'))
  const { outcomes } = replaying(steps, { DOCKER_API_VERSION: '1.41' })

  test.each(steps.map((step, index) => [step.command, step, index] as const))(
    '%s is answered with the same statuses',
    (command, step, index) => {
      if (isWaiting(trace, command)) return
      const { requests } = comparable(outcomes[index] ?? step)
      const now = comparable(expected(trace, step)).requests
      expect(requests).toEqual(older[command] ?? now)
    },
  )
})

test('every difference is one', () => {
  const idle = differences.filter(({ trace, commands, recorded }) => {
    const steps = parseTrace(readFileSync(join(folder, `${trace}.trace`), 'utf8'))
    const changes = (command: string): boolean =>
      steps.some(step => step.command === command && formatStep(step).includes(recorded))
    return !commands.every(changes)
  })
  expect(idle).toEqual([])
})
