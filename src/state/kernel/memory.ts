import type { SimulatedProcess } from './simulated-process.ts'

/** Simulated processes hold real bytes of ours: whatever the container may use, beyond this its host is full. */
export const heldBytesMax = 128 * 1024 * 1024

/** The OOM killer takes the process that holds most, the youngest of equals. What already dies counts as gone. */
export const outOfMemoryVictim = (
  processes: Iterable<SimulatedProcess>,
  limitBytes: number,
): SimulatedProcess | undefined => {
  let remaining = 0
  let victim: SimulatedProcess | undefined
  for (const process of processes) {
    if (process.fate || process.exit) continue
    remaining += process.memoryBytes
    if (!victim || process.memoryBytes >= victim.memoryBytes) victim = process
  }
  return remaining > limitBytes ? victim : undefined
}
