import { steady } from '../model/steady.ts'
import type { Step } from '../program/program.ts'
import type { Pick } from './pick.ts'
import { nobody, type Shadow } from './shadow.ts'

const questions: readonly Step[] = [
  { call: 'SystemPing' },
  { call: 'SystemPing', version: 'none' },
  { call: 'SystemPing', version: '1.999' },
  { call: 'SystemPing', version: '1.1' },
  { call: 'SystemPingHead' },
  { call: 'SystemPingHead', version: 'none' },
  { call: 'SystemVersion' },
  { call: 'SystemInfo' },
  { call: 'SystemInfo' },
  { call: 'SystemVersion' },
  { call: 'SystemDataUsage' },
  { call: 'SystemDataUsage', query: { type: 'nonsense' } },
  { call: 'ImageCreate', query: { fromImage: `${nobody('i')}-MKC` } },
]

/** What a daemon says of itself. */
const ask = (_: Shadow, pick: Pick): Step[] => [pick.of(questions)]

/** What has nothing to do with what the program makes: several at once, for they say little each. */
const askAside = (_: Shadow, pick: Pick): Step[] =>
  Array.from({ length: 3 }, (): Step => {
    const { call, parts } = pick.of(steady)
    return { call, ...parts }
  })

const wait = (_: Shadow, pick: Pick): Step[] => [{ pass: pick.of([0.2, 1, 3]) }]

export const systemMoves = [
  [6, ask],
  [3, askAside],
  [3, wait],
] as const
