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

/** Of what others have made, a list that is limited would show some in the place of the program's. */
const withOwnRows = (step: Step): Step => {
  if (isPass(step) || step.call !== 'ContainerList' || step.query?.limit === undefined) return step
  const filters = isFields(step.query.filters) ? step.query.filters : {}
  if ('label' in filters) return step
  const isOfOldClient = Object.values(filters).some(isFields)
  const label = isOfOldClient ? { '{m0}': true } : ['{m0}']
  return { ...step, query: { ...step.query, filters: { ...filters, label } } }
}

/**
 * The program with containers that come to rest: of one that is started for ever again, two daemons are never asked at the
 * same moment of its life. And with lists that others do not shorten.
 */
export const tamed = (program: SequentialProgram): SequentialProgram => ({
  steps: program.steps.map(withEnd).map(withOwnRows),
})
