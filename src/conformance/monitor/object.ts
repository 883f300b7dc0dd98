import type { OperationId } from '../../../spec/index.ts'
import { replyJson } from '../exchange.ts'
import { at } from '../fields.ts'
import { ensure } from '../violation.ts'
import { ensureHolds, ensureSame } from './fields.ts'
import type { Monitor } from './monitor.ts'
import { type Kind, refOf } from './past.ts'

const inspections: Readonly<Partial<Record<OperationId, Kind>>> = {
  ContainerInspect: 'container',
  NetworkInspect: 'network',
  VolumeInspect: 'volume',
}

/** Where inspect shows what was asked for at creation, of what no update changes and no image adds to. */
const shownAt: Readonly<Record<Kind, readonly (readonly [asked: string, shown: string])[]>> = {
  container: [
    ...['Image', 'Hostname', 'User', 'Tty', 'OpenStdin', 'StdinOnce', 'Cmd', 'Entrypoint', 'Labels', 'StopSignal'].map(
      name => [name, `Config.${name}`] as const,
    ),
    ...['AutoRemove', 'Privileged', 'ReadonlyRootfs', 'Binds', 'PidMode', 'ExtraHosts', 'CapAdd'].map(
      name => [`HostConfig.${name}`, `HostConfig.${name}`] as const,
    ),
  ],
  network: ['Name', 'Driver', 'Internal', 'Attachable', 'Labels'].map(name => [name, name] as const),
  volume: [],
}

/** Commands may be asked for as one string. */
const wordsOf = (value: unknown, name: string): unknown =>
  typeof value === 'string' && ['Cmd', 'Entrypoint'].includes(name) ? [value] : value

const throughHere = 'as far as everything that changes it goes by'

const readYourWrites: Monitor = {
  name: 'reads-what-was-written',
  level: 'must',
  claim: `What was created is there as it was asked for, and what was removed is not, ${throughHere}`,
  evidence: ['the description of the operation', 'dockerd 20.10, 26.1 and 28.5, asked'],
  operations: Object.keys(inspections) as OperationId[],
  watch: past => exchange => {
    const kind = inspections[exchange.route.operation]
    const known = kind && past.settled(kind, refOf(exchange), exchange)
    if (!known || (known.mayVanish && !known.isGone)) return false
    const { status } = exchange.reply
    if (known.isGone) ensure(status === 404, `the status of the ${kind} that was removed`, '404', status)
    else ensure(status !== 404, `the status of the ${kind} that is there`, '200', status)
    const { created } = known
    if (status !== 200 || !created) return true
    const shown = replyJson(exchange)
    for (const [asked, path] of shownAt[kind]) ensureHolds(at(shown, path), wordsOf(at(created, asked), asked), path)
    return true
  },
}

/** Whether an object is the one that was asked for. */
const isMeant: Readonly<Partial<Record<OperationId, (found: unknown, ref: string) => boolean>>> = {
  ContainerInspect: (found, ref) => `${at(found, 'Id')}`.startsWith(ref) || at(found, 'Name') === `/${ref}`,
  NetworkInspect: (found, ref) => `${at(found, 'Id')}`.startsWith(ref) || at(found, 'Name') === ref,
  VolumeInspect: (found, ref) => at(found, 'Name') === ref,
  ExecInspect: (found, ref) => at(found, 'ID') === ref,
}

const identity: Monitor = {
  name: 'finds-what-was-meant',
  level: 'must',
  claim: 'Id, unambiguous beginning of the id and name lead to the object that has them, and always to the same one',
  evidence: ['moby daemon/container.go, GetContainer; daemon/network.go, FindNetwork'],
  operations: Object.keys(isMeant) as OperationId[],
  watch: past => exchange => {
    const { operation } = exchange.route
    if (exchange.reply.status !== 200 || !exchange.isWhole) return false
    const [found, ref] = [replyJson(exchange), refOf(exchange)]
    ensure(isMeant[operation]?.(found, ref) === true, `what ${ref} leads to`, `what is called ${ref}`, [
      at(found, 'Id') ?? at(found, 'ID'),
      at(found, 'Name'),
    ])
    const kind = inspections[operation]
    const known = kind && past.settled(kind, ref, exchange)
    if (known && kind !== 'volume') ensureSame(at(found, 'Id'), known.id, `the id of ${ref}`)
    return true
  },
}

/** What inspect says, held against what was done before. */
export const objectMonitors: readonly Monitor[] = [readYourWrites, identity]
