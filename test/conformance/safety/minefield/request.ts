import { type Operation, type OperationId, operations } from '../../../../spec/index.ts'
import { type Ask, wireRequest } from '../../../../src/conformance/client.ts'
import { runLabel } from '../../../../src/conformance/safety/house.ts'
import { tarOf } from '../../../../src/conformance/tar.ts'
import type { WireRequest } from '../../../../src/conformance/wire.ts'
import { bodyText } from '../../../hostile/body.ts'
import type { Choice } from '../../../hostile/choice.ts'
import { pathWords, queryValues, strings } from '../../../hostile/material.ts'
import type { Field } from './field.ts'

export const run = '0badcafe'
export const prefix = `mkc-${run}-`

/** Few names, so that what one request makes another one meets. */
const ownNames = Array.from({ length: 6 }, (_, index) => `${prefix}${index}`)

/** How a name is meant elsewhere than in a path. */
const disguises: readonly ((name: string) => string)[] = [
  name => name,
  name => name,
  name => name,
  name => `/${name}`,
  name => `container:${name}`,
  name => `${name}:/data`,
  name => `${name}:ro`,
  name => `${name}:alias`,
  name => `${name}/`,
  name => `../${name}`,
  name => `${prefix}x/../${name}`,
  name => `${prefix}0/../../containers/${name}`,
  name => name.toUpperCase(),
  name => `${name}@sha256:${'0'.repeat(64)}`,
]

const hostile = ['/:/host', '/var/run/docker.sock:/x', 'host', 'container:', '', ...strings, ...pathWords].filter(
  // Half a character fits into no path.
  each => each.isWellFormed(),
)

interface Hand {
  readonly choice: Choice
  readonly field: Field
}

const ownName = ({ choice }: Hand): string => choice.pick(ownNames)

/** A mine, in some disguise. */
const mine = ({ choice, field }: Hand): string => choice.pick(disguises)(choice.pick(field.mines))

const word = (hand: Hand): string => {
  const { choice } = hand
  if (choice.oneIn(2)) return mine(hand)
  return choice.oneIn(2) ? ownName(hand) : choice.pick(hostile)
}

/** Every text and number of a body may become another one. */
const mined = (value: unknown, hand: Hand): unknown => {
  const { choice } = hand
  if (typeof value === 'string' || value === null) return choice.oneIn(2) ? word(hand) : value
  if (Array.isArray(value)) return value.map(each => mined(each, hand))
  if (typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [choice.oneIn(12) ? word(hand) : key, mined(each, hand)]),
  )
}

/** Settings that lead out of a container, or into another one. */
const traps: readonly ((name: string) => Readonly<Record<string, unknown>>)[] = [
  name => ({ HostConfig: { VolumesFrom: [name] } }),
  name => ({ HostConfig: { NetworkMode: name } }),
  name => ({ HostConfig: { PidMode: `container:${name}` } }),
  name => ({ HostConfig: { IpcMode: `container:${name}`, Links: [`${name}:x`] } }),
  name => ({ HostConfig: { Binds: [`${name}:/data`, `${name}`] } }),
  name => ({ HostConfig: { Mounts: [{ Type: 'volume', Source: name, Target: '/data' }] } }),
  () => ({ HostConfig: { Binds: ['/tmp:/data'], Privileged: true } }),
  name => ({ NetworkingConfig: { EndpointsConfig: { [name]: {} } } }),
  name => ({ hostconfig: { volumesfrom: [name] } }),
  name => ({ Image: name }),
  () => ({}),
  () => ({ HostConfig: { AutoRemove: true } }),
  () => ({ HostConfig: { RestartPolicy: { Name: 'always' } }, Cmd: ['false'] }),
]

/** What the run itself would say, with or without a trap. */
const plausible = (operation: OperationId, hand: Hand): unknown => {
  const { choice } = hand
  const name = choice.oneIn(3) ? mine(hand) : ownName(hand)
  const Labels = choice.oneIn(8) ? {} : { [runLabel]: run }
  const created = { Image: 'busybox', Cmd: choice.pick([['sleep', '1000'], ['true']]), Labels }
  if (operation === 'ContainerCreate') return { ...created, ...choice.pick(traps)(name) }
  if (operation === 'ContainerExec') return { Cmd: ['true'], AttachStdout: true, Privileged: choice.oneIn(6) }
  if (operation === 'NetworkCreate') return { Name: name, Labels, ConfigFrom: { Network: choice.oneIn(6) ? name : '' } }
  if (operation === 'VolumeCreate') return { Name: name, Labels }
  if (operation === 'NetworkConnect' || operation === 'NetworkDisconnect') return { Container: name, Force: true }
  return undefined
}

