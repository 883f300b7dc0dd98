import { at, type Fields, fieldsOf, isFields, listOf } from '../../fields.ts'
import { goTime } from '../../pattern.ts'
import { filledIn, shownSettings } from '../../requirements/container/settings.ts'
import type { Inspected } from '../../world.ts'
import { demand, demandEqual } from '../breach.ts'
import { includes } from '../fields.ts'
import type { Container } from '../states.ts'

/** The field of HostConfig, or of the body itself, without which something is filled in. */
const leftAlone: Readonly<Record<string, readonly [place: 'body' | 'host', key: string]>> = {
  'no-stop-signal': ['body', 'StopSignal'],
  'no-stop-timeout': ['body', 'StopTimeout'],
  'no-health': ['body', 'Healthcheck'],
  'ipc-mode': ['host', 'IpcMode'],
  'pid-mode': ['host', 'PidMode'],
  'uts-mode': ['host', 'UTSMode'],
  'pids-limit': ['host', 'PidsLimit'],
  swappiness: ['host', 'MemorySwappiness'],
  'masked-paths': ['host', 'MaskedPaths'],
  'readonly-paths': ['host', 'ReadonlyPaths'],
  'network-mode': ['host', 'NetworkMode'],
  'shm-size': ['host', 'ShmSize'],
  'log-driver': ['host', 'LogConfig'],
}

/** Whether something is filled in for this container, where nothing else was asked for. */
const isFilledIn = (id: string, { body, networks }: Container, query: Fields): boolean => {
  const host = fieldsOf(body.HostConfig)
  if (id === 'image-as-asked') return body.Image !== undefined
  if (id === 'default-network') return networks.join() === 'bridge'
  if (id === 'no-sizes') return query.size === undefined
  if (id === 'no-health' && ['healthy', 'unhealthy'].includes(String(body.workload))) return false
  if (id === 'restart-policy')
    return host.RestartPolicy === undefined && body.workload !== 'crashLoop' && body.updatedTo === undefined
  const [place, key = ''] = leftAlone[id] ?? []
  return place !== undefined && (place === 'body' ? body : host)[key] === undefined
}

/** What nobody asked for is as it is filled in; and what was, as it was asked for. */
const checkFilledIn = (container: Container, inspected: Inspected, query: Fields): void => {
  const { body, events } = container
  for (const [id, claim, given, look, value] of filledIn) {
    if (id === 'no-ports-before-the-start' && events.start !== undefined) continue
    const applies = Object.keys(given).length === 0 ? isFilledIn(id, container, query) : includes(body, given)
    if (applies) demandEqual(look(inspected, String(body.Image)), value, `ContainerInspect.fills-in-${id}`, claim)
  }
}

/** Binds as they were asked for, in their order, and what they mount. */
const checkBinds = ({ body }: Container, { HostConfig, Mounts }: Inspected): void => {
  const binds = listOf(at(body, 'HostConfig.Binds')).map(String)
  const requirement = binds.length > 1 ? 'keeps-the-order-of-binds' : 'binds-as-asked'
  if (binds.length > 0) demandEqual(HostConfig.Binds, binds, `ContainerInspect.${requirement}`, 'Binds')
  const dropped = listOf(at(body, 'HostConfig.CapDrop')).join()
  if (dropped !== '')
    demandEqual(
      listOf(HostConfig.CapDrop).join().replaceAll('CAP_', ''),
      dropped,
      'ContainerInspect.shows-dropped-capabilities',
      'CapDrop',
    )
  for (const bind of binds) {
    const [name, place] = bind.split(':')
    const mount = listOf(Mounts)
      .map(fieldsOf)
      .find(({ Destination }) => Destination === place)
    const { Type, Name, Driver, Mode, RW, Propagation } = mount ?? {}
    demandEqual(
      [Type, Name, Driver, Mode, RW, Propagation],
      ['volume', name, 'local', 'z', true, ''],
      'ContainerInspect.mounts-a-volume',
      `the mount at ${place}`,
    )
  }
}

/** A port that is published as any has a number while it runs. */
const checkPorts = ({ body }: Container, { State, NetworkSettings }: Inspected): void => {
  const published = fieldsOf(at(body, 'HostConfig.PortBindings'))
  if (State.Status !== 'running') return
  for (const port of Object.keys(published)) {
    const [first] = listOf(fieldsOf(fieldsOf(NetworkSettings).Ports)[port])
    demand(
      /^[1-9]\d*$/.test(String(fieldsOf(first).HostPort)),
      'ContainerInspect.shows-ephemeral-port',
      `HostPort of ${port}`,
      'a number',
      fieldsOf(NetworkSettings).Ports,
    )
  }
}

/** What was asked for when it was made is what is shown of it. */
export const checkSettings = (container: Container, inspected: Inspected, query: Fields): void => {
  const { body, name, networks } = container
  const { Config, HostConfig, Name, Mounts, NetworkSettings, ...rest } = inspected
  demandEqual(Name, `/${name}`, 'ContainerInspect.by-every-name', 'Name')
  demand(
    typeof rest.RestartCount === 'number',
    'ContainerInspect.counts-restarts',
    'RestartCount',
    'a number',
    rest.RestartCount,
  )
  demand(goTime.test(String(rest.Created)), 'ContainerInspect.times', 'Created', 'a time as Go writes it', rest.Created)
  const host = fieldsOf(body.HostConfig)
  for (const [id, given, look, value] of shownSettings) {
    const applies = Object.keys(given).length === 0 ? isFilledIn(id, container, query) : includes(body, given)
    if (applies) demandEqual(look(Config, HostConfig), value, `ContainerInspect.shows-${id}`, id)
  }
  checkFilledIn(container, inspected, query)
  checkBinds(container, inspected)
  checkPorts(container, inspected)
  for (const [label, value] of Object.entries(fieldsOf(body.Labels)))
    demandEqual(fieldsOf(Config.Labels)[label], value, 'ContainerInspect.shows-labels', `the label ${label}`)
  if (body.Tty === true) demandEqual(Config.Tty, true, 'ContainerLogs.terminal', 'Config.Tty')
  const policy = body.updatedTo ?? host.RestartPolicy
  if (policy !== undefined)
    demand(
      includes(HostConfig.RestartPolicy, policy),
      body.updatedTo ? 'ContainerUpdate.changes-restart-policy' : 'ContainerInspect.shows-restart-policy',
      'RestartPolicy',
      JSON.stringify(policy),
      HostConfig.RestartPolicy,
    )
  if (host.AutoRemove === true) demandEqual(HostConfig.AutoRemove, true, 'ContainerDelete.auto-remove', 'AutoRemove')
  const places = [
    ...Object.keys(fieldsOf(body.Volumes)),
    ...listOf(host.Binds).map(each => String(each).split(':')[1] ?? ''),
  ]
  const mounted = listOf(Mounts).map(each => fieldsOf(each).Destination)
  demandEqual([...mounted].sort(), places.sort(), 'ContainerDelete.takes-anonymous-volumes', 'the places in Mounts')
  demand(
    isFields(fieldsOf(NetworkSettings).Networks) &&
      (networks.length === 0 || Object.keys(fieldsOf(fieldsOf(NetworkSettings).Networks)).length > 0),
    'NetworkConnect.connects',
    'NetworkSettings.Networks',
    'the networks it is on',
    NetworkSettings,
  )
}
