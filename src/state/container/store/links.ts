import type { Container } from '../entity.ts'

/**
 * Legacy links of the default bridge: a parent sees a child under an alias, and `/parent/alias` is one more name of the
 * child's (moby daemon/links.go).
 */
export interface LinkIndex {
  link(parent: Container, child: Container, alias: string): void
  unlink(parent: Container, alias: string): void
  /** The parent's aliases and whom they stand for, in order of linking. */
  childrenOf(parent: Container): ReadonlyMap<string, Container>
  /** The parents of a child, and under which alias each knows it. */
  parentsOf(child: Container): readonly { readonly parent: Container; readonly alias: string }[]
  hasParents(child: Container): boolean
  /** Reads `/parent/alias`. */
  byName(name: string, parentByName: (name: string) => Container | undefined): Container | undefined
  /** Forgets every link from and to a container. */
  drop(container: Container): void
}

const noChildren: ReadonlyMap<string, Container> = new Map()

export const createLinkIndex = (): LinkIndex => {
  const children = new Map<Container, Map<string, Container>>()
  const parents = new Map<Container, { parent: Container; alias: string }[]>()

  const unlink = (parent: Container, alias: string): void => {
    const child = children.get(parent)?.get(alias)
    if (!child) return
    children.get(parent)?.delete(alias)
    if (children.get(parent)?.size === 0) children.delete(parent)
    const rest = (parents.get(child) ?? []).filter(each => each.parent !== parent || each.alias !== alias)
    if (rest.length > 0) parents.set(child, rest)
    else parents.delete(child)
  }
  return {
    link(parent, child, alias) {
      unlink(parent, alias)
      const aliases = children.get(parent)
      if (aliases) aliases.set(alias, child)
      else children.set(parent, new Map([[alias, child]]))
      parents.set(child, [...(parents.get(child) ?? []), { parent, alias }])
    },
    unlink,
    childrenOf: parent => children.get(parent) ?? noChildren,
    parentsOf: child => parents.get(child) ?? [],
    hasParents: child => parents.has(child),
    byName(name, parentByName) {
      if (children.size === 0) return undefined
      const path = name.startsWith('/') ? name.slice(1) : name
      const slash = path.indexOf('/')
      if (slash < 0) return undefined
      const parent = parentByName(path.slice(0, slash))
      return parent && children.get(parent)?.get(path.slice(slash + 1))
    },
    drop(container) {
      for (const alias of [...(children.get(container)?.keys() ?? [])]) unlink(container, alias)
      for (const { parent, alias } of [...(parents.get(container) ?? [])]) unlink(parent, alias)
    },
  }
}
