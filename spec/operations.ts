import type { Operation } from './operation.ts'
import { checkpointOperations } from './paths/checkpoint.ts'
import { configOperations } from './paths/config.ts'
import { containerOperations } from './paths/container.ts'
import { debugOperations } from './paths/debug.ts'
import { distributionOperations } from './paths/distribution.ts'
import { execOperations } from './paths/exec.ts'
import { imageOperations } from './paths/image.ts'
import { networkOperations } from './paths/network.ts'
import { nodeOperations } from './paths/node.ts'
import { pluginOperations } from './paths/plugin.ts'
import { secretOperations } from './paths/secret.ts'
import { serviceOperations } from './paths/service.ts'
import { sessionOperations } from './paths/session.ts'
import { swarmOperations } from './paths/swarm.ts'
import { systemOperations } from './paths/system.ts'
import { taskOperations } from './paths/task.ts'
import { volumeOperations } from './paths/volume.ts'

const table = {
  ...containerOperations,
  ...imageOperations,
  ...systemOperations,
  ...execOperations,
  ...volumeOperations,
  ...networkOperations,
  ...pluginOperations,
  ...nodeOperations,
  ...swarmOperations,
  ...serviceOperations,
  ...taskOperations,
  ...secretOperations,
  ...configOperations,
  ...distributionOperations,
  ...sessionOperations,
  ...checkpointOperations,
  ...debugOperations,
}

/** The name of an operation, as the published description has it, such as ContainerStart. */
export type OperationId = keyof typeof table

/** Every operation of every version, by name. */
export const operations: Readonly<Record<OperationId, Operation>> = table

/** The routes that daemons register beside the published description. */
export const unpublished: readonly OperationId[] = (Object.keys(table) as OperationId[]).filter(
  id => !table[id].published,
)
