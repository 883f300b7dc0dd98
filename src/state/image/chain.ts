import { digestOf } from '../digest.ts'
import type { Layer } from './content/layer.ts'

/**
 * Names of stacks of layers, one for each height: a layer on top of others is another thing than the same layer alone
 * (opencontainers image-spec, identity.ChainID).
 */
export const chainOf = (layers: readonly Pick<Layer, 'diffId'>[]): string[] => {
  const chain: string[] = []
  for (const { diffId } of layers) {
    const below = chain.at(-1)
    chain.push(below === undefined ? diffId : digestOf(`${below} ${diffId}`))
  }
  return chain
}
