import { type DatedExpectation, expectationOf } from '../expected.ts'
import type { Result, Verdict } from '../verdict.ts'
import { decodeText } from '../wire.ts'
import type { Sighting, Watch } from './watch.ts'

/** Nobody reads more of a body. */
const shownBytes = 2000

const traceOf = ({
  exchange: { route, request, reply, milliseconds },
}: Sighting): NonNullable<Result['trace']>[number] => ({
  operation: route.operation,
  method: request.method,
  target: request.target,
  ...(request.body ? { body: decodeText(request.body.subarray(0, shownBytes)) } : {}),
  status: reply.status,
  reply: decodeText(reply.body.subarray(0, shownBytes)),
  milliseconds: Math.round(milliseconds),
})

/**
 * What watching has found out, by the same verdicts as asking. What is expected to be broken and was not is a pass: that
 * nothing broke it this time says nothing.
 */
export const watchedResults = (watch: Pick<Watch, 'results'>, expected: readonly DatedExpectation[]): Result[] =>
  watch.results().map(({ claim, sightings }) => {
    const [first] = sightings
    if (!first) return { requirement: claim, verdict: 'pass', milliseconds: 0 }
    const listed = expectationOf(expected, claim)
    const expectation = listed?.isOver ? undefined : listed
    const verdict: Verdict = expectation ? 'xfail' : claim.level === 'info' ? 'warn' : 'fail'
    const { request } = first.exchange
    return {
      requirement: claim,
      verdict,
      reason: expectation?.because ?? `${request.method} ${request.target}: ${first.violation.message}`,
      expected: first.violation.expected,
      got: first.violation.got,
      trace: sightings.map(traceOf),
      milliseconds: 0,
    }
  })
