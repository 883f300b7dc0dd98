import type { Engine } from '../../engine.ts'
import { unpackedBytes } from '../../image/size.ts'
import type { Container } from '../entity.ts'

export interface ContainerSizes {
  readonly SizeRw: number
  readonly SizeRootFs: number
}

/** What was written, alone and on top of what the image weighs (moby daemon/containerd/service.go, GetContainerLayerSize). */
export const containerSizes = (engine: Engine, { tree, imageId }: Container): ContainerSizes => {
  const image = engine.images.get(imageId)
  return { SizeRw: tree.writtenBytes, SizeRootFs: image ? unpackedBytes(image) + tree.writtenBytes : tree.totalBytes }
}
