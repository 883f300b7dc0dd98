import { type Mode, modes } from '../../conformance/index.ts'
import { UsageError } from '../usage.ts'

export const modeOptions = { mode: { type: 'string' } } as const

/** Undefined when nobody named one: then the target decides. */
export const modeNamed = (name: string | undefined): Mode | undefined => {
  const found = modes.find(mode => mode === name)
  if (name !== undefined && !found) throw new UsageError(`there is no mode ${name}; there are ${modes.join(', ')}`)
  return found
}
