import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'

/** What the user got wrong, or what stands in the way: one line that says what to do. */
export class UsageError extends Error {
  readonly exitStatus: number = 2
}

/** The target may not be used so: it is not ours to touch. */
export class RefusedTarget extends UsageError {
  override readonly exitStatus: number = 3
}

const refusing = <Parsed>(parse: () => Parsed): Parsed => {
  try {
    return parse()
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/)
    throw new UsageError(`${reason}; see mockerd --help`)
  }
}

/** Flags by name; anything that is no known flag with a fitting value is refused. */
export const parseFlags = <Options extends ParseArgsOptionsConfig>(args: readonly string[], options: Options) =>
  refusing(() => parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values)

/** The same, for commands that take arguments beside flags. */
export const parseArguments = <Options extends ParseArgsOptionsConfig>(args: readonly string[], options: Options) =>
  refusing(() => parseArgs({ args: [...args], options, strict: true, allowPositionals: true }))
