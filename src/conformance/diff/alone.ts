import { isPass, type SequentialProgram } from '../program/program.ts'

/**
 * Programs that would meet others on the same daemon: one prune at a time is all that it does, and two networks cannot have
 * the same subnet.
 */
export const mustBeAlone = ({ steps }: SequentialProgram): boolean =>
  steps.some(step => !isPass(step) && (/Prune$/.test(step.call) || /"Subnet"/.test(JSON.stringify(step.body ?? null))))

/** Lets one after the other do something. */
export const createQueue = (): (<T>(act: () => Promise<T>) => Promise<T>) => {
  let last: Promise<unknown> = Promise.resolve()
  return act => {
    const turn = last.then(act)
    last = turn.catch(() => undefined)
    return turn
  }
}
