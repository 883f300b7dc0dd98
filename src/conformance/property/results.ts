import type { TraceEntry } from '../client.ts'
import { isConcurrent, type Program } from '../program/program.ts'
import type { Requirement } from '../requirement.ts'
import type { Result } from '../verdict.ts'
import { decodeText } from '../wire.ts'
import type { Finding } from './explore.ts'

const traceOf = ({ failure }: Finding): TraceEntry[] =>
  failure.entries.flatMap(({ call, observation }) =>
    call && observation
      ? [
          {
            operation: call.call,
            method: observation.request.method,
            target: observation.request.target,
            ...(observation.request.body ? { body: decodeText(observation.request.body.subarray(0, 2000)) } : {}),
            status: observation.status,
            milliseconds: 0,
          },
        ]
      : [],
  )

const sizeOf = (program: Program): string =>
  isConcurrent(program)
    ? `${program.threads.length} threads and ${program.prefix.length + program.threads.flat().length} steps`
    : `${program.steps.length} steps`

const reasonOf = ({ failure, reproduced: [times, runs], isSameOnFake, program }: Finding): string => {
  const steps = `a program of ${sizeOf(program)}`
  const certainty = times === runs ? '' : `, in ${times} of ${runs} runs`
  const elsewhere =
    isSameOnFake === undefined ? '' : isSameOnFake ? '; the fake does the same' : '; does not reproduce on the fake'
  return `${failure.breach.message} (${steps}${certainty}${elsewhere})`
}

const resultOf = (requirement: Requirement, finding: Finding): Result => {
  const { breach } = finding.failure
  return {
    requirement,
    verdict: finding.reproduced[0] === 0 ? 'flaky' : requirement.level === 'info' ? 'warn' : 'fail',
    reason: reasonOf(finding),
    expected: breach.expected,
    got: breach.got,
    trace: traceOf(finding),
    program: finding.program,
    milliseconds: 0,
  }
}

/** What programs have found, among what was asked: a requirement that only a program breaks is broken all the same. */
export const withFindings = (
  results: readonly Result[],
  findings: readonly Finding[],
  requirements: readonly Requirement[],
): Result[] => {
  const left = new Map(findings.map(finding => [finding.failure.breach.requirement, finding]))
  const merged = results.map(result => {
    const finding = left.get(result.requirement.id)
    if (!finding || result.verdict === 'disabled' || result.verdict === 'skip') return result
    left.delete(result.requirement.id)
    const requirement = requirements.find(({ id }) => id === result.requirement.id)
    if (!requirement) return result
    return result.verdict === 'fail' ? { ...result, program: finding.program } : resultOf(requirement, finding)
  })
  const asked = new Set(results.map(({ requirement }) => requirement.id))
  const others = requirements.flatMap(requirement => {
    const finding = asked.has(requirement.id) ? undefined : left.get(requirement.id)
    return finding ? [resultOf(requirement, finding)] : []
  })
  return [...merged, ...others]
}
