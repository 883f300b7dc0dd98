import type { Stat } from '../filesystem/contract.ts'
import { type ByteSink, type ByteSource, Pipe } from '../pipe.ts'
import { Notifier } from '../wait.ts'
import { LineDiscipline } from './line-discipline.ts'
import { createOpenFile, type OpenFile } from './open-file.ts'
import type { SignalName } from './signal.ts'

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
  /** Tells where the signals of ^C, ^\ and ^Z and of a resize go. The kernel does it when it starts a session here. */
  controlledBy(signalGroup: (group: number, signal: SignalName) => void): void
}

const newline = 10
const carriageReturn = 13

export interface TerminalOptions {
  readonly rows?: number
  readonly columns?: number
}

/**
 * A pseudo-terminal with the modes of a fresh one. Its output ends when the last process has let go of `file`, whose one
 * reference belongs to the caller.
 */
export const createTerminal = (options: TerminalOptions = {}): Terminal => {
  const modes: TerminalModes = { canonical: true, echo: true, signals: true, mapOutput: true, mapInput: true }
  const output = new Pipe()
  const roomForInput = new Notifier()
  let signalGroup: (group: number, signal: SignalName) => void = () => undefined
  const signalForeground = (signal: SignalName): void => {
    if (terminal.foregroundGroup > 0) signalGroup(terminal.foregroundGroup, signal)
  }
  // What does not fit is not echoed: nobody may wait for an echo.
  const echo = (bytes: Uint8Array): void => {
    writeMapped(output, bytes, modes.mapOutput)
  }
  const discipline = new LineDiscipline(modes, echo, signalForeground)
  const terminal: Terminal = {
    rows: options.rows ?? 24,
    columns: options.columns ?? 80,
    modes,
    input: {
      write: bytes => discipline.accept(bytes),
      writable: roomForInput,
      end: () => undefined,
    },
    output,
    file: createOpenFile({
      name: '/dev/pts/0',
      read(max) {
        const bytes = discipline.read(max)
        if (bytes) roomForInput.notify()
        return bytes
      },
      write: bytes => writeMapped(output, bytes, modes.mapOutput),
      readable: discipline.readable,
      writable: output.writable,
      stat: () => terminalStat,
      get terminal() {
        return terminal
      },
      close: () => output.end(),
    }),
    foregroundGroup: 0,
    resize(rows, columns) {
      if (rows === terminal.rows && columns === terminal.columns) return
      terminal.rows = rows
      terminal.columns = columns
      signalForeground('WINCH')
    },
    controlledBy(send) {
      signalGroup = send
    },
  }
  return terminal
}

const terminalStat: Stat = {
  kind: 'character-device',
  mode: 0o620,
  uid: 0,
  gid: 5,
  sizeBytes: 0,
  modifiedAt: 0,
  inode: 3,
  links: 1,
  device: [136, 0],
}

/** Writes what fits, newlines as carriage return + newline; returns how many of the given bytes were taken. */
const writeMapped = (output: Pipe, bytes: Uint8Array, map: boolean): number => {
  // Nobody looks at the screen any more, which no process notices.
  if (output.closed || output.ended) return bytes.length
  if (!map) return output.write(bytes)
  const mapped: number[] = []
  let taken = 0
  for (const { room } = output; taken < bytes.length; taken++) {
    const byte = bytes[taken] as number
    const width = byte === newline ? 2 : 1
    if (mapped.length + width > room) break
    if (byte === newline) mapped.push(carriageReturn)
    mapped.push(byte)
  }
  if (mapped.length > 0) output.write(Uint8Array.from(mapped))
  return taken
}
