import { ensureRefusal, ensureStatus, jsonOf } from '../observation.ts'
import { type Requirement, requirement } from '../requirement.ts'
import { framesOf, textsOf } from '../stdcopy.ts'
import { ensure, ensureEqual } from '../violation.ts'
import { decodeText } from '../wire.ts'
import { sleepForever } from '../workload.ts'
import type { World } from '../world.ts'

const evidence = ['/containers/{id}/exec, /exec/{id}/start; moby daemon/exec.go']

interface ExecInspected {
  readonly ID: string
  readonly Running: boolean
  readonly ExitCode: number | null
  readonly ContainerID: string
  readonly ProcessConfig?: {
    readonly tty: boolean
    readonly entrypoint: string
    readonly arguments: readonly string[] | null
  }
}

const createExec = async (world: World, id: string, body: object): Promise<string> => {
  const answer = await world.ask('ContainerExec', { path: { id }, body })
  ensureStatus(answer, 201)
  return jsonOf<{ Id: string }>(answer).Id
}

const inspectExec = async (world: World, id: string): Promise<ExecInspected> => {
  const answer = await world.ask('ExecInspect', { path: { id } })
  ensureStatus(answer, 200)
  return jsonOf<ExecInspected>(answer)
}

/** Runs a command to its end and answers what it wrote. */
const execute = async (
  world: World,
  container: string,
  settings: object,
): Promise<{ id: string; bytes: Uint8Array }> => {
  const id = await createExec(world, container, { AttachStdout: true, AttachStderr: true, ...settings })
  const tty = 'Tty' in settings && settings.Tty === true
  const conversation = await world.upgrade('ExecStart', { path: { id }, body: { Tty: tty } })
  await world.endOf(conversation)
  return { id, bytes: conversation.received() }
}

const statuses = (
  [
    ['true', 0],
    ['exit 3', 3],
    ['kill -9 $$', 137],
    ['mkc-missing', 127],
  ] as const
).map(([script, status]) =>
  requirement({
    id: `ExecInspect.status-${status}`,
    operation: 'ExecInspect',
    needs: ['exec'],
    claim: `The status of \`${script}\` is ${status} as soon as its output has ended`,
    evidence: [...evidence, 'podman#6893, #18424, socktainer#305: late or lost'],
    check: async world => {
      const made = await world.start(sleepForever)
      const { id } = await execute(world, made.id, { Cmd: ['sh', '-c', script] })
      const { Running, ExitCode } = await inspectExec(world, id)
      ensureEqual([Running, ExitCode], [false, status], 'Running and ExitCode')
    },
  }),
)

const missing = (['mkc-missing', '/mkc/missing'] as const).map(command =>
  requirement({
    id: `ExecInspect.status-of-${command.startsWith('/') ? 'missing-path' : 'missing-command'}`,
    operation: 'ExecInspect',
    needs: ['exec'],
    claim: `Executing ${command}, which is not there, ends with status 127`,
    evidence: ['moby daemon/exec.go; testcontainers-go#2778'],
    check: async world => {
      const made = await world.start(sleepForever)
      const { id } = await execute(world, made.id, { Cmd: [command] })
      ensureEqual((await inspectExec(world, id)).ExitCode, 127, 'ExitCode')
    },
  }),
)

const rest: readonly Requirement[] = [
  requirement({
    id: 'ExecStart.both-outputs',
    operation: 'ExecStart',
    needs: ['exec'],
    claim: 'What a command writes comes in frames, each output apart and whole',
    evidence: [...evidence, 'moby api/pkg/stdcopy'],
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
    evidence,
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
    evidence: [...evidence, 'podman#20179'],
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
    claim: 'Asked to upgrade, start answers 101, the protocol tcp and the type of the stream',
    evidence: [...evidence, 'Docker.DotNet#25'],
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
    evidence,
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
    evidence,
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
  requirement({
    id: 'ContainerExec.refuses-no-command',
    operation: 'ContainerExec',
    needs: ['exec'],
    claim: 'An execution without a command is refused with 400',
    evidence: [...evidence, 'socktainer#281: crashed the daemon'],
    check: async world => {
      const { id } = await world.shared('running')
      ensureRefusal(
        await world.ask('ContainerExec', { path: { id }, body: { Cmd: [] } }),
        400,
        /No exec command specified/,
      )
    },
  }),
  requirement({
    id: 'ExecInspect.of-created',
    operation: 'ExecInspect',
    needs: ['exec'],
    claim: 'An execution that was not started is inspected with its command, not running, without a status',
    evidence,
    check: async world => {
      const made = await world.shared('running')
      const id = await createExec(world, made.id, { Cmd: ['echo', 'a', 'b'] })
      const { ID, Running, ContainerID, ExitCode, ProcessConfig } = await inspectExec(world, id)
      ensureEqual(
        [ID, Running, ContainerID, ExitCode],
        [id, false, made.id, null],
        'ID, Running, ContainerID, ExitCode',
      )
      ensureEqual([ProcessConfig?.entrypoint, ProcessConfig?.arguments], ['echo', ['a', 'b']], 'the command')
    },
  }),
  requirement({
    id: 'ContainerExec.environment',
    operation: 'ContainerExec',
    needs: ['exec'],
    claim: 'An execution has the environment, folder and user that it asks for',
    evidence,
    since: '1.35',
    check: async world => {
      const made = await world.start(sleepForever)
      const { bytes } = await execute(world, made.id, {
        Cmd: ['sh', '-c', 'echo $A $(pwd) $(id -u)'],
        Env: ['A=b'],
        WorkingDir: '/tmp',
        User: '1000',
      })
      ensureEqual(textsOf(framesOf(bytes)).stdout, 'b /tmp 1000\n', 'the output')
    },
  }),
  requirement({
    id: 'ContainerInspect.lists-executions',
    operation: 'ContainerInspect',
    needs: ['exec'],
    claim: 'A container lists the executions that have not ended',
    evidence,
    check: async world => {
      const made = await world.start(sleepForever)
      const id = await createExec(world, made.id, { Cmd: ['sleep', '100'] })
      await world.ask('ExecStart', { path: { id }, body: { Detach: true } })
      const { ExecIDs } = await world.inspect(made.id)
      ensure(ExecIDs?.includes(id) === true, 'ExecIDs', `a list with ${id}`, ExecIDs)
    },
  }),
]

/** Executions: their outputs, inputs and statuses. */
export const execRequirements: readonly Requirement[] = [...statuses, ...missing, ...rest]
