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
  { call: 'SystemDataUsage', query: { type: 'nonsense' } },
  { call: 'ImageCreate', query: { fromImage: `${nobody('i')}-MKC` } },
]

/** What a daemon says of itself. */
const ask = (_: Shadow, pick: Pick): Step[] => [pick.of(questions)]

const wait = (_: Shadow, pick: Pick): Step[] => [{ pass: pick.of([0.2, 1, 3]) }]

export const systemMoves = [
  [4, ask],
  [3, wait],
] as const
