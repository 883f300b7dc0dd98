import fc from 'fast-check'
import type { ConcurrentProgram, Step } from '../program/program.ts'

const path = { id: '{c0.id}' }
const sleeper = { workload: 'sleepForever' }

/** What several may ask of the same things at once: each is done in one go, or refused. */
const contended: readonly Step[] = [
  { call: 'ContainerStart', path },
  { call: 'ContainerStart', path },
  { call: 'ContainerPause', path },
  { call: 'ContainerUnpause', path },
  { call: 'ContainerInspect', path },
  { call: 'ContainerCreate', query: { name: '{c1}' }, body: sleeper },
  { call: 'ContainerCreate', query: { name: '{c1}' }, body: sleeper },
  { call: 'ContainerRename', path, query: { name: '{c1}' } },
  { call: 'VolumeCreate', body: { Name: '{v0}' } },
  { call: 'VolumeInspect', path: { name: '{v0}' } },
  { call: 'VolumeDelete', path: { name: '{v0}' } },
  { call: 'ImageInspect', path: { name: '{i0}:latest' } },
]

const prefixes: readonly (readonly Step[])[] = [
  [{ call: 'ContainerCreate', body: sleeper, makes: 'c0' }],
  [
    { call: 'ContainerCreate', body: sleeper, makes: 'c0' },
    { call: 'ContainerStart', path },
  ],
]

/** Two or three threads that want the same. */
export const concurrentPrograms = (): fc.Arbitrary<ConcurrentProgram> =>
  fc.record({
    prefix: fc.constantFrom(...prefixes),
    threads: fc.array(fc.array(fc.constantFrom(...contended), { minLength: 1, maxLength: 3 }), {
      minLength: 2,
      maxLength: 3,
    }),
  })
