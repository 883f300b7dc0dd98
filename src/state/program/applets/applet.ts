import { SystemError } from '../../filesystem/contract.ts'
import { write } from '../../kernel/calls.ts'
import type { Process, Program, Step } from '../../kernel/process.ts'
import { messageOf } from './messages.ts'
import { type OptionSyntax, Options, parseOptions, UsageError } from './options.ts'
import { Output } from './output.ts'
import { RegexError } from './regex/regex.ts'

/** Whose messages and exit codes: busybox's, or those of the GNU tools that Debian-like images carry. */
export type Flavor = 'busybox' | 'gnu'

/** One run of an applet. */
export interface Invocation {
  readonly process: Process
  /** The name it was called by. */
  readonly name: string
  readonly flavor: Flavor
  /** Everything after the name, unparsed. */
  readonly words: readonly string[]
  readonly options: Options
  readonly operands: readonly string[]
  readonly output: Output
  /** Prints `name: message` on stderr, after what was printed before. */
  complain(message: string): Step<void>
}

/** An applet as data: what its options are, how its usage reads, and what it does. */
export interface Applet {
  /** Absent: `words` are all operands, whatever they look like. */
  readonly syntax?: OptionSyntax
  /** After the name in the usage line. */
  readonly usage?: string
  /** The exit status of a usage error; 1 when absent. */
  readonly usageStatus?: number
  readonly run: (invocation: Invocation) => Step<number>
}

export type Applets = Readonly<Record<string, Applet>>

/** As `busybox` and every usage message begin. */
export const banner = 'BusyBox v1.36.1 (2023-05-18 22:34:17 UTC) multi-call binary.'

export const baseName = (path: string): string => path.replace(/\/+$/, '').split('/').pop() || path.slice(0, 1)

/** Makes a program of an applet: parses options, prints what was buffered, turns failures into messages. */
export const appletProgram = (applet: Applet, flavor: Flavor): Program =>
  function* (process) {
    const name = baseName(process.argv[0] ?? '').replace(/^-/, '')
    const words = process.argv.slice(1)
    const output = new Output(process, 1)
    const complain = function* (message: string): Step<void> {
      yield* output.flush()
      yield* write(process, 2, `${name}: ${message}\n`)
    }
    try {
      if (applet.syntax && words.length === 1 && words[0] === '--help') {
        yield* write(process, flavor === 'gnu' ? 1 : 2, usageText(applet, name, flavor))
        return 0
      }
      const options = applet.syntax ? parseOptions(applet.syntax, words) : new Options([], words)
      const operands = options.operands
      const status = yield* applet.run({ process, name, flavor, words, options, operands, output, complain })
      yield* output.flush()
      return status
    } catch (error) {
      if (error instanceof UsageError) {
        if (error.message !== '') yield* complain(error.message)
        yield* write(process, 2, usageText(applet, name, flavor))
        return applet.usageStatus ?? error.status
      }
      if (error instanceof RegexError) {
        yield* complain(error.message)
        return applet.usageStatus ?? 1
      }
      if (!(error instanceof SystemError)) throw error
      output.discard()
      const where = error.path === undefined ? '' : `${error.path}: `
      yield* complain(`${where}${messageOf(error)}`)
      return 1
    }
  }

const usageText = (applet: Applet, name: string, flavor: Flavor): string => {
  const line = `${name} ${applet.usage ?? '[OPTIONS] [ARG]...'}`
  if (flavor === 'gnu') return `Try '${name} --help' for more information.\n`
  return `${banner}\n\nUsage: ${line}\n`
}
