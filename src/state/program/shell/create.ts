import type { Process } from '../../kernel/process.ts'
import { createJobTable } from './jobs.ts'
import type { OptionName } from './options.ts'
import type { Interpreter, Shell } from './state.ts'
import { createVariables, type Variable } from './variables.ts'
import type { Dialect } from './wording.ts'

/** What a shell sets by itself before it reads anything. */
const ownVariables: Readonly<Record<Dialect, Readonly<Record<string, string>>>> = {
  ash: { IFS: ' \t\n', OPTIND: '1', PS1: '\\w \\$ ', PS2: '> ', PS4: '+ ' },
  dash: { IFS: ' \t\n', OPTIND: '1', PS1: '$ ', PS2: '> ', PS4: '+ ' },
  bash: {
    IFS: ' \t\n',
    OPTIND: '1',
    PS4: '+ ',
    BASH: '/bin/bash',
    BASH_VERSION: '5.2.15(1)-release',
    HOSTTYPE: 'x86_64',
    MACHTYPE: 'x86_64-pc-linux-gnu',
    OSTYPE: 'linux-gnu',
  },
}

export const createShell = (
  process: Process,
  dialect: Dialect,
  name: string,
  interpreter: Interpreter,
  options: ReadonlySet<OptionName>,
): Shell => {
  const initial = new Map<string, Variable>()
  const exported = (value: string): Variable => ({ value, exported: true, readonly: false })
  const own = (value: string): Variable => ({ value, exported: false, readonly: false })
  for (const [variable, value] of process.environment) {
    // A name that no shell could spell stays in the environment of children all the same.
    initial.set(variable, exported(value))
  }
  for (const [variable, value] of Object.entries(ownVariables[dialect])) {
    if (variable === 'IFS' || variable === 'OPTIND' || !initial.has(variable)) initial.set(variable, own(value))
  }
  if (dialect === 'bash' && options.has('interactive') && !initial.has('PS1')) initial.set('PS1', own('\\s-\\v\\$ '))
  initial.set('PPID', own(String(process.parent?.pid ?? 0)))
  initial.set('PWD', exported(process.workingDirectory))
  if (dialect !== 'dash') initial.set('SHLVL', exported(String(Number(initial.get('SHLVL')?.value ?? 0) + 1)))
  return {
    process,
    dialect,
    variables: createVariables(bytes => process.charge(bytes), initial),
    functions: new Map(),
    aliases: new Map(),
    aliasTexts: new Map(),
    traps: new Map(),
    options: new Set(options),
    jobs: createJobTable(),
    random: process.kernel.random.fork(`shell/${process.pid}`),
    interpreter,
    name,
    script: undefined,
    positional: [],
    status: 0,
    mainPid: process.pid,
    lastBackground: undefined,
    source: { text: '', firstLine: 1 },
    position: 0,
    tested: 0,
    loops: 0,
    returnable: 0,
    subshell: false,
    copiesInput: false,
    substitutionStatus: undefined,
    optionOffset: 0,
    trapsRunning: 0,
    functionNames: [],
    pipeStatus: [],
    substitutions: [],
  }
}

/**
 * What fork(2) gives a subshell, taken now and given to its process when that runs: copies of everything, no jobs, and
 * traps back to their defaults except those that ignore (POSIX 2.12).
 */
export const forkShell = (shell: Shell): ((process: Process) => Shell) => {
  const memory: { charge: (bytes: number) => void } = { charge: () => undefined }
  const variables = shell.variables.fork(bytes => memory.charge(bytes))
  const copy = {
    ...shell,
    variables,
    functions: new Map(shell.functions),
    aliases: new Map(shell.aliases),
    aliasTexts: new Map(shell.aliasTexts),
    traps: new Map([...shell.traps].filter(([, action]) => action === '')),
    options: new Set(shell.options),
    jobs: createJobTable(),
    functionNames: [...shell.functionNames],
    substitutions: [],
    subshell: true,
  }
  copy.options.delete('interactive')
  copy.options.delete('monitor')
  return process => {
    memory.charge = bytes => process.charge(bytes)
    return { ...copy, process, random: shell.random.fork(`subshell/${process.pid}`) }
  }
}
