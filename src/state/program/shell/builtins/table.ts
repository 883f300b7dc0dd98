import type { Process, Step } from '../../../kernel/process.ts'
import { speaker } from '../message.ts'
import type { Builtin, BuiltinDescription, Shell } from '../state.ts'
import type { Dialect } from '../wording.ts'
import { alias, command, hash, type, unalias } from './describe.ts'
import { cd, pwd } from './directory.ts'
import { echo } from './echo.ts'
import { breakLoop, continueLoop, evaluate, exec, exit, returnFrom, source } from './flow.ts'
import { background, disown, foreground, jobs, kill, wait } from './jobs.ts'
import { letExpressions, times, ulimit, umask } from './limits.ts'
import { getopts, set, shopt } from './options.ts'
import { formatPrintf, printf } from './printf.ts'
import { mapfile, read } from './read.ts'
import { test, testWordings } from './test.ts'
import { trap } from './trap.ts'
import { fail, succeed } from './truth.ts'
import { exportVariables, local, readonlyVariables, shift, unset } from './variables.ts'

const onProcess =
  (program: (process: Process, argv: readonly string[]) => Step<number>): Builtin =>
  (shell, argv) =>
    program(shell.process, argv)

/** busybox's applets speak under the name of the shell that runs them. */
const lastName = (shell: Shell): string => shell.name.split('/').at(-1) ?? 'sh'

const speaking = (shell: Shell, argv: readonly string[]): string =>
  shell.dialect === 'ash' ? lastName(shell) : speaker(shell, argv[0]).slice(0, -2)

const runTest: Builtin = (shell, argv) => test(shell.process, argv, speaking(shell, argv), testWordings[shell.dialect])
const runPrintf: Builtin = function* (shell, argv) {
  if (shell.dialect === 'bash' && argv[1] === '-v' && argv[2] !== undefined) {
    const printed = formatPrintf(argv[3] ?? '', argv.slice(4), true)
    shell.variables.set(argv[2], { value: new TextDecoder().decode(printed.bytes) })
    return printed.status
  }
  return yield* printf(shell.process, argv, speaking(shell, argv), shell.dialect === 'bash')
}

type Row = readonly [
  name: string,
  run: Builtin,
  kind?: 'special' | 'special declares' | 'declares' | 'bash' | 'bash declares',
]

const rows: readonly Row[] = [
  ['.', source, 'special'],
  [':', onProcess(succeed), 'special'],
  ['break', breakLoop, 'special'],
  ['continue', continueLoop, 'special'],
  ['eval', evaluate, 'special'],
  ['exec', exec, 'special'],
  ['exit', exit, 'special'],
  ['export', exportVariables, 'special declares'],
  ['readonly', readonlyVariables, 'special declares'],
  ['return', returnFrom, 'special'],
  ['set', set, 'special'],
  ['shift', shift, 'special'],
  ['times', times, 'special'],
  ['trap', trap, 'special'],
  ['unset', unset, 'special'],
  ['source', source, 'special'],
  ['[', runTest],
  ['alias', alias],
  ['bg', background],
  ['cd', cd],
  ['chdir', cd],
  ['command', command],
  ['declare', local, 'bash declares'],
  ['disown', disown, 'bash'],
  ['echo', onProcess(echo)],
  ['false', onProcess(fail)],
  ['fg', foreground],
  ['getopts', getopts],
  ['hash', hash],
  ['jobs', jobs],
  ['kill', kill],
  ['let', letExpressions],
  ['local', local, 'declares'],
  ['mapfile', mapfile, 'bash'],
  ['printf', runPrintf],
  ['pwd', pwd],
  ['read', read],
  ['readarray', mapfile, 'bash'],
  ['shopt', shopt, 'bash'],
  ['test', runTest],
  ['true', onProcess(succeed)],
  ['type', type],
  ['typeset', local, 'bash declares'],
  ['ulimit', ulimit],
  ['umask', umask],
  ['unalias', unalias],
  ['wait', wait],
]

/** bash, outside its POSIX mode, treats no builtin as special. */
const tableFor = (dialect: Dialect): ReadonlyMap<string, BuiltinDescription> =>
  new Map(
    rows
      .filter(([, , kind]) => dialect === 'bash' || !kind?.startsWith('bash'))
      .map(([name, run, kind]) => [
        name,
        {
          run,
          special: dialect !== 'bash' && kind?.startsWith('special') === true,
          declares: kind?.endsWith('declares') === true,
        },
      ]),
  )

export const builtins: Readonly<Record<Dialect, ReadonlyMap<string, BuiltinDescription>>> = {
  ash: tableFor('ash'),
  dash: tableFor('dash'),
  bash: tableFor('bash'),
}
