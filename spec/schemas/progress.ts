import type { Schema } from '../schema.ts'
import { integer, nullable, object, ref, since, string, until } from '../vocabulary.ts'

/** The JSON values of progress streams. */
export const progressSchemas = {
  BuildInfo: object(
    {
      id: string(),
      stream: string(),
      error: until('1.51', nullable(string())),
      errorDetail: ref('ErrorDetail'),
      status: string(),
      progress: until('1.51', nullable(string())),
      progressDetail: ref('ProgressDetail'),
      aux: since('1.36', ref('ImageID')),
    },
    'Progress of a build.',
  ),

  CreateImageInfo: object(
    {
      error: until('1.51', nullable(string())),
      status: string(),
      progress: until('1.51', nullable(string())),
      progressDetail: ref('ProgressDetail'),
      id: since('1.36', string()),
      errorDetail: since('1.39', ref('ErrorDetail')),
    },
    'Progress of a pull or an import.',
  ),

  PushImageInfo: object(
    {
      error: until('1.51', nullable(string())),
      status: string(),
      progress: until('1.51', nullable(string())),
      progressDetail: ref('ProgressDetail'),
      errorDetail: since('1.48', ref('ErrorDetail')),
    },
    'Progress of a push.',
  ),

  ProgressDetail: object(
    {
      code: until('1.35', integer()),
      message: until('1.35', integer()),
      current: since('1.36', integer()),
      total: since('1.36', integer()),
    },
    'How far a step has come.',
  ),

  ErrorDetail: object({ code: integer(), message: string() }, 'Why a stream failed.'),
} satisfies Record<string, Schema>
