import type { Schema } from '../schema.ts'
import { instant, map, object, ref, since, string } from '../vocabulary.ts'

/** Secrets and configs: bytes a cluster hands to tasks. */
export const secretSchemas = {
  Secret: object(
    {
      ID: string(),
      Version: ref('ObjectVersion'),
      CreatedAt: instant(),
      UpdatedAt: instant(),
      Spec: ref('SecretSpec'),
    },
    'A secret.',
  ),

  SecretSpec: object(
    {
      Name: string(),
      Labels: map(string()),
      Data: string('Base64url; never sent back'),
      Driver: since('1.31', ref('Driver')),
      Templating: since('1.37', ref('Driver')),
    },
    'What a secret is to be like.',
  ),

  Config: object(
    {
      ID: string(),
      Version: ref('ObjectVersion'),
      CreatedAt: instant(),
      UpdatedAt: instant(),
      Spec: ref('ConfigSpec'),
    },
    'A config.',
  ),

  ConfigSpec: since(
    '1.30',
    object(
      { Name: string(), Labels: map(string()), Data: string('Base64url'), Templating: since('1.37', ref('Driver')) },
      'What a config is to be like.',
    ),
  ),
} satisfies Record<string, Schema>
