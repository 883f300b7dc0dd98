/** A file that stands in the Dockerfile itself, behind `<<NAME`. */
export interface HereDocument {
  readonly name: string
  /** `<<-`: tabs at the start of its lines do not count. */
  readonly chomp: boolean
  readonly content: string
}

/** One instruction as it was written: taken apart into words, not yet understood. */
export interface Node {
  readonly keyword: string
  /** The whole line, continuation lines joined. */
  readonly line: string
  readonly flags: readonly string[]
  /** Words; of `ENV` and `LABEL` name, value and sign in turn; of `ONBUILD` the instruction inside it. */
  readonly args: readonly string[]
  /** The arguments were a JSON array. */
  readonly isJson: boolean
  /** What `ONBUILD` is followed by. */
  readonly inner?: Node
  readonly hereDocuments: readonly HereDocument[]
  readonly startLine: number
}

export interface Dockerfile {
  readonly nodes: readonly Node[]
  /** The character that escapes, and continues lines. */
  readonly escapeToken: string
  readonly warnings: readonly string[]
}
