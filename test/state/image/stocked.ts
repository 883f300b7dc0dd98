import type { ImageConfig } from '../../../spec/generated/types.ts'
import { createManualClock } from '../../../src/state/clock.ts'
import { createContainer } from '../../../src/state/container/create.ts'
import { createEngine } from '../../../src/state/engine.ts'
import { DockerError } from '../../../src/state/error.ts'
import type { EventMessage } from '../../../src/state/events.ts'
import type { Image } from '../../../src/state/image/entity.ts'
import { makeImage } from '../../../src/state/image/make.ts'
import type { RemoveOptions } from '../../../src/state/image/removal.ts'
import { removeImage } from '../../../src/state/image/remove.ts'
import { tagImage } from '../../../src/state/image/tag.ts'

/** An engine whose images a test makes, with short words for what is done to them. */
export const stocked = (profile: string) => {
  const clock = createManualClock()
  const engine = createEngine({ clock, profile })
  const events: EventMessage[] = []
  engine.events.subscribe(message => events.push(message))
  const known = new Map<string, string>()

  /** Ids as words: what was made under a name is called by it. */
  const named = (text: string): string =>
    [...known].reduce(
      (shown, [name, id]) => shown.replaceAll(id.slice(7), `<${name}>`).replaceAll(id.slice(7, 19), `<${name}>`),
      text,
    )

  const make = (name: string, config: ImageConfig = {}, parent?: Image): Image => {
    clock.advance(1000)
    const image = makeImage(engine, {
      parent,
      layer: [{ path: `/${name}`, kind: 'file', content: new TextEncoder().encode(name) }],
      config: { Cmd: ['sh'], ...config },
      createdBy: `make ${name}`,
      comment: '',
      author: '',
      createdAt: clock.now(),
    })
    known.set(name, image.id)
    return image
  }

  const tag = (image: Image, ...names: readonly string[]): Image => {
    for (const name of names) tagImage(engine, image.id, name.split(':')[0] ?? '', name.split(':')[1] ?? '')
    return image
  }

  const container = (name: string, image: string): void => {
    const { container: created } = createContainer(engine, { name, body: { Image: image }, apiVersion: '1.51' })
    known.set(name, `sha256:${created.id}`)
  }

  const remove = (name: string, options: Partial<RemoveOptions> = {}): string => {
    try {
      return removeImage(engine, name, options)
        .map(({ Untagged, Deleted }) => named(Untagged === undefined ? `-${Deleted}` : Untagged))
        .join(' ')
    } catch (error) {
      if (error instanceof DockerError) return named(`${error.kind}: ${error.message}`)
      throw error
    }
  }

  const told = (): string[] =>
    events
      .splice(0)
      .filter(({ type }) => type === 'image')
      .map(({ action, actorId, attributes }) => named(`${action} ${actorId} ${attributes.name ?? ''}`))

  return {
    clock,
    engine,
    make,
    tag,
    container,
    remove,
    told,
    named,
  }
}
