import type { DriverData } from '../../../../spec/generated/types.ts'
import { digestOf } from '../../digest.ts'
import type { Engine } from '../../engine.ts'
import { chainOf } from '../chain.ts'
import type { Layer } from '../content/layer.ts'

/** Where overlay2 keeps a stack of layers; its folders have names without meaning, ours come from the layers. */
export const graphDriver = (engine: Engine, layers: readonly Layer[]): DriverData => {
  const { host, storage } = engine.profile
  const folder = `${host.rootDirectory}/${storage.driver}`
  const [top, ...lower] = chainOf(layers)
    .map(id => `${folder}/${digestOf(`${storage.driver} ${id}`).slice('sha256:'.length)}`)
    .reverse()
  if (top === undefined) return { Data: null, Name: storage.driver }
  return {
    Data: {
      ...(lower.length > 0 && { LowerDir: lower.map(path => `${path}/diff`).join(':') }),
      MergedDir: `${top}/merged`,
      UpperDir: `${top}/diff`,
      WorkDir: `${top}/work`,
    },
    Name: storage.driver,
  }
}
