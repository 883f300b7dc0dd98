import type { Endpoint } from '../../network/entity.ts'
import type { SetIndex } from '../../set-index.ts'
import type { Container } from '../entity.ts'

/** A container's endpoints by network name. Once the container is stored, the index follows every change by itself. */
export class IndexedEndpoints extends Map<string, Endpoint> {
  #index: SetIndex<string, Container> | undefined
  #container: Container | undefined

  override set(name: string, endpoint: Endpoint): this {
    if (this.#container) this.#index?.add(name, this.#container)
    return super.set(name, endpoint)
  }

  override delete(name: string): boolean {
    if (this.#container) this.#index?.remove(name, this.#container)
    return super.delete(name)
  }

  override clear(): void {
    for (const name of [...this.keys()]) this.delete(name)
  }

  follow(index: SetIndex<string, Container> | undefined, container: Container): void {
    for (const name of this.keys()) {
      if (index) index.add(name, container)
      else this.#index?.remove(name, container)
    }
    this.#index = index
    this.#container = container
  }
}
