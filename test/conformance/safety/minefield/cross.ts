import { guardedTarget } from '../../../../src/conformance/safety/guard.ts'
import { differencesBetween, takeSnapshot } from '../../../../src/conformance/safety/snapshot.ts'
import { UnsafeRequest } from '../../../../src/conformance/violation.ts'
import type { Target, WireRequest } from '../../../../src/conformance/wire.ts'
import { createChoice } from '../../../hostile/choice.ts'
import { createField } from './field.ts'
import { minefieldRequest, prefix, run } from './request.ts'

export interface Crossing {
  readonly refused: number
  readonly sent: number
  /** How many of them did something. */
  readonly done: number
  /** What happened to objects of others, with what had been sent shortly before. */
  readonly damage: readonly string[]
}

/** A daemon does not get so full that everything is refused as taken. */
const requestsPerField = 500
const requestsPerLook = 250

const shown = ({ method, target, body }: WireRequest): string =>
  `${method} ${target.slice(0, 300)} ${body === undefined ? '' : new TextDecoder().decode(body.subarray(0, 500))}`

const guarded = (target: Target): Target =>
  guardedTarget(target, { mode: 'safe', run, prefix, image: 'busybox', known: new Set(), record: () => undefined })

/** Sends so many requests over minefields, the same ones for the same seed; without the guard when that is asked for. */
export const cross = async (count: number, { seed = 0, isGuarded = true } = {}): Promise<Crossing> => {
  let [refused, done] = [0, 0]
  const damage: string[] = []
  for (let begin = 0; begin < count; begin += requestsPerField) {
    const field = await createField()
    const choice = createChoice(seed + begin)
    const way = isGuarded ? guarded(field.target) : field.target
    const before = await takeSnapshot(field.target)
    let recent: string[] = []
    const end = Math.min(count, begin + requestsPerField)
    for (let number = begin; number < end; number++) {
      const request = minefieldRequest({ choice, field })
      try {
        const { status } = await way.send(request)
        recent.push(`${status} ${shown(request)}`)
        if (status >= 200 && status < 300 && !['GET', 'HEAD'].includes(request.method)) done++
      } catch (error) {
        if (!(error instanceof UnsafeRequest)) throw error
        refused++
      }
      if (recent.length < requestsPerLook && number < end - 1) continue
      const changed = differencesBetween(before, await takeSnapshot(field.target))
      if (changed.length > 0) damage.push(`${changed.join('\n')}\nafter\n${recent.join('\n')}`)
      if (changed.length > 0) break
      recent = []
    }
  }
  return { refused, sent: count - refused, done, damage }
}
