import type { Engine } from '../state/engine.ts'
import type { ImageDefinition } from '../state/image/catalogue/defined.ts'
import { type DefinedImage, defineImage } from '../state/image/define.ts'

/** Images that no registry has. */
export interface ImagesHandle {
  /** Makes an image that can be used and pulled under this name; throws a `DockerError` when there cannot be one. */
  define(reference: string, definition?: ImageDefinition): DefinedImage
}

export const createImagesHandle = (world: { readonly engine: Engine }): ImagesHandle => ({
  define: (reference, definition) => defineImage(world.engine, reference, definition),
})
