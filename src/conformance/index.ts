/** The conformance suite as a library: it stands on the API description alone, beside the fake. */

export type { Capability, Finding } from './capability.ts'
export { cleanAfter } from './clean-after.ts'
export type { Ask } from './client.ts'
export type { Audience, Exchange } from './exchange.ts'
export {
  type DatedExpectation,
  type Expectation,
  ExpectedError,
  expectationOf,
  isFitting,
  readExpected,
} from './expected.ts'
export { parseExpected, updateExpected } from './expected-file.ts'
export { judge, obstacle } from './judge.ts'
export { type LedgerHead, ledgerPathOf, ledgerPaths, readLedger } from './ledger.ts'
export { watchedClaims } from './monitor/claims.ts'
export { monitors } from './monitor/index.ts'
export { reportOfTraffic, type Traffic } from './monitor/report.ts'
export { type TrafficWatch, watchTraffic } from './monitor/traffic.ts'
export type { Sighting, Watch } from './monitor/watch.ts'
export { ensureRefusal, ensureStatus, jsonOf, type Observation } from './observation.ts'
export { apiVersionOf, type Fingerprint, fingerprint } from './probe.ts'
export { claimsOf, type SuiteProfile, shardOf, suiteProfiles } from './profile.ts'
export { type CurlOptions, curlScript } from './program/curl.ts'
export {
  type Call,
  type ConcurrentProgram,
  type Pass,
  type Program,
  ProgramError,
  readProgram,
  type SequentialProgram,
  type Step,
  shownStep,
} from './program/program.ts'
export { type ProgramOptions, runProgram } from './program/run.ts'
export type { Symbols } from './program/symbols.ts'
export type { Entry, Transcript } from './program/transcript.ts'
export { type Failure, holdProgram } from './property/hold.ts'
export type { ProgramsOptions } from './property/phase.ts'
export { type RunningProxy, startProxy } from './proxy/proxy.ts'
export { harOf } from './recording/har.ts'
export { headLineOf, lineOf, type Recorded, RecordingError, readRecording, replay } from './recording/recording.ts'
export { redact } from './recording/redact.ts'
export { referenceQuirks } from './reference-quirks.ts'
export { type Change, type Comparison, compareReports } from './report/compare.ts'
export { curlOf } from './report/curl.ts'
export { type ReportFormat, reportFormats } from './report/formats.ts'
export { mergeReports } from './report/merge.ts'
export { ReportError, readReport } from './report/read.ts'
export { redactedByName } from './report/redact.ts'
export { type Report, type ReportedRequirement, type ReportOptions, reportOf } from './report/report.ts'
export { reportSchema } from './report/schema.ts'
export { sectionNameOf } from './report/section.ts'
export { countsOf, daemonOf, durationOf, worrying } from './report/words.ts'
export { type Claim, type Level, type Requirement, requirement } from './requirement.ts'
export { requirements } from './requirements/index.ts'
export { type Mode, modes } from './safety/mode.ts'
export { openSession, type Session, type SessionOptions, UnsafeTarget } from './session.ts'
export { knownFailures, type Outcome, runSuite, type SuiteOptions, timeIsUp } from './suite.ts'
export { type Address, AddressError, parseAddress } from './target/address.ts'
export { type EnvironmentTarget, environmentTarget } from './target/environment.ts'
export { addressOf, isShortLived, type OpenOptions, openTarget, RemoteTarget } from './target/open.ts'
export { createSocketTarget } from './target/socket.ts'
export { exitStatus, type Result, type Summary, summarise, type Verdict, verdicts } from './verdict.ts'
export { ensure, ensureEqual, ensureMatch, Inconclusive, Violation } from './violation.ts'
export {
  type Target,
  TargetLost,
  type WireConversation,
  type WireReply,
  type WireRequest,
} from './wire.ts'
export { type Workload, workloads } from './workload.ts'
export type { Inspected, Made, World } from './world.ts'
