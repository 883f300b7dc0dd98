import type { Schema } from '../schema.ts'
import { instant, map, object, ref, since, string } from '../vocabulary.ts'

/** Secrets and configs: bytes a cluster hands to tasks. */
export const secretSchemas = {
  Secret: object({
    ID: string(),
    Version: ref('ObjectVersion'),
    CreatedAt: instant(),
    UpdatedAt: instant(),
    Spec: ref('SecretSpec'),
  }),

  SecretSpec: object({
    Name: string(),
    Labels: map(string()),
    Data: string(),
    Driver: since('1.31', ref('Driver')),
    Templating: since('1.37', ref('Driver')),
  }),

  Config: object({
    ID: string(),
    Version: ref('ObjectVersion'),
    CreatedAt: instant(),
    UpdatedAt: instant(),
    Spec: ref('ConfigSpec'),
  }),

  ConfigSpec: since(
    '1.30',
    object({ Name: string(), Labels: map(string()), Data: string(), Templating: since('1.37', ref('Driver')) }),
  ),
} satisfies Record<string, Schema>
