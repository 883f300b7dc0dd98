import type { Step } from '../../kernel/process.ts'

/** What a program that is a function has of its process. What waits is for generators: `yield* sleep('5s')`. */
export interface ProgramContext {
  /** Without the program itself. */
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** Milliseconds since 1970, on the daemon's clock. */
  now(): number
  /** Says something. It is out when the program next waits, or ends. */
  stdout(data: string | Uint8Array): void
  /** The same, where errors go. */
  stderr(data: string | Uint8Array): void
  /** Waits on the daemon's clock: `5s`, `1m30s`, or milliseconds. */
  sleep(duration: string | number): Step<void>
  /** The next line of standard input without its end; undefined at the end. */
  line(): Step<string | undefined>
  /** All that is left of standard input, up to its end. */
  input(): Step<string>
  /** Waits for a promise, whatever the daemon's clock does meanwhile. */
  until<T>(promise: PromiseLike<T>): Step<T>
}

/** 0 to 255; nothing is 0. */
// biome-ignore lint/suspicious/noConfusingVoidType: functions that return nothing are functions
export type ProgramExit = number | void

/**
 * A program as a function: it returns its exit code, at once, as a promise, or as a generator that waits on the daemon's
 * clock. What it throws goes to standard error, and it ends with 1. TERM, INT and QUIT end it where it waits, with `finally`.
 */
export type ProgramFunction = (context: ProgramContext) => ProgramExit | PromiseLike<ProgramExit> | Step<ProgramExit>

/** The functions that programs stand for, by what their executables call them. */
export type ProgramFunctions = Map<string, ProgramFunction>
