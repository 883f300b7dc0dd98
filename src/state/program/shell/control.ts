import type { OpenFile } from '../../kernel/open-file.ts'
import type { Program } from '../../kernel/process.ts'

/** How a shell leaves the middle of a script: thrown by a builtin, caught by the loop, function or shell it is for. */

export class LoopControl extends Error {
  readonly kind: 'break' | 'continue'
  /** How many loops are still to be left. */
  depth: number

  constructor(kind: 'break' | 'continue', depth: number) {
    super(kind)
    this.kind = kind
    this.depth = depth
  }
}

/** `return`: leaves a function or a sourced file. */
export class Return extends Error {
  readonly status: number

  constructor(status: number) {
    super('return')
    this.status = status
  }
}

/** `exit`, `set -e`: the shell ends after its EXIT trap. */
export class Exit extends Error {
  readonly status: number

  constructor(status: number) {
    super('exit')
    this.status = status
  }
}

/** An error that ends a shell which is not interactive. The message, if any, has still to be said. */
export class Abandon extends Error {
  readonly status: number
  readonly command: string | undefined

  constructor(status: number, message = '', command?: string) {
    super(message)
    this.status = status
    this.command = command
  }
}

/** `exec`: the process becomes another program. The files are those it shall have, held by this record. */
export class Replace extends Error {
  readonly program: Program
  readonly executable: string
  readonly argv: readonly string[]
  readonly environment: Map<string, string>
  readonly files: ReadonlyMap<number, OpenFile>

  constructor(
    found: { program: Program; executable: string; argv: readonly string[] },
    environment: Map<string, string>,
    files: ReadonlyMap<number, OpenFile>,
  ) {
    super('exec')
    this.program = found.program
    this.executable = found.executable
    this.argv = found.argv
    this.environment = environment
    this.files = files
  }
}
