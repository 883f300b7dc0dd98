/** Everything that is asked of both daemons. Containers are called `c` or by other short names, and vanish afterwards. */
import { buildScenarios } from './build-requests.ts'
import { createScenarios } from './create-requests.ts'
import { imageScenarios } from './image-requests.ts'
import { lifecycleScenarios } from './lifecycle-requests.ts'
import { networkScenarios } from './network-requests.ts'
import type { Scenario } from './step.ts'
import { streamScenarios } from './stream-requests.ts'
import { systemScenarios } from './system-requests.ts'

export const scenarios: readonly Scenario[] = [
  ...systemScenarios,
  ...createScenarios,
  ...streamScenarios,
  ...lifecycleScenarios,
  ...networkScenarios,
  ...buildScenarios,
  ...imageScenarios,
]
