import type { Process } from '../../kernel/process.ts'

/** What even an idle busybox applet keeps resident. */
const idleProcessBytes = 389_120

/** What a process holds, as the host accounts for it. */
export const processMemoryBytes = ({ memoryBytes }: Process): number => idleProcessBytes + memoryBytes
