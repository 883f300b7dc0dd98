/** What can be set of a plugin keeps its identity in configuration and settings alike, as moby's pointers do. */
export interface PluginMount {
  readonly name: string
  readonly description: string
  readonly settable: readonly string[] | null
  /** Null: nothing to set, nothing to mount. */
  source: string | null
  readonly destination: string
  readonly type: string
  readonly options: readonly string[] | null
}

export interface PluginDevice {
  readonly name: string
  readonly description: string
  readonly settable: readonly string[] | null
  path: string | null
}

export interface PluginVariable {
  readonly name: string
  readonly description: string
  readonly settable: readonly string[] | null
  readonly value: string | null
}

/** A plugin's `config.json`: what it is and what it asks for. Lists that were left out are null, as Go has them. */
export interface PluginConfig {
  readonly description: string
  readonly documentation: string
  readonly socket: string
  readonly protocol: string
  /** Each such as `docker.volumedriver/1.0`. */
  readonly types: readonly string[] | null
  readonly entrypoint: readonly string[] | null
  readonly workingDirectory: string
  readonly user: { readonly uid: number; readonly gid: number }
  readonly network: string
  readonly capabilities: readonly string[] | null
  readonly allowAllDevices: boolean
  readonly devices: readonly PluginDevice[] | null
  readonly mounts: readonly PluginMount[] | null
  readonly propagatedMount: string
  readonly ipcHost: boolean
  readonly pidHost: boolean
  readonly environment: readonly PluginVariable[] | null
  readonly arguments: {
    readonly name: string
    readonly description: string
    readonly settable: readonly string[] | null
    readonly value: readonly string[] | null
  }
}

/** A plugin in a registry, or as it was packed: its configuration and its one layer. */
export interface PluginPackage {
  readonly config: PluginConfig
  readonly layerDigest: string
  readonly layerBytes: number
  readonly configDigest: string
  readonly manifestDigest: string
  readonly manifestBytes: number
  /** Where the layer has files; of the built-in registry's nobody knows, so they have all. */
  readonly paths: readonly string[] | 'all'
}

export type PluginState = 'disabled' | 'enabled' | 'removed'

export interface Plugin {
  readonly id: string
  /** In its familiar form and with a tag: `vieux/sshfs:latest`. */
  readonly name: string
  state: PluginState
  /** Replaced as a whole by an upgrade. */
  content: PluginPackage
  /** The name it was pulled by, in full; what was created here has its own name. */
  reference: string
  readonly mounts: readonly PluginMount[]
  readonly devices: readonly PluginDevice[]
  readonly environment: string[]
  arguments: readonly string[]
  /** Volumes, networks and running containers that need it, each under a name of its own. */
  readonly users: Set<string>
}
