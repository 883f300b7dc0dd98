import type { Engine } from '../engine.ts'
import { type Instant, never } from '../time.ts'
import { parseDate } from '../until.ts'

/** When something was, as inspect writes it; undefined for what never was. */
export const momentOf = (text: string | undefined): Instant | undefined =>
  text === undefined || text === never ? undefined : parseDate(text)

/** The same; what nobody says was just now. */
export const madeAt = (engine: Engine, text: string | undefined): Instant => momentOf(text) ?? engine.clock.now()
