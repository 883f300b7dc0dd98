import type { Step } from '../program/program.ts'

/** The fewest steps that still do what `does` looks for: ever smaller spans are left out, until none can be. */
export const shrink = async (
  steps: readonly Step[],
  does: (steps: readonly Step[]) => Promise<boolean>,
): Promise<readonly Step[]> => {
  let kept = steps
  for (let span = Math.ceil(kept.length / 2); span >= 1; span = span === 1 ? 0 : Math.ceil(span / 2)) {
    for (let at = kept.length - span; at >= 0; at -= span) {
      const rest = kept.toSpliced(at, span)
      if (await does(rest)) kept = rest
      at = Math.min(at, kept.length)
    }
  }
  return kept
}
