import type { Container } from '../../state/container/entity.ts'
import type { Engine } from '../../state/engine.ts'
import type { PointName } from '../../state/points.ts'
import { ActiveFault } from './active-fault.ts'
import type { FaultDescription } from './fault.ts'
import type { Occasion } from './match.ts'
import { readFault } from './read.ts'
import { containerSubject } from './subject.ts'

/** A fault that is in force, as whoever made it sees it. */
export type Fault = Pick<
  ActiveFault,
  'id' | 'description' | 'met' | 'struck' | 'held' | 'release' | 'reached' | 'remove'
>

/** What goes wrong on purpose. */
export interface Faults {
  /** From now on. Throws a `DockerError` of one line when it is ill-formed. */
  add(description: FaultDescription): Fault
  /** Those in force, oldest first. */
  list(): readonly Fault[]
  /** By its `id`; undefined when it is in force no longer. */
  get(id: string): Fault | undefined
  /** None is in force any more, and nobody is held. */
  clear(): void
}

export interface FaultTable extends Faults {
  readonly isEmpty: boolean
  /** Those that an occasion may meet, in the order in which they were made. */
  meeting(occasion: Occasion): readonly ActiveFault[]
}

export const createFaults = (engine: Engine): FaultTable => {
  const active = new Map<string, ActiveFault>()
  let made = 0
  const retire = ({ id }: ActiveFault): void => {
    active.delete(id)
    guardPoints()
  }
  const meeting = (occasion: Occasion) => [...active.values()].filter(fault => fault.matches(occasion))
  const guard = (point: PointName, container: Container, goOn: () => void): boolean => {
    const subject = () => containerSubject(engine, container, engine.profile.apiVersion)
    const fault = meeting({ exchange: undefined, path: '', point, subject }).find(each => each.strikes(engine))
    fault?.hold(`${point} of ${container.name}`, goOn)
    return fault !== undefined
  }
  const guardPoints = (): void => {
    const isGuarded = active.values().some(({ description }) => description.point !== undefined)
    engine.points.guard = isGuarded ? guard : undefined
  }
  return {
    get isEmpty() {
      return active.size === 0
    },
    add(description) {
      const fault = new ActiveFault(`f${++made}`, readFault(description), retire)
      active.set(fault.id, fault)
      if (description.point !== undefined) guardPoints()
      return fault
    },
    list: () => [...active.values()],
    get: id => active.get(id),
    clear() {
      for (const fault of [...active.values()]) fault.remove()
    },
    meeting,
  }
}
