import type { DockerError } from '../error.ts'
import type { Descriptor } from '../image/content/content.ts'
import type { ImageReference } from '../image/reference.ts'
import { RegistryError, type RegistryFailure } from './error.ts'

/** How a daemon puts what a registry refused. */
export interface RegistryWords {
  /** A name that could not be resolved, tags that could not be listed. */
  resolve(failure: RegistryFailure, reference: ImageReference): DockerError
  /** Content that could not be had. `attempts` were made. */
  fetch(failure: RegistryFailure, descriptor: Descriptor, attempts: number): DockerError
  push(failure: RegistryFailure): DockerError
}

/** Throws what a registry refused in other words, and anything else as it is. */
export const reword = (error: unknown, say: (failure: RegistryFailure) => DockerError): never => {
  throw error instanceof RegistryError ? say(error.failure) : error
}
