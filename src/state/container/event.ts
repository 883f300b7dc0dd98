import type { Engine } from '../engine.ts'
import type { Container } from './entity.ts'

/**
 * Records what happened to a container. Attributes are its labels over what the action adds, then image and name, which
 * nothing overrides (moby daemon/events.go); in the order of Go's maps as JSON, by name.
 */
export const containerEvent = (
  engine: Engine,
  container: Container,
  action: string,
  extra: Readonly<Record<string, string>> = {},
): void => {
  const attributes: Record<string, string> = { ...extra }
  for (const [key, value] of Object.entries(container.config.Labels ?? {})) attributes[key] = value ?? ''
  if (container.config.Image) attributes.image = container.config.Image
  attributes.name = container.name
  engine.events.record({ type: 'container', action, actorId: container.id, attributes: sorted(attributes) })
}

const sorted = (record: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
