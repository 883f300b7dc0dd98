import type { ByteSink, ByteSource } from '../pipe.ts'
import type { OpenFile } from './open-file.ts'

/** The settings of stty(1) that programs here look at. */
export interface TerminalModes {
  /** Line editing: input is given line by line (ICANON). */
  canonical: boolean
  echo: boolean
  /** ^C, ^\ and ^Z become signals (ISIG). */
  signals: boolean
  /** Output newlines become carriage return + newline (OPOST|ONLCR). */
  mapOutput: boolean
  /** Input carriage returns become newlines (ICRNL). */
  mapInput: boolean
}

/** A pseudo-terminal: the client's side is a pair of byte streams, the programs' side an open file. */
export interface Terminal {
  rows: number
  columns: number
  readonly modes: TerminalModes
  /** What the client types. Ending it hangs nothing up: a closed stdin of a terminal is just silence. */
  readonly input: ByteSink
  /** What the client sees. */
  readonly output: ByteSource
  /** The side that processes hold as their descriptors 0, 1 and 2. */
  readonly file: OpenFile
  /** The process group that ^C reaches; 0 when none. */
  foregroundGroup: number
  /** Sets the size and sends SIGWINCH to the foreground group. */
  resize(rows: number, columns: number): void
}
