/** Namespace modes as the API spells them: `bridge`, `host`, `none`, `container:<name|id>` or a network's name. */

const containerPrefix = 'container:'

export const isContainerMode = (mode: string): boolean => mode.startsWith(containerPrefix)

/** The other container of `container:<name|id>`; empty when there is none. */
export const connectedContainer = (mode: string): string =>
  isContainerMode(mode) ? mode.slice(containerPrefix.length) : ''

const builtIn: ReadonlySet<string> = new Set(['', 'default', 'bridge', 'host', 'none'])

export const isUserDefined = (mode: string): boolean => !builtIn.has(mode) && !isContainerMode(mode)

/** Whether a container on such a network has a physical address of its own. */
export const takesMacAddress = (mode: string): boolean =>
  ['', 'default', 'bridge'].includes(mode) || isUserDefined(mode)

/** Neither the host's nor another container's. */
export const isPrivate = (mode: string): boolean => mode !== 'host' && !isContainerMode(mode)

const ipcModes: ReadonlySet<string> = new Set(['', 'none', 'private', 'host', 'shareable'])

export const isIpcMode = (mode: string): boolean => ipcModes.has(mode) || isContainerMode(mode)

export const isPidMode = (mode: string): boolean => mode === '' || mode === 'host' || connectedContainer(mode) !== ''

export const isUtsMode = (mode: string): boolean => mode === '' || mode === 'host'

export const isCgroupNamespaceMode = (mode: string): boolean => mode === '' || mode === 'private' || mode === 'host'
