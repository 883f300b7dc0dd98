import { SystemError } from '../filesystem/contract.ts'
import { errorText } from './error-text.ts'
import type { Process } from './process.ts'

/** What a C library's `perror` would have printed: the last words of a program that did not handle an error. */
export const complain = (process: Process, error: SystemError): void => {
  const name = (process.argv[0] ?? process.executable).split('/').pop()
  const path = error.path === undefined ? '' : `${error.path}: `
  try {
    process.files.get(2)?.write(new TextEncoder().encode(`${name}: ${path}${errorText[error.code]}\n`))
  } catch (refusal) {
    // Nobody reads the standard error output: there is nowhere left to say it.
    if (!(refusal instanceof SystemError)) throw refusal
  }
}
