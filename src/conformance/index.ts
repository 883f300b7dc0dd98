/** The conformance suite as a library: it stands on the API description alone, beside the fake. */
export { type Expectation, ExpectedError, readExpected } from './expected.ts'
export { type LedgerHead, readLedger } from './ledger.ts'
export { watchedClaims } from './monitor/claims.ts'
export { monitors } from './monitor/index.ts'
export {
  type Call,
  type ConcurrentProgram,
  type Pass,
  type Program,
  ProgramError,
  readProgram,
  type SequentialProgram,
  type Step,
} from './program/program.ts'
export { type ProgramOptions, runProgram } from './program/run.ts'
export type { Symbols } from './program/symbols.ts'
export type { Entry, Transcript } from './program/transcript.ts'
export { type Report, type ReportedRequirement, reportOf } from './report.ts'
export type { Claim, Level, Requirement } from './requirement.ts'
export { requirements } from './requirements/index.ts'
export { type Mode, modes } from './safety/mode.ts'
export {
  cleanAfter,
  type Outcome,
  openSession,
  runSuite,
  type Session,
  type SessionOptions,
  type SuiteOptions,
  UnsafeTarget,
} from './suite.ts'
export { AddressError, parseAddress } from './target/address.ts'
export { createSocketTarget } from './target/socket.ts'
export { exitStatus, type Result, type Summary, summarise, type Verdict } from './verdict.ts'
export { type Target, TargetLost } from './wire.ts'
