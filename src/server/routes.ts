import { type Operation, operations } from '../../spec/index.ts'

/** moby asks its routers in this order and takes the first that matches (daemon/command/daemon.go, buildRouters). */
const routerOrder: readonly string[] = ['Checkpoint']

/** An operation with its place in the router. */
export interface Route {
  readonly operation: Operation
  /** In Hono's notation, without a version. */
  readonly pattern: string
  /** In the notation of moby's router, which its refusals quote: `/volumes/{name:.*}`. */
  readonly template: string
}

const rank = (operation: Operation): number => {
  const place = routerOrder.indexOf(operation.tag)
  return place < 0 ? routerOrder.length : place
}

const route = (operation: Operation): Route => {
  const many = new Set(operation.parameters.filter(parameter => parameter.multiSegment).map(({ name }) => name))
  const fill = (greedy: string, single: string): string =>
    operation.path.replace(/\{(\w+)\}/g, (_, name: string) => (many.has(name) ? greedy : single).replace('name', name))
  return {
    operation,
    pattern: fill(':name{.+}', ':name{[^/]+}'),
    template: fill('{name:.*}', '{name}'),
  }
}

export const routes: readonly Route[] = Object.values(operations)
  .toSorted((left, right) => rank(left) - rank(right))
  .map(route)
