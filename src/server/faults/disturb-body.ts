import type { ByteSource } from '../../state/pipe.ts'
import type { Exchange } from '../answer.ts'
import { parseDurationMilliseconds } from '../duration.ts'
import type { Encoded, EncodedBody } from '../encode.ts'
import type { Loss } from '../way.ts'
import type { ActiveFault } from './active-fault.ts'
import type { FaultDescription, FaultKind } from './fault.ts'
import { cutterAt } from './frames.ts'
import { failing, merged, reframed } from './reframe.ts'
import { atPosition, type Gate, inPieces, type Shaper, shaped, textSource } from './shape.ts'

export interface Disturbed {
  readonly fault: ActiveFault
  readonly exchange: Exchange
  readonly what: string
}

const milliseconds = (duration: string | number): number =>
  typeof duration === 'number' ? duration : (parseDurationMilliseconds(duration) ?? 0)

const clockGate =
  ({ engine }: Exchange, duration: string | number): Gate =>
  open =>
    engine.clock.after(milliseconds(duration), open)

/** So that what was written before is on its way: the system may still hand it on together. */
const turnGate: Gate = open => {
  const timer = setTimeout(open, 1)
  return () => clearTimeout(timer)
}

const positionOf = ({ at = { bytes: 0 } }: FaultDescription) => cutterAt(at)

type Shaping = (disturbed: Disturbed, description: FaultDescription) => Shaper

/** Bodies that come otherwise, by kind; what breaks the connection is the transport's. */
const shapings: { readonly [Kind in FaultKind]?: Shaping } = {
  delay: ({ exchange }, fault) => atPosition(positionOf(fault), [clockGate(exchange, fault.delay ?? 0)]),
  hold: ({ fault, what }, description) => atPosition(positionOf(description), [open => fault.hold(what, open)]),
  end: (_, fault) => atPosition(positionOf(fault), ['end']),
  split: (_, { split = 1 }) => inPieces(split, turnGate),
  merge: (_, { merge = 1 }) => merged(merge),
  reframe: (_, { reframe = 1 }) => reframed(reframe),
  drip: ({ exchange }, { drip }) => inPieces(drip?.bytes ?? 1, clockGate(exchange, drip?.every ?? 0)),
  errorFrame: (_, { errorFrame }) => failing(errorFrame?.message ?? '', errorFrame?.after ?? 0),
}

const losses: { readonly [Kind in FaultKind]?: Loss } = {
  hang: 'hang',
  reset: 'reset',
  cut: 'cut',
  malformedChunk: 'malformed',
}

const withSource = (body: EncodedBody, change: (source: ByteSource) => ByteSource): EncodedBody => {
  if (body === undefined) return undefined
  if (typeof body === 'string') return { kind: 'stream', source: change(textSource(body)) }
  if (body.kind === 'later') return { kind: 'stream', source: change(textSource(body.text)) }
  if (body.kind === 'stream') return { kind: 'stream', source: change(body.source) }
  if (!body.session) return body
  return { ...body, session: { ...body.session, output: change(body.session.output) } } as EncodedBody
}

const unchanged = (source: ByteSource): ByteSource => source

/** What a fault makes of an answer while it is being sent. */
export const disturbBody = (encoded: Encoded, disturbed: Disturbed): Encoded => {
  const { description, kind } = disturbed.fault
  const shaping = shapings[kind]
  if (shaping) {
    const shaper = shaping(disturbed, description)
    return { ...encoded, body: withSource(encoded.body, source => shaped(source, shaper)) }
  }
  const how = losses[kind] ?? 'cut'
  const breach = { how, cutter: positionOf(description) }
  // Chunks are what streams are made of; only a text whose length was said can be short of it.
  return { ...encoded, breach, body: how === 'malformed' ? withSource(encoded.body, unchanged) : encoded.body }
}
