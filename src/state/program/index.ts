import type { Program } from '../kernel/process.ts'
import { gnuTools } from './applets/index.ts'
import { appletNames, busybox, coreutils } from './busybox.ts'
import { functionProgram } from './functions/run.ts'
import { findProgram, registerProgram, registerTools } from './registry.ts'
import { bash, dash } from './shell/shell.ts'
import { standIns } from './stand-ins/index.ts'

/** The programs that executables of the built-in images name. */
const programs: Readonly<Record<string, Program>> = {
  busybox,
  coreutils,
  bash,
  dash,
  function: functionProgram,
  ...standIns,
}

/** Makes every program known to the registry. Calling it again does nothing. */
export const registerPrograms = (): void => {
  for (const [name, program] of Object.entries(programs)) if (!findProgram(name)) registerProgram(name, program)
  registerTools(Object.keys(gnuTools), coreutils)
  registerTools(appletNames, busybox)
}
