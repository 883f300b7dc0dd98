import { type Fields, isFields } from '../../fields.ts'
import { ensureStatus, jsonOf } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { ensure, ensureEqual, ensureMatch } from '../../violation.ts'
import { healthy, sleepForever } from '../../workload.ts'
import type { Made, World } from '../../world.ts'
import { asked } from '../evidence.ts'
import { createGroup, type Listed, list, listEvidence } from './group.ts'

/** The row of one container. */
const rowOf = async (world: World, id: string): Promise<Partial<Listed>> => (await list(world, { id: [id] }))[0] ?? {}

/** How a flag may be written, by what is meant. */
const spellings = {
  true: ['1', 'true', 'True', 't', 'yes', 'on', 'anything'],
  false: ['0', 'false', 'False', 'no', 'none', ''],
} as const

/** Which containers are listed, in which order, and what is said of each. */
export const containerListRequirements: readonly Requirement[] = [
  requirement({
    id: 'ContainerList.newest-first',
    operation: 'ContainerList',
    needs: ['image'],
    claim: 'The list begins with what was created last, and ends with what was created first',
    evidence: [...listEvidence, 'moby daemon/list.go and daemon/container/view.go'],
    check: async world => {
      const mark = world.name()
      const made: Made[] = []
      for (let count = 0; count < 6; count++) made.push(await world.create(sleepForever, { Labels: { mark } }))
      const rows = await list(world, { label: [`mark=${mark}`] })
      ensureEqual(
        rows.map(({ Id }) => Id),
        made.map(({ id }) => id).toReversed(),
        'the ids',
      )
    },
  }),
  requirement({
    id: 'ContainerList.running-only',
    operation: 'ContainerList',
    needs: ['run'],
    claim: 'Without `all` only what runs is listed',
    evidence: listEvidence,
    check: async world => {
      const group = await createGroup(world)
      const rows = await list(world, { label: [group.mark] }, { all: false })
      ensureEqual(
        rows.map(({ Id }) => Id),
        [group.running.id],
        'the ids',
      )
    },
  }),
  requirement({
    id: 'ContainerList.edge-of-booleans',
    operation: 'ContainerList',
    needs: ['image'],
    level: 'should',
    claim: 'A flag is false when it is nothing, 0, no, false or none, in any case, and true when it is anything else',
    evidence: ['moby daemon/server/httputils/form.go, BoolValue', asked],
    check: async world => {
      const { id } = await world.create(sleepForever)
      const isShown = async (all: string): Promise<boolean> => {
        const answer = await world.ask('ContainerList', { query: { all, filters: { id: [id] } } })
        ensureStatus(answer, 200)
        return jsonOf<unknown[]>(answer).length === 1
      }
      for (const all of spellings.true) ensure(await isShown(all), `all=${all}`, 'what does not run, too', 'nothing')
      for (const all of spellings.false) ensure(!(await isShown(all)), `all=${all}`, 'only what runs', 'all')
    },
  }),
  requirement({
    id: 'ContainerList.limit',
    operation: 'ContainerList',
    needs: ['run'],
    claim: 'A limit gives the newest of all',
    evidence: listEvidence,
    check: async world => {
      const group = await createGroup(world)
      const rows = await list(world, { label: [group.mark] }, { limit: 2, all: false })
      ensureEqual(
        rows.map(({ Id }) => Id),
        [group.exited.id, group.running.id],
        'the ids',
      )
    },
  }),
  requirement({
    id: 'ContainerList.edge-of-limit',
    operation: 'ContainerList',
    needs: ['image'],
    level: 'should',
    claim: 'A limit of 0 or less is none',
    evidence: ['moby daemon/list.go', asked],
    check: async world => {
      const label = `mkc.edge=${world.name()}`
      const Labels = { 'mkc.edge': label.split('=')[1] }
      for (let count = 0; count < 2; count++) await world.create(sleepForever, { Labels })
      for (const limit of ['0', '-1']) {
        const answer = await world.ask('ContainerList', { query: { all: true, limit, filters: { label: [label] } } })
        ensureStatus(answer, 200)
        ensureEqual(jsonOf<unknown[]>(answer).length, 2, `the rows with limit=${limit}`)
      }
    },
  }),
  requirement({
    id: 'ContainerList.empty',
    operation: 'ContainerList',
    claim: 'Nothing found is an empty list, never null',
    evidence: [...listEvidence, 'podman#9293, moby#16406, docker-client#499'],
    check: async world => ensureEqual(await list(world, { name: ['mkc-nobody-at-all'] }), [], 'the list'),
  }),
  requirement({
    id: 'ContainerList.agrees-with-inspect',
    operation: 'ContainerList',
    needs: ['run'],
    claim: 'A row of the list says what inspect says',
    evidence: listEvidence,
    check: async world => {
      const group = await createGroup(world)
      const rows = await list(world, { label: [group.mark] })
      ensureEqual(rows.length, 3, 'the number of rows')
      for (const row of rows) {
        const { Name, State, Config } = await world.inspect(row.Id)
        ensureEqual([row.Names, row.State, row.Image], [[Name], State.Status, Config.Image], 'Names, State and Image')
      }
    },
  }),
  requirement({
    id: 'ContainerList.lists-not-null',
    operation: 'ContainerList',
    needs: ['run'],
    claim: 'Ports, Mounts, Names and Labels are lists and objects, never null',
    evidence: listEvidence,
    check: async world => {
      const group = await createGroup(world)
      for (const row of await list(world, { label: [group.mark] })) {
        for (const key of ['Ports', 'Mounts', 'Names'] as const)
          ensure(Array.isArray(row[key]), key, 'a list', row[key])
        ensure(isFields(row.Labels), 'Labels', 'an object', row.Labels)
      }
    },
  }),
  requirement({
    id: 'ContainerList.human-status',
    operation: 'ContainerList',
    needs: ['run'],
    level: 'should',
    claim: 'Status says in words what a container is and for how long',
    evidence: [...listEvidence, 'moby daemon/container/state.go, String'],
    check: async world => {
      const group = await createGroup(world)
      const rows = await list(world, { label: [group.mark] })
      const [exited, running, created] = (['exited', 'running', 'created'] as const).map(kind =>
        rows.find(({ Id }) => Id === group[kind].id),
      )
      ensureEqual(created?.Status, 'Created', 'Status of what was created')
      ensureMatch(running?.Status, /^Up (Less than a second|\d+ seconds?|About a minute)$/, 'Status of what runs')
      ensureMatch(
        exited?.Status,
        /^Exited \(3\) (Less than a second|\d+ seconds?|About a minute) ago$/,
        'Status of what ended',
      )
    },
  }),
  requirement({
    id: 'ContainerList.health-in-status',
    operation: 'ContainerList',
    needs: ['health'],
    claim: 'Status tells the health of what has a health check',
    evidence: [...listEvidence, 'dockhand#737'],
    check: async world => {
      const { id, name } = await world.start(healthy)
      const look = async (): Promise<string> => (await list(world, { name: [name] }))[0]?.Status ?? ''
      ensureMatch(await look(), /\(health: starting\)$|\(healthy\)$/, 'Status at first')
      await world.comes(
        'health',
        async () => ((await world.inspect(id)).State.Health?.Status === 'healthy' ? 1 : undefined),
        10,
      )
      ensureMatch(await look(), /\(healthy\)$/, 'Status afterwards')
    },
  }),
  requirement({
    id: 'ContainerList.image-as-asked',
    operation: 'ContainerList',
    needs: ['image'],
    claim: 'A row has the image by the name that was asked for',
    evidence: ['/containers/json; moby daemon/list.go', asked],
    check: async world =>
      ensureEqual((await rowOf(world, (await world.shared('created')).id)).Image, world.image, 'Image'),
  }),
  requirement({
    id: 'ContainerList.network-mode',
    operation: 'ContainerList',
    needs: ['image'],
    claim: 'A row has the mode of the network',
    evidence: ['/containers/json; moby daemon/container/view.go', asked],
    check: async world => {
      const { HostConfig } = await rowOf(world, (await world.shared('created')).id)
      const mode = HostConfig?.NetworkMode
      ensure(mode === 'bridge' || mode === 'default', 'HostConfig.NetworkMode', 'bridge or default', mode)
    },
  }),
  requirement({
    id: 'ContainerList.exposed-ports',
    operation: 'ContainerList',
    needs: ['run'],
    claim: 'The row of a running container has the ports that it exposes, published or not',
    evidence: ['/containers/json; moby daemon/container/view.go', asked],
    check: async world => {
      const { id } = await world.start(sleepForever, { ExposedPorts: { '80/tcp': {} } })
      const ports = (await rowOf(world, id)).Ports as Fields[]
      ensureEqual(
        ports.map(({ PrivatePort, Type, PublicPort = 0 }) => [PrivatePort, Type, PublicPort]),
        [[80, 'tcp', 0]],
        'Ports',
      )
    },
  }),
]
