import { ensureStatus } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { ensureEqual } from '../../violation.ts'
import { crashLoop, sleepForever } from '../../workload.ts'

/** What is started again by the daemon, and how often. */
export const restartPolicyRequirements: readonly Requirement[] = [
  requirement({
    id: 'ContainerInspect.counts-restarts',
    operation: 'ContainerInspect',
    needs: ['image'],
    claim: 'A container that was never started has not been restarted either: the count is 0',
    evidence: ['/containers/{id}/json; moby daemon/inspect.go'],
    check: async world =>
      ensureEqual((await world.inspect((await world.shared('created')).id)).RestartCount, 0, 'RestartCount'),
  }),
  requirement({
    id: 'ContainerInspect.restarting-in-between',
    operation: 'ContainerInspect',
    needs: ['run'],
    claim: 'What crashes and is to be started again is restarting until then',
    evidence: ['moby daemon/monitor.go and restartmanager/restartmanager.go', 'docuum#346'],
    check: async world => {
      const { id } = await world.start(crashLoop)
      const look = async () => {
        const { Status, Restarting, Running } = (await world.inspect(id)).State
        return Status === 'restarting' ? { Restarting, Running } : undefined
      }
      ensureEqual(await world.comes('the state restarting', look, 5), { Restarting: true, Running: true }, 'the state')
    },
  }),
  requirement({
    id: 'ContainerUpdate.changes-restart-policy',
    operation: 'ContainerUpdate',
    needs: ['image'],
    claim: 'A restart policy can be changed, and inspect shows the new one',
    evidence: ['/containers/{id}/update; moby daemon/update.go', 'gordon#192'],
    check: async world => {
      const { id } = await world.create(sleepForever)
      const RestartPolicy = { Name: 'on-failure', MaximumRetryCount: 3 }
      ensureStatus(await world.ask('ContainerUpdate', { path: { id }, body: { RestartPolicy } }), 200)
      ensureEqual((await world.inspect(id)).HostConfig.RestartPolicy, RestartPolicy, 'RestartPolicy')
    },
  }),
]
