import { ensureRefusal, ensureStatus } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { ensureEqual } from '../../violation.ts'
import { sleepForever } from '../../workload.ts'
import { asked } from '../evidence.ts'

/** What a new name does. */
export const renameRequirements: readonly Requirement[] = [
  requirement({
    id: 'ContainerRename.renames',
    operation: 'ContainerRename',
    needs: ['image'],
    claim: 'A renamed container has the new name, and the old one is free',
    evidence: ['/containers/{id}/rename; moby daemon/rename.go'],
    check: async world => {
      const made = await world.create(sleepForever)
      const name = world.name()
      ensureStatus(await world.ask('ContainerRename', { path: { id: made.id }, query: { name } }), 204)
      ensureEqual((await world.inspect(made.id)).Name, `/${name}`, 'Name')
      ensureEqual(await world.stateOf(made.name), 'missing', 'what has the old name')
      // Under the name that the ledger has it is found again and taken away.
      ensureStatus(await world.ask('ContainerRename', { path: { id: made.id }, query: { name: made.name } }), 204)
    },
  }),
  requirement({
    id: 'ContainerRename.refuses-same-name',
    operation: 'ContainerRename',
    needs: ['run'],
    claim: 'ContainerRename with the name that it has is refused with 400',
    evidence: ['moby daemon/rename.go', asked],
    check: async world => {
      const { id, name } = await world.shared('running')
      ensureRefusal(
        await world.ask('ContainerRename', { path: { id }, query: { name } }),
        400,
        /same name as its current name/,
      )
    },
  }),
]
