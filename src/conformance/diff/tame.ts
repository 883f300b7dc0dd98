import { type Fields, isFields } from '../fields.ts'
import { isPass, type SequentialProgram, type Step } from '../program/program.ts'

const endsBySelf: readonly unknown[] = ['exit', 'print', 'crashLoop']

/** Once more, and that is all. */
const once: Fields = { Name: 'on-failure', MaximumRetryCount: 1 }

const withEnd = (step: Step): Step => {
  if (isPass(step) || step.call !== 'ContainerCreate' || !isFields(step.body)) return step
  const { body } = step
  const host = isFields(body.HostConfig) ? body.HostConfig : {}
  const policy = isFields(host.RestartPolicy) ? host.RestartPolicy.Name : undefined
  const isEndless = body.workload === 'crashLoop' || policy === 'always' || policy === 'unless-stopped'
  if (!isEndless || !endsBySelf.includes(body.workload)) return step
  const words = body.workload === 'crashLoop' ? { workload: 'exit', arguments: [1] } : {}
  return { ...step, body: { ...body, ...words, HostConfig: { ...host, RestartPolicy: once } } }
}

/**
 * The program with containers that come to rest: of one that is started for ever again, two daemons are never asked at the
 * same moment of its life.
 */
export const withEnds = (program: SequentialProgram): SequentialProgram => ({ steps: program.steps.map(withEnd) })
