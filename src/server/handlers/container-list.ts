import type { ApiVersion, Reply } from '../../../spec/index.ts'
import type { Container } from '../../state/container/entity.ts'
import { readContainerFilter } from '../../state/container/filters/filter.ts'
import { type ListOptions, selectContainers } from '../../state/container/list.ts'
import { collectSummaryFacts, containerSummary, imageName } from '../../state/container/views/summary.ts'
import type { Engine } from '../../state/engine.ts'
import { goJson } from '../encode.ts'

interface Row {
  readonly version: ApiVersion
  readonly facts: readonly unknown[]
  readonly text: string
}

/** Lists of more than this remember nothing: the texts of a hundred thousand rows would be most of the memory. */
const rowsMax = 2000

const remembered = new WeakMap<Container, Row>()

/** The latest list of each engine: while its rows are the very same texts, so is the whole. */
const latest = new WeakMap<Engine, { readonly rows: readonly string[]; readonly text: string }>()

const same = (left: readonly unknown[], right: readonly unknown[]): boolean => {
  if (left.length !== right.length) return false
  for (let index = 0; index < left.length; index++) if (left[index] !== right[index]) return false
  return true
}

/** What the client called the image: the same for most neighbours in a list, and not cheap to find out. */
const imageNames = (engine: Engine): ((container: Container) => string) => {
  let neighbour: Container | undefined
  let name = ''
  return container => {
    const isLike = neighbour?.imageId === container.imageId && neighbour.config.Image === container.config.Image
    if (!isLike) name = imageName(engine, container)
    neighbour = container
    return name
  }
}

const whole = (engine: Engine, rows: readonly string[]): string => {
  const known = latest.get(engine)
  if (known && same(known.rows, rows)) return known.text
  const text = listText(rows)
  latest.set(engine, { rows, text })
  return text
}

const listText = (rows: readonly string[]): string => `[${rows.join(',')}]\n`

/** Used again and again, because most rows are as they were. */
const facts: unknown[] = []

/**
 * `GET /containers/json` as text. Clients ask for lists all the time and little changes in between: rows are kept as
 * they were written until something that they show changes.
 */
export const containerListText = (engine: Engine, options: ListOptions): string => {
  const { apiVersion: version, size = false } = options
  const containers = selectContainers(engine, readContainerFilter(engine, options.filters), options)
  const fresh = (container: Container): string =>
    goJson(containerSummary(engine, container, version, size) satisfies Reply<'ContainerList'>[number])
  if (size || containers.length > rowsMax) return listText(containers.map(fresh))
  const imageOf = imageNames(engine)
  const now = engine.clock.now()
  const row = (container: Container): string => {
    if (!collectSummaryFacts(engine, container, imageOf(container), now, facts)) return fresh(container)
    const known = remembered.get(container)
    if (known && known.version === version && same(known.facts, facts)) return known.text
    const text = fresh(container)
    remembered.set(container, { version, facts: facts.slice(), text })
    return text
  }
  return whole(engine, containers.map(row))
}
