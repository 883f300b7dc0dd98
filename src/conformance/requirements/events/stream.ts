import { ensureRefusal, ensureStatus } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { ensure, ensureEqual, ensureMatch } from '../../violation.ts'
import { decodeText } from '../../wire.ts'
import { exit, sleepForever } from '../../workload.ts'
import { asked } from '../evidence.ts'
import { actions, command, eventEvidence, eventsOf, has, parse } from './told.ts'

/** How events come: from when on, until when, and what each looks like. */
export const eventStreamRequirements: readonly Requirement[] = [
  requirement({
    id: 'SystemEvents.head-at-once',
    operation: 'SystemEvents',
    claim: 'The head comes before the first event',
    evidence: [...eventEvidence, 'podman#23712'],
    check: async world => {
      const stream = await world.openAtOnce('SystemEvents', {
        query: { filters: { container: ['mkc-nobody-at-all'] } },
      })
      stream.close()
      ensureEqual(stream.status, 200, 'the status')
      ensureMatch(stream.headers['content-type'], /^application\/(json|jsonl|x-ndjson)/, 'Content-Type')
      ensure(stream.received().length === 0, 'the body', 'nothing yet', decodeText(stream.received()))
    },
  }),
  requirement({
    id: 'SystemEvents.times',
    operation: 'SystemEvents',
    needs: ['run'],
    claim: 'An event has its time in seconds and in nanoseconds',
    evidence: [...eventEvidence, 'podman release notes 4.0.0: timeNano empty'],
    check: async world => {
      const made = await world.create(sleepForever)
      const [event] = await eventsOf(
        world,
        { container: [made.id] },
        () => command(world, 'ContainerDelete', made),
        told => told.length > 0,
      )
      ensureEqual(Math.floor(Number(event?.timeNano) / 1e9), event?.time, 'timeNano in seconds')
    },
  }),
  requirement({
    id: 'SystemEvents.without-old-fields',
    operation: 'SystemEvents',
    needs: ['image'],
    since: '1.52',
    claim: 'Events do not tell who they are about a second time, as status, id and from',
    evidence: ['moby api/docs/CHANGELOG.md, v1.52', 'moby#50220'],
    check: async world => {
      const create = async () => void (await world.create(sleepForever))
      const events = await eventsOf(world, { type: ['container'] }, create, has('create'))
      const old = events.flatMap(event => Object.keys(event).filter(key => ['status', 'id', 'from'].includes(key)))
      ensureEqual(old, [], 'the fields that are no more')
    },
  }),
  ...(['since', 'until'] as const).map(parameter =>
    requirement({
      id: `SystemEvents.bad-${parameter}`,
      operation: 'SystemEvents',
      level: 'should',
      claim: `Events refuse a ${parameter} that is no time`,
      evidence: ['moby daemon/server/router/system/system_routes.go: a plain error, 500 up to 28.x and 400 later'],
      check: async world => {
        const stream = await world.open('SystemEvents', {
          query: { [parameter]: 'abc', until: '0', ...(parameter === 'until' ? { until: 'abc' } : {}) },
        })
        stream.close()
        ensure(stream.status === 400 || stream.status === 500, 'the status', '400 or 500', stream.status)
      },
    }),
  ),
  requirement({
    id: 'SystemEvents.edge-of-moments',
    operation: 'SystemEvents',
    level: 'should',
    claim:
      'A moment is a number of seconds, with nine digits behind the point, fewer or none; the last is not before the first',
    evidence: ['moby daemon/events and api/types/time/timestamp.go', asked],
    check: async world => {
      // Long ago, so that nothing is waited for.
      for (const [since, until] of [
        ['1', '2'],
        ['1.000000001', '1.5'],
        ['-1', '1'],
      ])
        ensureStatus(await world.ask('SystemEvents', { query: { since, until } }), 200)
      ensureRefusal(await world.ask('SystemEvents', { query: { since: '2', until: '1' } }), 400, /cannot be after/)
    },
  }),
  // Last, because what is asked next makes few events: a daemon remembers 256, whoever they are of, and two seconds are long.
  requirement({
    id: 'SystemEvents.replays',
    operation: 'SystemEvents',
    needs: ['run'],
    claim: 'What has happened can be asked for again, between since and until, and is what was told live',
    evidence: eventEvidence,
    check: async world => {
      const made = await world.create(exit(0))
      const filters = { container: [made.id], type: ['container'] }
      const live = await eventsOf(world, filters, () => command(world, 'ContainerStart', made), has('die'))
      const times = live.map(({ timeNano }) => Number(timeNano) / 1e9)
      const [since, until] = [Math.floor(Math.min(...times)) - 1, Math.ceil(Math.max(...times)) + 1]
      await world.sleep(2)
      const answer = await world.ask('SystemEvents', { query: { filters, since, until } })
      ensureEqual(
        actions(parse(decodeText(answer.body)).filter(({ Action }) => Action !== 'create')),
        actions(live),
        'the actions',
      )
    },
  }),
]
