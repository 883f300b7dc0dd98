import { digestOf } from '../digest.ts'
import type { Layer } from './content/layer.ts'

/**
 * Names of stacks of layers, one for each height: a layer on top of others is another thing than the same layer alone
 * (opencontainers image-spec identity.ChainID).
 */
export const chainIds = (diffIds: readonly string[]): string[] => {
  const chain: string[] = []
  for (const diffId of diffIds) {
    const below = chain.at(-1)
    chain.push(below === undefined ? diffId : digestOf(`${below} ${diffId}`))
  }
  return chain
}

export const chainOf = (layers: readonly Layer[]): string[] => chainIds(layers.map(({ diffId }) => diffId))
