import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Daemon, dockerCli, startDaemon } from '../daemon.ts'
import { differences } from './traces/differences.ts'
import { replay } from './traces/replay.ts'
import { comparable, formatStep, parseTrace, type Step } from './traces/trace.ts'

const folder = join(import.meta.dirname, 'traces')
const traces = readdirSync(folder)
  .filter(name => name.endsWith('.trace'))
  .map(name => name.replace('.trace', ''))
const readTrace = (trace: string): Step[] => parseTrace(readFileSync(join(folder, `${trace}.trace`), 'utf8'))

/** What the recorded daemon's answer is in the fake's world. */
const expected = (step: Step): Step => {
  const text = differences
    .filter(({ commands }) => commands.includes(step.command))
    .reduce((all, { recorded, answered }) => all.replaceAll(recorded, answered), formatStep(step))
  const [changed] = parseTrace(text)
  if (!changed) throw new Error(`a difference leaves nothing of ${step.command}`)
  return changed
}

/** Runs them all before the first test looks, against a fake of their own. */
const replaying = (
  steps: readonly Step[],
  environment?: Readonly<Record<string, string>>,
): { outcome(index: number): Step } => {
  const outcomes: Step[] = []
  let daemon: Daemon
  beforeAll(async () => {
    // The traces name fixed ports, which something else on this machine may have.
    daemon = await startDaemon(['--ports', 'none'])
    const docker = dockerCli(daemon)
    for (const image of ['busybox', 'alpine']) await docker(['pull', '-q', image])
    outcomes.push(...(await replay(steps, daemon.socketPath, { environment })))
  }, 120_000)
  afterAll(() => daemon.stop())
  return {
    outcome(index) {
      const step = outcomes[index]
      if (!step) throw new Error(`command ${index} was not run`)
      return step
    },
  }
}

describe.each(traces)('the commands of %s', trace => {
  const steps = readTrace(trace)
  const { outcome } = replaying(steps)

  test.each(steps.map((step, index) => [step.command, step, index] as const))(
    '%s is answered as dockerd answers it',
    (_command, step, index) => {
      expect(comparable(outcome(index))).toEqual(comparable(expected(step)))
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
  const steps = readTrace(trace)
  const { outcome } = replaying(steps, { DOCKER_API_VERSION: '1.41' })

  test.each(steps.map((step, index) => [step.command, step, index] as const))(
    '%s is answered with the same statuses',
    (command, step, index) => {
      const { requests } = comparable(outcome(index))
      const now = comparable(expected(step)).requests
      expect(requests).toEqual(older[command] ?? now)
    },
  )
})

test('every difference is one', () => {
  const steps = traces.flatMap(readTrace)
  const idle = differences.flatMap(({ commands, recorded }) =>
    commands.filter(command => !steps.some(step => step.command === command && formatStep(step).includes(recorded))),
  )
  expect(idle).toEqual([])
})
