import { type Stat, SystemError } from '../filesystem/contract.ts'
import { endOfStream } from '../pipe.ts'
import type { Random } from '../random.ts'
import { createOpenFile, type OpenFile } from './open-file.ts'
import type { Process } from './process.ts'

/** As much as one read of an endless device gives. */
const chunkBytes = 65_536

interface DeviceContext {
  readonly process: Process
  readonly random: Random
  readonly name: string
  readonly stat: Stat
}

type OpenDevice = (context: DeviceContext) => OpenFile

const zeroes = (max: number): Uint8Array => new Uint8Array(Math.min(max, chunkBytes))

const device =
  (read: (max: number, random: Random) => Uint8Array, write: (bytes: Uint8Array) => number): OpenDevice =>
  ({ name, stat, random }) =>
    createOpenFile({ name, read: max => read(max, random), write, stat: () => stat, seek: () => 0 })

const swallow = (bytes: Uint8Array): number => bytes.length
const refuse = (): never => {
  throw new SystemError('ENOSPC')
}
const chance = device((max, random) => random.bytes(Math.min(max, chunkBytes)), swallow)

/** The terminal that the process belongs to (tty(4)). */
const controllingTerminal: OpenDevice = ({ process, name }) => {
  if (!process.terminal) throw new SystemError('ENXIO', name)
  return process.terminal.file.retain()
}

/** By major and minor number (admin-guide/devices.txt of Linux). */
const devices: Readonly<Record<string, OpenDevice>> = {
  '1:3': device(() => endOfStream, swallow),
  '1:5': device(zeroes, swallow),
  '1:7': device(zeroes, refuse),
  '1:8': chance,
  '1:9': chance,
  '5:0': controllingTerminal,
  '5:1': controllingTerminal,
  '136:0': controllingTerminal,
}

export const openDevice = (context: DeviceContext): OpenFile => {
  const open = devices[(context.stat.device ?? []).join(':')]
  if (!open) throw new SystemError('ENXIO', context.name)
  return open(context)
}

/** What runc puts into a container's /dev: number and mode. */
export const deviceNodes: Readonly<Record<string, readonly [major: number, minor: number, mode: number]>> = {
  console: [5, 1, 0o620],
  full: [1, 7, 0o666],
  null: [1, 3, 0o666],
  random: [1, 8, 0o666],
  tty: [5, 0, 0o666],
  urandom: [1, 9, 0o666],
  zero: [1, 5, 0o666],
}

export const deviceLinks: Readonly<Record<string, string>> = {
  core: '/proc/kcore',
  fd: '/proc/self/fd',
  ptmx: 'pts/ptmx',
  stderr: '/proc/self/fd/2',
  stdin: '/proc/self/fd/0',
  stdout: '/proc/self/fd/1',
}