const archive = (hand: Hand): Uint8Array => {
  const { choice } = hand
  const name = choice.oneIn(2) ? mine(hand) : ownName(hand)
  const label = choice.oneIn(6) ? '' : `LABEL ${runLabel}=${run}\n`
  return choice.pick([
    tarOf('manifest.json', JSON.stringify([{ Config: 'c.json', RepoTags: [name], Layers: [] }])),
    tarOf('Dockerfile', `FROM ${choice.oneIn(2) ? 'busybox' : name}\n${label}ENV A=${choice.integer(1000)}\n`),
    tarOf('file', 'text'),
  ])
}

const bodyOf = ({ id, body }: Operation, hand: Hand): unknown => {
  const { choice } = hand
  if (!body) return undefined
  if (!body.schema) return archive(hand)
  if (choice.oneIn(20)) return bodyText(choice, body.schema)
  const given = choice.oneIn(3) ? undefined : plausible(id, hand)
  if (given !== undefined) return given
  try {
    return mined(JSON.parse(bodyText(choice, body.schema)), hand)
  } catch {
    return undefined
  }
}

const filters = (hand: Hand): unknown => {
  const { choice } = hand
  const ours = { label: [`${runLabel}=${run}`] }
  return choice.pick<unknown>([
    ours,
    ours,
    { ...ours, dangling: ['false'] },
    {},
    { label: [word(hand)] },
    { 'label!': [mine(hand)] },
  ])
}

/** Parameters that name something, and those that change what is done with it. */
const parameterValue = (name: string, hand: Hand): unknown => {
  const { choice } = hand
  if (name === 'filters') return filters(hand)
  if (['name', 'repo', 't', 'container', 'fromImage', 'remote'].includes(name))
    return choice.oneIn(3) ? mine(hand) : ownName(hand)
  if (name === 'fromSrc') return choice.pick(['-', '-', 'http://127.0.0.1:1/x'])
  return choice.oneIn(3) ? word(hand) : decodeURIComponent(choice.pick(['1', 'true', 'false', '0', ...plainValues]))
}

const plainValues = queryValues.filter(value => !value.includes('%'))

const all = Object.values(operations).filter(({ id }) => !/^(Debug|Swarm|Node|Service|Task|Secret|Config)/.test(id))
/** What can do harm comes more often. */
const harmful = all.filter(({ method }) => method !== 'GET' && method !== 'HEAD')

/** What makes things of the run's own, so that there is something to go wrong with. */
const fruitful: readonly Operation[] = (
  [
    ...['ContainerCreate', 'ContainerCreate', 'ContainerCreate', 'ContainerStart', 'ContainerStart', 'ContainerExec'],
    ...['NetworkCreate', 'NetworkConnect', 'VolumeCreate', 'ImageTag', 'ImageCommit', 'ContainerRename'],
  ] as OperationId[]
).map(id => operations[id])

/** One request of a run that is out to harm, or knows no better. */
export const minefieldRequest = (hand: Hand): WireRequest => {
  const { choice, field } = hand
  const operation = choice.pick(choice.oneIn(6) ? all : choice.oneIn(2) ? fruitful : harmful)
  const pathName = (): string =>
    choice.oneIn(2) ? ownName(hand) : choice.oneIn(4) ? word(hand) : choice.pick(field.mines)
  const path = Object.fromEntries(
    [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [
      name,
      operation.tag === 'Exec' && operation.id !== 'ContainerExec' && choice.oneIn(2) ? field.execution : pathName(),
    ]),
  )
  const asked = operation.parameters.filter(
    ({ in: place, name }) => place === 'query' && (named.has(name) || built(operation, name) || choice.oneIn(5)),
  )
  const query = Object.fromEntries(asked.map(({ name }) => [name, parameterValue(name, hand)]))
  const ask: Ask = {
    path,
    query,
    body: bodyOf(operation, hand),
    ...(choice.oneIn(30) ? { version: choice.pick(['none', '1.24', `1.51/containers/web/kill?x=`, '../v1.51']) } : {}),
    ...(choice.oneIn(30) ? { headers: choice.pick(oddHeaders) } : {}),
  }
  return wireRequest(operation.id, ask, '1.51')
}

const built = ({ id }: Operation, name: string): boolean => id === 'ImageBuild' && ['t', 'forcerm'].includes(name)

const named: ReadonlySet<string> = new Set(['name', 'repo', 'container', 'filters'])

const oddHeaders: readonly Readonly<Record<string, string>>[] = [
  { 'Content-Length': '0' },
  { 'Content-Type': 'application/x-www-form-urlencoded' },
  { 'X-HTTP-Method-Override': 'DELETE' },
]
