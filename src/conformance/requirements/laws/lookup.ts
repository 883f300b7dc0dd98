import type { OperationId } from '../../../../spec/index.ts'
import type { Ask } from '../../client.ts'
import { ensureRefusal } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'

/** Which path parameter names the object, what the daemon says when there is none, and what else must be asked. */
type Lookup = readonly [operation: OperationId, parameter: 'id' | 'name', text: RegExp, ask?: (nobody: string) => Ask]

const container = /^(.*: )?No such container: mkc-/
const network = /^network mkc-\S+ not found$/
const volume = /no such volume$/
/** Some daemons look for the container first. */
const networkOrContainer = /^(network mkc-\S+ not found|No such container: mkc-\S+)$/
const execution = /^No such exec instance: mkc-/
const image = /No such image: mkc-\S+:latest$/

const lookups: readonly Lookup[] = [
  ['ContainerAttachWebsocket', 'id', container],
  ['ContainerExport', 'id', container],
  ['ContainerRename', 'id', container, nobody => ({ query: { name: `${nobody}-other` } })],
  ['ContainerWait', 'id', container],
  ['PutContainerArchive', 'id', container, () => ({ query: { path: '/' }, body: new Uint8Array(1024) })],
  ['ExecInspect', 'id', execution],
  ['ExecStart', 'id', execution, () => ({ body: {} })],
  ['ExecResize', 'id', execution, () => ({ query: { h: 1, w: 1 } })],
  ['NetworkInspect', 'id', network],
  ['NetworkDelete', 'id', network],
  ['NetworkConnect', 'id', networkOrContainer, nobody => ({ body: { Container: nobody } })],
  ['NetworkDisconnect', 'id', networkOrContainer, nobody => ({ body: { Container: nobody } })],
  ['VolumeInspect', 'name', volume],
  ['VolumeDelete', 'name', volume],
  ['ImageInspect', 'name', image],
  ['ImageHistory', 'name', image],
  ['ImageDelete', 'name', image],
]

/** In which words an operation tells that there is no such thing. */
export const wordsForNothing = (operation: OperationId): RegExp | undefined =>
  lookups.find(([each]) => each === operation)?.[2]

/** Whoever asks for what does not exist is told so, in words that clients read. */
export const lookupRequirements: readonly Requirement[] = lookups.map(([operation, parameter, text, ask]) =>
  requirement({
    id: `${operation}.of-nothing`,
    operation,
    claim: `${operation} of what does not exist answers 404 and names what was looked for`,
    evidence: [`the description of ${operation}`, 'podman#12315, socktainer#294 and #362: clients read these words'],
    check: async world => {
      const nobody = world.name()
      ensureRefusal(await world.ask(operation, { ...ask?.(nobody), path: { [parameter]: nobody } }), 404, text)
    },
  }),
)
