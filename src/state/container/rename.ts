import type { Engine } from '../engine.ts'
import { DockerError, invalid, notFound } from '../error.ts'
import { does } from '../profile/podman/quirks.ts'
import type { Container } from './entity.ts'
import { containerEvent } from './event.ts'
import { table } from './lifecycle.ts'
import { sandboxOf } from './runtime/sandbox-id.ts'
import { checkName } from './settings/name.ts'

const withoutSlash = (name: string): string => (name.startsWith('/') ? name.slice(1) : name)

/** `POST /containers/{id}/rename` (moby daemon/rename.go). Legacy links follow by themselves: they hold no names. */
export const renameContainer = (engine: Engine, oldReference: string, newName: string): void => {
  const reference = oldReference.trim()
  const wanted = newName.trim()
  if (withoutSlash(reference) === '' || withoutSlash(wanted) === '')
    throw invalid('Neither old nor new names may be empty')
  const container = engine.containers.resolve(reference)
  table.next('rename', container.state, container, reference)
  const isSame = container.name === withoutSlash(wanted)
  if (isSame && !does(engine.profile, 'renamesToSameName'))
    throw invalid('Renaming a container with the same name as its current name')
  const oldName = container.name
  const name = isSame ? container.name : allocate(engine, wanted)
  requireSandbox(engine, container)
  if (!isSame) engine.containers.rename(container, name)
  renameEndpoints(container, oldName)
  containerEvent(engine, container, 'rename', { oldName: `/${oldName}` })
}

const allocate = (engine: Engine, wanted: string): string => {
  try {
    return checkName(engine, wanted.startsWith('/') ? wanted : `/${wanted}`)
  } catch (error) {
    throw error instanceof DockerError ? error.wrap('Error when allocating new name') : error
  }
}

/** Daemons that remember the sandbox of the run before look for it between two runs (seen with 20.10.24 and 26.1.5). */
const requireSandbox = ({ profile }: Engine, container: Container): void => {
  const sandbox = sandboxOf(profile, container)
  if (container.state === 'restarting' && sandbox !== '') throw notFound(`sandbox ${sandbox} not found`)
}

/** Others on its networks find a running container under its new name from now on. */
const renameEndpoints = ({ id, config, endpoints, name, runtime }: Container, oldName: string): void => {
  if (runtime === undefined) return
  for (const { dnsNames } of endpoints.values()) {
    // From then on even the default bridge, where nobody asks for them, has names (seen with 28.5.2).
    const own = dnsNames.length === 0 ? [name, id.slice(0, 12), config.Hostname ?? name] : dnsNames
    const names = [...new Set(own.map(each => (each === oldName ? name : each)))]
    dnsNames.splice(0, dnsNames.length, ...names)
  }
}
