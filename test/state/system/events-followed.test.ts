import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createManualClock } from '../../../src/state/clock.ts'
import { createEngine, type Engine } from '../../../src/state/engine.ts'
import { parseFilters } from '../../../src/state/filters.ts'
import type { ByteSource } from '../../../src/state/pipe.ts'
import { openEventStream } from '../../../src/state/system/events.ts'
import { createVolume } from '../../../src/state/volume/create.ts'
import { removeVolume } from '../../../src/state/volume/remove.ts'

/** As Traefik and Portainer follow a daemon: they subscribe, then list, then apply what the subscription brings. */

type Step =
  | { readonly kind: 'create' | 'remove'; readonly name: string }
  | { readonly kind: 'wait'; readonly milliseconds: number }
  | { readonly kind: 'read' | 'reconnect' | 'list' }

interface Seen {
  readonly action: string
  readonly name: string
  readonly at: number
}

const name = fc.constantFrom('aa', 'bb', 'cc')
const step = fc.oneof<fc.Arbitrary<Step>[]>(
  fc.record({ kind: fc.constantFrom('create', 'remove'), name }),
  fc.record({ kind: fc.constant('wait'), milliseconds: fc.nat(2000) }),
  fc.record({ kind: fc.constantFrom('read', 'reconnect', 'list') }),
)

const apply = (engine: Engine, { kind, name: volume }: Extract<Step, { name: string }>): void => {
  const existing = engine.volumes.get(volume)
  if (kind === 'create') createVolume(engine, { name: volume })
  else if (existing) removeVolume(engine, existing)
}

const subscribe = (engine: Engine, since: number | undefined): ByteSource =>
  openEventStream(engine, {
    since,
    until: undefined,
    filters: parseFilters('{"type":["volume"]}', undefined),
    apiVersion: '1.55',
    framing: 'lines',
  })

/** Nanoseconds do not fit a double; microseconds do, and they are all there is. */
const readAll = (source: ByteSource): Seen[] => {
  let text = ''
  for (let bytes = source.read(); bytes && bytes.length > 0; bytes = source.read())
    text += new TextDecoder().decode(bytes)
  return text.split('\n').flatMap(line => {
    if (line === '') return []
    const { Action, Actor, timeNano } = JSON.parse(line)
    return [{ action: Action, name: Actor.ID, at: Math.round(timeNano / 1000) }]
  })
}

const textOf = ({ action, name: volume, at }: Seen): string => `${at} ${action} ${volume}`

test('nothing is lost or doubled between subscribing and listing, whenever that is', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), steps => {
      const clock = createManualClock()
      const engine = createEngine({ clock, seed: 1 })
      const recorded: Seen[] = []
      engine.events.subscribe(({ action, actorId, at }) => recorded.push({ action, name: actorId, at }))
      let stream = subscribe(engine, undefined)
      let known = new Set([...engine.volumes.all()].map(volume => volume.name))
      const seen: Seen[] = []
      const follow = (): void => {
        for (const event of readAll(stream)) {
          seen.push(event)
          if (event.action === 'create') known.add(event.name)
          else known.delete(event.name)
        }
      }
      for (const each of steps) {
        if (each.kind === 'create' || each.kind === 'remove') apply(engine, each)
        else if (each.kind === 'wait') clock.advance(each.milliseconds)
        else if (each.kind === 'list') known = new Set([...engine.volumes.all()].map(volume => volume.name))
        else follow()
      }
      follow()
      expect(seen.map(textOf)).toEqual(recorded.map(textOf))
      expect([...known].sort()).toEqual([...engine.volumes.all()].map(volume => volume.name).sort())
      stream.close()

      // Whoever was away asks for what came since its last message: that one again, and nothing missing behind it.
      const last = seen.at(-1)
      if (!last) return
      stream = subscribe(engine, last.at)
      apply(engine, { kind: 'create', name: 'dd' })
      const missed = readAll(stream)
      expect(missed.map(textOf)).toEqual(recorded.filter(({ at }) => at >= last.at).map(textOf))
      expect(missed.at(-1)).toMatchObject({ action: 'create', name: 'dd' })
    }),
  )
})
