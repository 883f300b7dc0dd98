import type { Process, Step } from '../../../kernel/process.ts'

export function* succeed(_process: Process, _argv: readonly string[]): Step<number> {
  yield undefined
  return 0
}

export function* fail(_process: Process, _argv: readonly string[]): Step<number> {
  yield undefined
  return 1
}
