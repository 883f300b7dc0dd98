import { replyJson } from '../../exchange.ts'
import { at, fieldsOf, listOf } from '../../fields.ts'
import type { Known } from '../../monitor/monitor.ts'
import { behaviourOf } from '../behaviour.ts'
import { restartsOf } from '../container/commands.ts'
import { withContainer } from '../container/find.ts'
import { withPossible } from '../container/moves.ts'
import type { Condition, Container, States } from '../states.ts'

const nameOf = (text: unknown): string => String(text ?? '').replace(/^\//, '')

/** A container that was there before anybody watched, as inspect shows it. */
const adopted = (inspected: unknown): Container => {
  const body = { Labels: at(inspected, 'Config.Labels'), Tty: at(inspected, 'Config.Tty') }
  const container: Container = {
    id: String(at(inspected, 'Id')),
    name: nameOf(at(inspected, 'Name')),
    body,
    behaviour: behaviourOf(body),
    restarts: restartsOf(at(inspected, 'HostConfig.RestartPolicy.Name')),
    isAutoRemoved: at(inspected, 'HostConfig.AutoRemove') === true,
    networks: [],
    volumes: [],
    possible: [],
    events: {},
    changedBy: 'ContainerList.agrees-with-inspect',
  }
  // What was done to it before may still show: a signal that told it to end, a policy that was given up.
  const condition = { status: at(inspected, 'State.Status') as Condition['status'] }
  return withPossible({ ...container, isToldToEnd: true }, [condition])
}

/** Names that the daemon has chosen, as they are told. */
const withNames = (states: States, told: readonly (readonly [id: unknown, name: unknown])[]): States =>
  told.reduce((left, [id, name]) => {
    const container = left.containers.get(String(id))
    return container && container.name === '' && !container.isUnknown
      ? withContainer(left, { ...container, name: nameOf(name) })
      : left
  }, states)

/** What an exchange tells that nobody has seen happen. */
export const learnt = (states: States, exchange: Known): States => {
  const { operation } = exchange.route
  if (exchange.reply.status !== 200) return states
  const told = replyJson(exchange)
  if (operation === 'ContainerList')
    return withNames(
      states,
      listOf(told).map(row => [fieldsOf(row).Id, listOf(fieldsOf(row).Names)[0]] as const),
    )
  if (operation !== 'ContainerInspect') return states
  const id = String(at(told, 'Id'))
  return states.containers.has(id) ? withNames(states, [[id, at(told, 'Name')]]) : withContainer(states, adopted(told))
}
