import type { Schema } from './schema.ts'
import { containerSchemas } from './schemas/container.ts'
import { imageSchemas } from './schemas/image.ts'
import { networkSchemas } from './schemas/network.ts'
import { pluginSchemas } from './schemas/plugin.ts'
import { progressSchemas } from './schemas/progress.ts'
import { secretSchemas } from './schemas/secret.ts'
import { serviceSchemas } from './schemas/service.ts'
import { statsSchemas } from './schemas/stats.ts'
import { swarmSchemas } from './schemas/swarm.ts'
import { systemSchemas } from './schemas/system.ts'
import { volumeSchemas } from './schemas/volume.ts'

/** Every named schema of every version. */
export const schemas = {
  ...containerSchemas,
  ...statsSchemas,
  ...imageSchemas,
  ...progressSchemas,
  ...networkSchemas,
  ...volumeSchemas,
  ...systemSchemas,
  ...swarmSchemas,
  ...serviceSchemas,
  ...secretSchemas,
  ...pluginSchemas,
} satisfies Record<string, Schema>

export type SchemaName = keyof typeof schemas

export function schemaOf(name: SchemaName): Schema {
  return schemas[name]
}
