import { ensureRefusal, ensureStatus } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { decodeText } from '../../wire.ts'
import { asked } from '../evidence.ts'
import { logs } from './output.ts'

/** The size of the terminal of a container. */
export const resizeRequirements: readonly Requirement[] = [
  requirement({
    id: 'ContainerResize.resizes',
    operation: 'ContainerResize',
    needs: ['run', 'exec'],
    claim: 'A terminal has the size that it was given; a size that is no number is refused with 400',
    evidence: ['/containers/{id}/resize; moby daemon/resize.go'],
    check: async world => {
      const made = await world.start({ Cmd: ['sh', '-c', 'while :; do stty size; sleep 1; done'], Tty: true })
      const path = { id: made.id }
      ensureStatus(await world.ask('ContainerResize', { path, query: { h: 33, w: 99 } }), 200)
      const shown = async () => decodeText((await logs(world, made, { stdout: true })).body)
      await world.comes('the size', async () => ((await shown()).includes('33 99\r\n') ? true : undefined), 10)
      ensureRefusal(await world.ask('ContainerResize', { path, query: { h: 'x', w: 99 } }), 400)
    },
  }),
  requirement({
    id: 'ContainerResize.refuses-no-size',
    operation: 'ContainerResize',
    needs: ['run'],
    claim: 'ContainerResize with no size is refused with 400',
    evidence: ['moby daemon/server/router/container/container_routes.go', asked],
    check: async world => {
      const { id } = await world.shared('running')
      ensureRefusal(await world.ask('ContainerResize', { path: { id } }), 400, /./)
    },
  }),
]
