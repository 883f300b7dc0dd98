import { ensureStatus } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { framesOf, textsOf } from '../../stdcopy.ts'
import { ensureEqual, ensureMatch } from '../../violation.ts'
import { decodeText } from '../../wire.ts'
import { catStdin, print } from '../../workload.ts'
import type { Made, World } from '../../world.ts'
import { finished } from './output.ts'

const evidence = ['/containers/{id}/attach; moby daemon/server/router/container/container_routes.go']

const attach = (world: World, { id }: Made, query: object) =>
  world.upgrade('ContainerAttach', { path: { id }, query: { ...query } })

/** Attach: what is typed goes in, what is written comes out, live and from before. */
export const attachRequirements: readonly Requirement[] = [
  requirement({
    id: 'ContainerAttach.both-ways',
    operation: 'ContainerAttach',
    needs: ['run'],
    claim: 'An attached client types into the container and sees what it writes, until it half-closes',
    evidence: [...evidence, 'podman#20179'],
    check: async world => {
      const made = await world.create(catStdin)
      const conversation = await attach(world, made, { stream: true, stdin: true, stdout: true })
      ensureStatus(await world.ask('ContainerStart', { path: { id: made.id } }), 204)
      conversation.write('hello\n')
      conversation.end()
      await world.endOf(conversation)
      ensureEqual(textsOf(framesOf(conversation.received())).stdout, 'hello\n', 'the output')
    },
  }),
  requirement({
    id: 'ContainerAttach.from-the-beginning',
    operation: 'ContainerAttach',
    needs: ['run'],
    claim: 'Attached before the start, a client misses nothing, and each output comes apart',
    evidence: [...evidence, 'podman#12904'],
    check: async world => {
      const made = await world.create(print('out', 'err'))
      const conversation = await attach(world, made, { stream: true, stdout: true, stderr: true })
      await world.ask('ContainerStart', { path: { id: made.id } })
      await world.endOf(conversation)
      ensureEqual(textsOf(framesOf(conversation.received())), { stdout: 'out', stderr: 'err' }, 'the outputs')
    },
  }),
  requirement({
    id: 'ContainerAttach.replays',
    operation: 'ContainerAttach',
    needs: ['run'],
    claim: 'Attach with logs gives what was written before',
    evidence,
    check: async world => {
      const conversation = await attach(world, await finished(world, print('old')), { logs: true, stdout: true })
      await world.endOf(conversation)
      ensureEqual(textsOf(framesOf(conversation.received())).stdout, 'old', 'the output')
    },
  }),
  requirement({
    id: 'ContainerAttach.upgrades',
    operation: 'ContainerAttach',
    needs: ['run'],
    claim: 'Asked to upgrade, attach answers 101 and the protocol tcp',
    evidence: [...evidence, 'Docker.DotNet#25'],
    check: async world => {
      const conversation = await attach(world, await world.shared('running'), { stream: true, stdout: true })
      conversation.close()
      ensureEqual([conversation.status, conversation.headers.upgrade], [101, 'tcp'], 'status and Upgrade')
    },
  }),
  requirement({
    id: 'ContainerAttach.of-nothing',
    operation: 'ContainerAttach',
    claim: 'Attach to a container that does not exist is refused with 404, and names it',
    evidence,
    check: async world => {
      const conversation = await attach(world, await world.shared('missing'), { stream: true, stdout: true })
      await world.endOf(conversation)
      ensureEqual(conversation.status, 404, 'the status')
      ensureMatch(decodeText(conversation.received()), /No such container: mkc-/, 'the message')
    },
  }),
]
