import { ensureStatus, jsonOf } from '../../observation.ts'
import type { World } from '../../world.ts'

export const execEvidence = ['/containers/{id}/exec, /exec/{id}/start; moby daemon/exec.go']

/** What inspect says of an execution, as far as the suite reads it. */
export interface ExecInspected {
  readonly ID: string
  readonly Running: boolean
  readonly ExitCode: number | null
  readonly ContainerID: string
  readonly ProcessConfig?: {
    readonly entrypoint: string
    readonly arguments: readonly string[] | null
  }
}

/** The id of an execution that is not started yet. */
export const createExec = async (world: World, id: string, body: object): Promise<string> => {
  const answer = await world.ask('ContainerExec', { path: { id }, body })
  ensureStatus(answer, 201)
  return jsonOf<{ Id: string }>(answer).Id
}

export const inspectExec = async (world: World, id: string): Promise<ExecInspected> => {
  const answer = await world.ask('ExecInspect', { path: { id } })
  ensureStatus(answer, 200)
  return jsonOf<ExecInspected>(answer)
}

/** Runs a command to its end and answers what it wrote. */
export const execute = async (
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
