import { endOfStream } from '../pipe.ts'
import { Notifier } from '../wait.ts'
import type { SignalName } from './signal.ts'
import type { TerminalModes } from './terminal.ts'

/** N_TTY_BUF_SIZE: a line holds so many bytes, and so many are kept for a reader that does not come. */
const bufferBytes = 4096

const control = (letter: string): number => letter.charCodeAt(0) & 31
const newline = 10
const carriageReturn = 13
const tab = 9
const endOfFile = control('D')
const backspace = control('H')
const eraseCharacter = 127
const eraseWord = control('W')
const eraseLine = control('U')

const signalCharacters: Readonly<Record<number, SignalName>> = {
  [control('C')]: 'INT',
  [control('\\')]: 'QUIT',
  [control('Z')]: 'TSTP',
}

/** Rubs out one column, as a screen does it. */
const rubOut = [8, 32, 8]

const isControl = (byte: number): boolean => (byte < 32 && byte !== tab) || byte === eraseCharacter
const isContinuation = (byte: number): boolean => (byte & 0xc0) === 0x80
const isBlank = (byte: number | undefined): boolean => byte === 32 || byte === tab
/** ECHOCTL: ^C for the byte 3, ^? for DEL. */
const shown = (byte: number): number[] => (isControl(byte) ? [94, byte ^ 64] : [byte])

/** termios(3): what happens to bytes between the client's keyboard and a process that reads. */
export class LineDiscipline {
  readonly readable = new Notifier()
  readonly #modes: TerminalModes
  readonly #echo: (bytes: Uint8Array) => void
  readonly #signal: (signal: SignalName) => void
  /** Finished lines (any chunks when not canonical). An empty one is an end of file, seen once. */
  #ready: Uint8Array[] = []
  #readyBytes = 0
  #line: number[] = []
  /** Echo on its way, so that what is typed at once is shown at once. */
  #shown: number[] = []

  constructor(modes: TerminalModes, echo: (bytes: Uint8Array) => void, signal: (signal: SignalName) => void) {
    this.#modes = modes
    this.#echo = echo
    this.#signal = signal
  }

  /** How many of the typed bytes were taken: fewer when nobody reads them. */
  accept(bytes: Uint8Array): number {
    let taken = 0
    while (taken < bytes.length && this.#hasRoom()) this.#acceptByte(bytes[taken++] as number)
    this.#flushEcho()
    if (this.#ready.length > 0 || (!this.#modes.canonical && this.#line.length > 0)) this.readable.notify()
    return taken
  }

  /** At most one line; undefined when there is none yet. */
  read(max: number): Uint8Array | undefined {
    if (!this.#modes.canonical && this.#line.length > 0) this.#finishLine()
    const first = this.#ready[0]
    if (!first) return undefined
    if (first.length > max) {
      this.#ready[0] = first.subarray(max)
      this.#readyBytes -= max
      return first.subarray(0, max)
    }
    this.#ready.shift()
    this.#readyBytes -= first.length
    return first.length === 0 ? endOfStream : first
  }

  #hasRoom(): boolean {
    const waiting = this.#modes.canonical ? 0 : this.#line.length
    return this.#readyBytes + waiting < bufferBytes && this.#ready.length < bufferBytes
  }

  #acceptByte(typed: number): void {
    const signal = this.#modes.signals ? signalCharacters[typed] : undefined
    if (signal) {
      this.#show(shown(typed))
      this.#line = []
      this.#ready = []
      this.#readyBytes = 0
      this.#flushEcho()
      this.#signal(signal)
      return
    }
    const byte = this.#modes.mapInput && typed === carriageReturn ? newline : typed
    if (this.#modes.canonical) this.#edit(byte)
    else {
      this.#show(byte === newline ? [byte] : shown(byte))
      this.#line.push(byte)
    }
  }

  #edit(byte: number): void {
    if (byte === endOfFile) this.#finishLine()
    else if (byte === newline) {
      this.#show([newline])
      this.#line.push(newline)
      this.#finishLine()
    } else if (byte === eraseCharacter || byte === backspace) this.#erase()
    else if (byte === eraseLine) while (this.#line.length > 0) this.#erase()
    else if (byte === eraseWord) {
      while (isBlank(this.#line.at(-1))) this.#erase()
      while (this.#line.length > 0 && !isBlank(this.#line.at(-1))) this.#erase()
    } else if (this.#line.length < bufferBytes - 1) {
      this.#line.push(byte)
      this.#show(shown(byte))
    }
  }

  /** Takes back the last character, all bytes of it (IUTF8). */
  #erase(): void {
    let byte = this.#line.pop()
    while (byte !== undefined && isContinuation(byte) && this.#line.length > 0) byte = this.#line.pop()
    if (byte !== undefined) this.#show(isControl(byte) ? [...rubOut, ...rubOut] : rubOut)
  }

  #finishLine(): void {
    this.#ready.push(Uint8Array.from(this.#line))
    this.#readyBytes += this.#line.length
    this.#line = []
  }

  #show(bytes: number[]): void {
    if (this.#modes.echo) this.#shown.push(...bytes)
  }

  #flushEcho(): void {
    const shown = this.#shown.splice(0)
    if (shown.length > 0) this.#echo(Uint8Array.from(shown))
  }
}
