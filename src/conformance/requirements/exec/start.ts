import { ensureRefusal, ensureStatus } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { framesOf, textsOf } from '../../stdcopy.ts'
import { ensureEqual } from '../../violation.ts'
import { decodeText } from '../../wire.ts'
import { sleepForever } from '../../workload.ts'
import { createExec, execEvidence, execute, inspectExec } from './execution.ts'

/** What an execution writes and hears, attached, on a terminal and detached. */
export const execStartRequirements: readonly Requirement[] = [
  requirement({
    id: 'ExecStart.both-outputs',
    operation: 'ExecStart',
    needs: ['exec'],
    claim: 'What a command writes comes in frames, each output apart and whole',
    evidence: [...execEvidence, 'moby api/pkg/stdcopy'],
    check: async world => {
      const made = await world.start(sleepForever)
      const { bytes } = await execute(world, made.id, { Cmd: ['sh', '-c', 'printf out; printf err >&2'] })
      ensureEqual(textsOf(framesOf(bytes)), { stdout: 'out', stderr: 'err' }, 'the outputs')
    },
  }),
  requirement({
    id: 'ExecStart.terminal',
    operation: 'ExecStart',
    needs: ['exec'],
    claim: 'With a terminal the output is raw, and lines end as on a terminal',
    evidence: execEvidence,
    check: async world => {
      const made = await world.start(sleepForever)
      const { bytes } = await execute(world, made.id, { Cmd: ['echo', 'hi'], Tty: true })
      ensureEqual(decodeText(bytes), 'hi\r\n', 'the output')
    },
  }),
  requirement({
    id: 'ExecStart.input',
    operation: 'ExecStart',
    needs: ['exec'],
    claim: 'What is written to the connection is the input of the command, and its half closing ends it',
    evidence: [...execEvidence, 'podman#20179'],
    check: async world => {
      const made = await world.start(sleepForever)
      const id = await createExec(world, made.id, { Cmd: ['cat'], AttachStdin: true, AttachStdout: true })
      const conversation = await world.upgrade('ExecStart', { path: { id }, body: {} })
      conversation.write('one\ntwo\n')
      conversation.end()
      await world.endOf(conversation)
      ensureEqual(textsOf(framesOf(conversation.received())).stdout, 'one\ntwo\n', 'the output')
    },
  }),
  requirement({
    id: 'ExecStart.upgrades',
    operation: 'ExecStart',
    needs: ['exec'],
    claim: 'Asked to upgrade, start answers 101 and the protocol tcp',
    evidence: [...execEvidence, 'Docker.DotNet#25'],
    check: async world => {
      const made = await world.start(sleepForever)
      const id = await createExec(world, made.id, { Cmd: ['true'], AttachStdout: true })
      const conversation = await world.upgrade('ExecStart', { path: { id }, body: {} })
      await world.endOf(conversation)
      ensureEqual([conversation.status, conversation.headers.upgrade], [101, 'tcp'], 'status and Upgrade')
    },
  }),
  requirement({
    id: 'ExecStart.detached',
    operation: 'ExecStart',
    needs: ['exec'],
    claim: 'Started detached, an execution answers 200 at once and runs on',
    evidence: execEvidence,
    check: async world => {
      const made = await world.start(sleepForever)
      const id = await createExec(world, made.id, { Cmd: ['sleep', '100'] })
      ensureStatus(await world.ask('ExecStart', { path: { id }, body: { Detach: true } }), 200)
      ensureEqual((await inspectExec(world, id)).Running, true, 'Running')
    },
  }),
  requirement({
    id: 'ExecStart.refuses-second-start',
    operation: 'ExecStart',
    needs: ['exec'],
    claim: 'An execution is started once; a second start is refused with 409',
    evidence: execEvidence,
    check: async world => {
      const made = await world.start(sleepForever)
      const { id } = await execute(world, made.id, { Cmd: ['true'] })
      ensureRefusal(
        await world.ask('ExecStart', { path: { id }, body: { Detach: true } }),
        409,
        /exec command \S+ has already run/i,
      )
    },
  }),
]
