import { ensureRefusal, ensureStatus, jsonOf, type Observation, textOf } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { ensure, ensureEqual } from '../../violation.ts'
import { sleepForever, trapTerm } from '../../workload.ts'
import type { World } from '../../world.ts'
import { askedOldestAndNewest } from '../evidence.ts'

const several = [1, 2, 3, 4] as const

const statusesOf = (answers: readonly Observation[]): number[] => answers.map(({ status }) => status).sort()

/** Who comes second is told that it is gone, or going. */
const ensureRemoved = (answers: readonly Observation[]): void => {
  for (const answer of answers) {
    ensureStatus(answer, 204, 404, 409)
    if (answer.status === 409) ensureRefusal(answer, 409, /already in progress|marked for removal/)
  }
}

const isGone = (world: World, id: string): Promise<true> =>
  world.comes('the removal', async () => ((await world.stateOf(id)) === 'missing' ? true : undefined), 10)

/** What several ask at the same time: each is answered as if it came alone, before or after the others. */
export const atOnceRequirements: readonly Requirement[] = [
  requirement({
    id: 'ContainerCreate.gives-a-name-once',
    operation: 'ContainerCreate',
    needs: ['image'],
    claim: 'Of several who want one name at the same time one gets it, and the others are refused with 409',
    evidence: ['moby daemon/names.go, reserveName', 'apple/container#692', askedOldestAndNewest],
    check: async world => {
      const ask = { query: { name: world.name() }, body: { Image: world.image, ...sleepForever } }
      const answers = await Promise.all(several.map(() => world.ask('ContainerCreate', ask)))
      ensureEqual(statusesOf(answers), [201, 409, 409, 409], 'the statuses')
    },
  }),
  requirement({
    id: 'ContainerDelete.several-at-once',
    operation: 'ContainerDelete',
    needs: ['run'],
    claim: 'Removed by several at the same time, a container is gone, and nobody is told of a failure of the daemon',
    evidence: ['moby daemon/delete.go, SetRemovalInProgress', 'moby#38816', askedOldestAndNewest],
    check: async world => {
      const { id } = await world.start(sleepForever)
      const ask = { path: { id }, query: { force: true } }
      const answers = await Promise.all(several.map(() => world.ask('ContainerDelete', ask)))
      ensureRemoved(answers)
      ensure(
        answers.some(({ status }) => status === 204),
        'the statuses',
        'a 204 among them',
        statusesOf(answers),
      )
      await isGone(world, id)
    },
  }),
  requirement({
    id: 'ContainerDelete.while-it-removes-itself',
    operation: 'ContainerDelete',
    needs: ['run'],
    claim: 'A container that removes itself can be removed at the same time: it is gone, or going',
    evidence: [
      'moby daemon/monitor.go and delete.go',
      'moby#26074, #17170, docker-maven-plugin#1967',
      askedOldestAndNewest,
    ],
    check: async world => {
      const { id } = await world.start(sleepForever, { HostConfig: { AutoRemove: true } })
      const path = { id }
      const [stop, ...removals] = await Promise.all([
        world.ask('ContainerStop', { path, query: { t: 0 } }),
        ...several.map(() => world.ask('ContainerDelete', { path, query: { force: true } })),
      ])
      ensureStatus(stop, 204, 304, 404)
      ensureRemoved(removals)
      await isGone(world, id)
    },
  }),
  requirement({
    id: 'NetworkList.while-networks-change',
    operation: 'NetworkList',
    needs: ['networks'],
    claim: 'Networks are listed while others come and go',
    evidence: ['moby daemon/network.go', 'podman#22330: a crash', askedOldestAndNewest],
    check: async world => {
      const comeAndGo = async (): Promise<void> => {
        const { id } = await world.network()
        ensureStatus(await world.ask('NetworkDelete', { path: { id } }), 204)
      }
      const look = async (): Promise<void> => {
        for (const _ of several) {
          const answer = await world.ask('NetworkList')
          ensureStatus(answer, 200)
          ensure(Array.isArray(jsonOf(answer)), 'the body', 'a list', textOf(answer))
        }
      }
      await Promise.all([comeAndGo(), look(), comeAndGo(), look()])
    },
  }),
  requirement({
    id: 'ContainerLogs.end-with-the-container',
    operation: 'ContainerLogs',
    needs: ['run'],
    claim: 'Logs that are followed end when their container is removed, and the daemon goes on',
    evidence: ['moby daemon/logs.go', 'socktainer#205: a crash', askedOldestAndNewest],
    check: async world => {
      const { id } = await world.start(trapTerm(0))
      const stream = await world.openAtOnce('ContainerLogs', { path: { id }, query: { stdout: true, follow: true } })
      ensureStatus(await world.ask('ContainerDelete', { path: { id }, query: { force: true } }), 204)
      await world.endOf(stream)
      ensureStatus(await world.ask('SystemPing'), 200)
    },
  }),
]
