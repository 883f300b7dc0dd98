import type { HostConfig } from '../../../../spec/generated/types.ts'
import type { Engine } from '../../engine.ts'
import { DockerError, internal } from '../../error.ts'
import { connectedContainer, isContainerMode } from './modes.ts'

/** Who shares the host's processes or all of its powers is not labelled (moby daemon/create.go, generateSecurityOpt). */
export const settleSecurityOptions = (engine: Engine, hostConfig: HostConfig): void => {
  const given = hostConfig.SecurityOpt ?? []
  if (given.some(option => option.split('=', 1)[0] === 'label')) return
  if (hostConfig.IpcMode === 'host' || hostConfig.PidMode === 'host' || hostConfig.Privileged) {
    hostConfig.SecurityOpt = [...given, 'label=disable']
    return
  }
  for (const mode of [hostConfig.IpcMode ?? '', hostConfig.PidMode ?? '']) requireOther(engine, mode)
}

/** The label would be that of the container whose namespace is joined, so there has to be one. */
const requireOther = (engine: Engine, mode: string): void => {
  if (!isContainerMode(mode)) return
  try {
    engine.containers.resolve(connectedContainer(mode))
  } catch (error) {
    throw error instanceof DockerError ? new DockerError('invalid', error.message) : error
  }
}

const truths: ReadonlySet<string> = new Set([
  '1',
  't',
  'T',
  'true',
  'TRUE',
  'True',
  '0',
  'f',
  'F',
  'false',
  'FALSE',
  'False',
])

const withText: ReadonlySet<string> = new Set(['label', 'apparmor', 'seccomp'])
const withTruth: ReadonlySet<string> = new Set(['no-new-privileges', 'writable-cgroups'])
const alone: ReadonlySet<string> = new Set(['no-new-privileges', 'disable'])

/** Refused only when the container has its name already, and as the daemon's own failure (moby parseSecurityOpt). */
export const verifySecurityOptions = ({ SecurityOpt }: HostConfig): void => {
  for (const option of SecurityOpt ?? []) {
    if (alone.has(option)) continue
    const [, key, value] = /^([^=]*)=(.*)$/s.exec(option) ?? /^([^:]*):(.*)$/s.exec(option) ?? []
    if (key === undefined || value === undefined) throw internal(`invalid --security-opt 1: ${JSON.stringify(option)}`)
    if (withText.has(key) || (withTruth.has(key) && truths.has(value))) continue
    throw internal(`invalid --security-opt 2: ${JSON.stringify(option)}`)
  }
}
