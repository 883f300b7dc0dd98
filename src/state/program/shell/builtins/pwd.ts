import { SystemError } from '../../../filesystem/contract.ts'
import { write } from '../../../kernel/calls.ts'
import type { Process, Step } from '../../../kernel/process.ts'

/** `-P` resolves symbolic links; else the folder as it was entered. */
export function* pwd(process: Process, argv: readonly string[], logical = process.workingDirectory): Step<number> {
  const physical = argv.slice(1).findLast(word => word === '-P' || word === '-L') === '-P'
  let path = logical
  if (physical) {
    try {
      path = process.filesystem.realPath(process.workingDirectory)
    } catch (error) {
      if (!(error instanceof SystemError)) throw error
    }
  }
  yield* write(process, 1, `${path}\n`)
  return 0
}
