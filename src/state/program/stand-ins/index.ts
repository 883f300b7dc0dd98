import type { Program } from '../../kernel/process.ts'

/** Programs of well-known images, by the name that their executables carry. */
export const standIns: Readonly<Record<string, Program>> = {}
