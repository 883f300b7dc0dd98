import type { Engine } from '../engine.ts'

/** Where the volume's files would lie on a real host. */
export const mountpointOf = (engine: Engine, name: string): string =>
  `${engine.profile.host.rootDirectory}/volumes/${name}/_data`
