import type { SequentialProgram, Step } from '../program/program.ts'

type Settings = Readonly<Record<string, unknown>>

const workloads: readonly Settings[] = [
  { workload: 'sleepForever' },
  { workload: 'exit', arguments: [0] },
  { workload: 'exit', arguments: [3] },
  { workload: 'trapTerm', arguments: [7] },
  { workload: 'ignoreTerm' },
  { workload: 'print', arguments: ['out\\n', ''] },
  { workload: 'catStdin' },
]

const hosts: readonly Settings[] = [
  {},
  {},
  { Memory: 16_777_216 },
  { RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 1 } },
  { RestartPolicy: { Name: 'always', MaximumRetryCount: 3 } },
  { NetworkMode: '{n0}' },
  { Binds: ['{v0}:/data'] },
  { CpusetCpus: 'x' },
]

const container = { id: '{c0.id}' }

/** What is asked of a container that may be in any state, or not there at all. */
const questions: readonly Step[] = [
  { call: 'ContainerStart', path: container },
  { call: 'ContainerStart', path: container },
  { call: 'ContainerStop', path: container, query: { t: 0 } },
  { call: 'ContainerStop', path: container, query: { t: 1 } },
  { call: 'ContainerRestart', path: container, query: { t: 0 } },
  { call: 'ContainerKill', path: container },
  { call: 'ContainerKill', path: container, query: { signal: 'TERM' } },
  { call: 'ContainerKill', path: container, query: { signal: 'nonsense' } },
  { call: 'ContainerPause', path: container },
  { call: 'ContainerUnpause', path: container },
  { call: 'ContainerDelete', path: container },
  { call: 'ContainerDelete', path: container, query: { force: true } },
  { call: 'ContainerInspect', path: container },
  { call: 'ContainerInspect', path: { id: '{c0}' } },
  { call: 'ContainerList', query: { all: true, filters: { id: ['{c0.short}'] } } },
  { call: 'ContainerList', query: { filters: { nonsense: ['x'] } } },
  { call: 'ContainerLogs', path: container, query: { stdout: true } },
  { call: 'ContainerLogs', path: container, query: {} },
  { call: 'ContainerTop', path: container },
  { call: 'ContainerStats', path: container, query: { stream: false, 'one-shot': true } },
  { call: 'ContainerChanges', path: container },
  { call: 'ContainerResize', path: container, query: { h: 'x', w: 80 } },
  { call: 'ContainerWait', path: container, query: { condition: 'sometime' } },
  { call: 'ContainerUpdate', path: container, body: { RestartPolicy: { Name: 'no' } } },
  { call: 'ContainerRename', path: container, query: { name: '{c1}' } },
  { call: 'ContainerArchive', path: container, query: { path: '/mkc/missing' } },
  { call: 'NetworkConnect', path: { id: '{n0}' }, body: { Container: '{c0.id}' } },
  { call: 'NetworkDisconnect', path: { id: '{n0}' }, body: { Container: '{c0.id}' } },
  { call: 'NetworkInspect', path: { id: '{n0.id}' } },
  { call: 'NetworkList', query: { filters: { name: ['{n0}'] } } },
  { call: 'NetworkDelete', path: { id: '{n0}' } },
  { call: 'VolumeInspect', path: { name: '{v0}' } },
  { call: 'VolumeDelete', path: { name: '{v0}' } },
  { call: 'ImageInspect', path: { name: '{i9}' } },
  { call: 'ImageTag', path: { name: '{image}' }, query: { tag: 'one' }, makes: 'i0' },
  { call: 'ExecInspect', path: { id: '{e9}' } },
  { call: 'SystemPing' },
  { call: 'SystemPing', version: '1.1' },
  { call: 'SystemVersion' },
  { call: 'SystemInfo' },
]

/** An execution from its making to its end. */
const execution = (body: Settings): Step[] => [
  { call: 'ContainerExec', path: container, body: { AttachStdout: true, AttachStderr: true, ...body }, makes: 'e0' },
  { call: 'ExecStart', path: { id: '{e0.id}' }, body: { Tty: false } },
  { call: 'ExecInspect', path: { id: '{e0.id}' } },
]

const executions: readonly Step[][] = [
  execution({ workload: 'exit', arguments: [3] }),
  execution({ workload: 'print', arguments: ['out\\n', 'err\\n'] }),
  execution({ Cmd: ['mkc-missing'] }),
]

/** Numbers from 0 to 1 that look like chance; the same ones for the same seed (mulberry32). */
const chanceOf = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

type Pick = <T>(list: readonly T[]) => T

const openingOf = (pick: Pick): Step[] => {
  const host = pick(hosts)
  const HostConfig = Object.keys(host).length > 0 ? { HostConfig: host } : {}
  const isStarted = pick([true, false])
  return [
    { call: 'NetworkCreate', body: {}, makes: 'n0' },
    { call: 'VolumeCreate', body: {}, makes: 'v0' },
    { call: 'ContainerCreate', body: { ...pick(workloads), Tty: pick([true, false]), ...HostConfig }, makes: 'c0' },
    ...(isStarted ? [{ call: 'ContainerStart' as const, path: container }] : []),
  ]
}

/** Every question as often as any other, and now and then an execution. */
const moves: readonly (readonly Step[])[] = [...questions.map(step => [step]), ...executions, ...executions]

/** So many programs about one container and what it may be joined to; the same ones for the same seed. */
export const drawPrograms = (count: number, seed: number): SequentialProgram[] => {
  const chance = chanceOf(seed)
  const pick: Pick = list => list[Math.floor(chance() * list.length)] as (typeof list)[number]
  return Array.from({ length: count }, () => {
    const length = pick([2, 3, 4, 5, 6, 7, 8])
    return { steps: [...openingOf(pick), ...Array.from({ length }, () => pick(moves)).flat()] }
  })
}
