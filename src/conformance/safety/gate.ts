import { type OperationId, operations } from '../../../spec/index.ts'
import type { Entry } from '../ledger.ts'
import { UnsafeRequest } from '../violation.ts'
import type { House, Reference } from './house.ts'
import type { Intent } from './intent.ts'
import type { Mode } from './mode.ts'
import { rules } from './rules.ts'

/** Questions that cost a daemon work, lead to other machines or take a connection away. */
const costly: readonly OperationId[] = [
  'ContainerExport',
  'ContainerArchive',
  'ContainerAttachWebsocket',
  'ImageGet',
  'ImageGetAll',
  'ImageSearch',
  'DistributionInspect',
  'GetPluginPrivileges',
  'DebugPprofProfile',
  'DebugPprofTrace',
]

/** What a request may do: what it refers to is to be looked at first, what it makes is to be written down. */
export interface Permission {
  readonly refers: readonly Reference[]
  readonly makes: readonly Entry[]
}

export interface GateOptions {
  readonly mode: Mode
  readonly house: House
}

/** The first lock between the suite and a daemon with other people's objects on it. Throws `UnsafeRequest`. */
export const permit = (intent: Intent, { mode, house }: GateOptions): Permission => {
  const { operation, changes, path, query } = intent
  const refuse = (why: string): never => {
    throw new UnsafeRequest(`${operation} ${JSON.stringify({ path, query: Object.fromEntries(query) })}: ${why}`)
  }
  const isLook = ['GET', 'HEAD'].includes(operations[operation].method) && !costly.includes(operation)
  if (mode === 'readonly' && !isLook) refuse('the mode is readonly')
  const rule = rules[operation] ?? (changes ? refuse('this operation is never sent') : {})
  const refers = rule.refers?.(intent, house) ?? []
  const foreign = refers.find(reference => !house.isOurs(reference))
  if (foreign) refuse(`${foreign.kind} ${foreign.name} is not an object of this run`)
  const makes = rule.makes?.(intent) ?? []
  const nameless = makes.find(({ name }) => !house.mayBeCalled(name))
  if (nameless) refuse(`${nameless.kind} ${nameless.name}: a name that does not show whose it is`)
  const reason = mode === 'exclusive' ? undefined : rule.refuses?.(intent, house)
  if (reason !== undefined) refuse(reason)
  return { refers, makes }
}
