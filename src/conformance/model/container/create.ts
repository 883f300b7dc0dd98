import { at, type Fields, fieldsOf, listOf } from '../../fields.ts'
import { plainErrors, refusedSettings } from '../../requirements/container/create.ts'
import { behaviourOf } from '../behaviour.ts'
import { demand, demandEqual, demandRefusal, demandStatus, replyOf } from '../breach.ts'
import { fitsOpen } from '../fields.ts'
import { withHappened } from '../happened.ts'
import type { Judge } from '../judge.ts'
import type { Container, States } from '../states.ts'
import { restartsOf } from './commands.ts'
import { findContainer, withContainer } from './find.ts'
import { anything, mayBe, mustBe, withPossible } from './moves.ts'

const here = ['created', 'running', 'paused', 'restarting', 'exited'] as const

/** Volumes by name that the binds of a body use. */
const volumesOf = (body: unknown): string[] =>
  listOf(at(body, 'HostConfig.Binds')).flatMap(each => {
    const [source = ''] = String(each).split(':')
    return source.startsWith('/') ? [] : [source]
  })

const newContainer = (states: States, id: string, name: string, given: unknown): Container => {
  const body: Fields = { ...(states.image !== undefined && { Image: states.image }), ...fieldsOf(given) }
  const mode = at(body, 'HostConfig.NetworkMode')
  const network = mode === undefined || mode === 'default' ? 'bridge' : String(mode)
  const policy = at(body, 'HostConfig.RestartPolicy.Name') ?? (body.workload === 'crashLoop' ? 'always' : 'no')
  return {
    id,
    name,
    body,
    behaviour: behaviourOf(body),
    restarts: restartsOf(policy),
    isAutoRemoved: at(body, 'HostConfig.AutoRemove') === true,
    networks: [network],
    volumes: volumesOf(body),
    possible: [{ status: 'created' }],
    events: { create: 1 },
    changedBy: 'ContainerCreate.answers-id-and-warnings',
    // How one starts whose network is not there depends on what becomes of it.
    ...(network === 'bridge' || states.networks.has(network) || !states.isClosed
      ? {}
      : { isUnknown: true, possible: anything }),
  }
}

/** The name is free or taken, the settings are taken or refused. */
export const judgeCreate: Judge = judged => {
  const { states, call, observation } = judged
  const { query, body } = call
  const name = String(query?.name ?? '').replace(/^\//, '')
  // Without a name the daemon chooses one.
  if (name !== '' && !/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(name)) {
    demandRefusal(
      judged,
      `ContainerCreate.refuses-name-${name.includes(' ') ? 'with-space' : name.includes('/') ? 'with-slash' : 'with-umlaut'}`,
      400,
      /Invalid container name/,
    )
    return states
  }
  const refused = refusedSettings.find(([, settings]) => fitsOpen(body, settings))
  if (refused) {
    const [id, , words] = refused
    const status = plainErrors.includes(id) && observation.status === 500 ? 500 : 400
    demandRefusal(judged, `ContainerCreate.refuses-${id}`, status, words)
    return states
  }
  const image = fieldsOf(body).Image
  if (observation.status === 404 && image !== undefined && !states.images.has(String(image))) {
    demandRefusal(judged, 'ContainerCreate.refuses-missing-image', 404, /No such image: /)
    return states
  }
  if (image !== undefined && states.isClosed && isOwnName(String(image), name) && !states.images.has(String(image)))
    demandStatus(judged, 'ContainerCreate.refuses-missing-image', 404)
  const holder = findContainer(states, name)
  const rightful = holder?.name === name ? holder : undefined
  if (rightful && mustBe(rightful, ...here)) demandStatus(judged, 'ContainerCreate.refuses-taken-name', 409)
  if (observation.status === 409) {
    demand(
      rightful !== undefined || !states.isClosed,
      'ContainerCreate.answers-id-and-warnings',
      'the name',
      'free',
      name,
    )
    demandRefusal(
      judged,
      'ContainerCreate.refuses-taken-name',
      409,
      new RegExp(`The container name "/${name}" is already in use by container "?${rightful?.id ?? ''}`),
    )
    return rightful
      ? withContainer(
          states,
          withPossible(
            rightful,
            rightful.possible.filter(({ status }) => status !== 'missing'),
          ),
        )
      : states
  }
  demandStatus(judged, 'ContainerCreate.answers-id-and-warnings', 201)
  const { Id, Warnings } = replyOf<{ Id: unknown; Warnings: unknown }>(
    judged,
    'ContainerCreate.answers-id-and-warnings',
  )
  demand(/^[0-9a-f]{64}$/.test(String(Id)), 'ContainerCreate.answers-id-and-warnings', 'Id', '64 digits', Id)
  demandEqual(Array.isArray(Warnings), true, 'ContainerCreate.answers-id-and-warnings', 'whether Warnings is a list')
  const freed =
    rightful && mayBe(rightful, 'missing')
      ? withContainer(states, { ...rightful, possible: [{ status: 'missing' }] })
      : states
  const isMade = {
    type: 'container',
    action: 'create',
    id: String(Id),
    requirement: 'SystemEvents.replays',
  } as const
  return withHappened(withContainer(freed, newContainer(states, String(Id), name, body)), isMade)
}

/** Whether a name of an image is one that the run itself would have made: then the model knows whether it is there. */
const isOwnName = (image: string, name: string): boolean => image.startsWith(name.replace(/\d+$/, ''))
