import { gzipSync } from 'fflate'
import type { Engine } from '../engine.ts'
import { microsecondsPerSecond, unixNanoseconds } from '../time.ts'

/** A profile by name: what it counts, and how many there are of it. */
interface ProfileKind {
  readonly description: string
  readonly unit: readonly [type: string, unit: string]
  readonly count: (engine: Engine) => number
}

const none = (): number => 0

/** The profiles of a Go program. This is none: all it has is the number of goroutines that `info` tells. */
export const profileKinds: Readonly<Record<string, ProfileKind>> = {
  allocs: { description: 'memory allocations of the past', unit: ['alloc_space', 'bytes'], count: none },
  block: { description: 'where goroutines waited for each other', unit: ['contentions', 'count'], count: none },
  goroutine: {
    description: 'what every goroutine does now',
    unit: ['goroutine', 'count'],
    count: ({ profile }) => profile.host.goroutineCount,
  },
  heap: { description: 'memory in use', unit: ['inuse_space', 'bytes'], count: none },
  mutex: { description: 'who held what others waited for', unit: ['contentions', 'count'], count: none },
  threadcreate: { description: 'what made new threads', unit: ['threadcreate', 'count'], count: none },
}

/** With `debug`, a profile is a text that begins so. */
export const profileText = (engine: Engine, name: string): string | undefined => {
  const kind = Object.hasOwn(profileKinds, name) ? profileKinds[name] : undefined
  if (!kind) return undefined
  if (name === 'heap' || name === 'allocs') return 'heap profile: 0: 0 [0: 0] @ heap/1048576\n'
  if (name === 'block') return '--- contention:\ncycles/second=1000000000\n'
  if (name === 'mutex') return '--- mutex:\ncycles/second=1000000000\nsampling period=0\n'
  return `${name} profile: total ${kind.count(engine)}\n`
}

const varint = (value: number): number[] => {
  const bytes: number[] = []
  for (let rest = BigInt(value); ; rest >>= 7n) {
    const low = Number(rest & 0x7fn)
    if (rest < 0x80n) return [...bytes, low]
    bytes.push(low | 0x80)
  }
}

const number = (field: number, value: number): number[] => [field << 3, ...varint(value)]
const bytes = (field: number, content: readonly number[]): number[] => [
  (field << 3) | 2,
  ...varint(content.length),
  ...content,
]

/** An empty profile as `go tool pprof` reads it: gzip of a protocol buffer (github.com/google/pprof, profile.proto). */
export const emptyProfile = (engine: Engine, [type, unit]: readonly [string, string], seconds: number): Uint8Array => {
  const encoder = new TextEncoder()
  const texts = ['', type, unit].flatMap(text => bytes(6, [...encoder.encode(text)]))
  const document = [
    ...bytes(1, [...number(1, 1), ...number(2, 2)]),
    ...texts,
    ...number(9, unixNanoseconds(engine.clock.now())),
    ...number(10, seconds * microsecondsPerSecond * 1000),
  ]
  return gzipSync(new Uint8Array(document), { mtime: 0 })
}

/** The header that every Go execution trace begins with, and nothing behind it. */
export const emptyTrace: Uint8Array = new TextEncoder().encode('go 1.23 trace\0\0\0')
