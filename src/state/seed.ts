import type { FileEntry } from './filesystem/contract.ts'

/** A world to begin with, as JSON: what `mockerd serve --load FILE` reads and `createEngine({ world })` takes. */
export interface Seed {
  /** Files of the simulated host, for bind mounts: absolute path → text. A path that ends with `/` is a directory. */
  readonly hostFiles?: Readonly<Record<string, string>>
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Checks what somebody wrote by hand; throws an `Error` of one line that says what is wrong. */
export const readSeed = (json: unknown): Seed => {
  if (!isRecord(json)) throw new Error('a seed is a JSON object')
  const unknown = Object.keys(json).find(key => key !== 'hostFiles')
  if (unknown !== undefined) throw new Error(`a seed has no ${JSON.stringify(unknown)}; it has "hostFiles"`)
  const { hostFiles = {} } = json
  if (!isRecord(hostFiles)) throw new Error('"hostFiles" maps absolute paths to texts')
  for (const [path, text] of Object.entries(hostFiles)) {
    if (!path.startsWith('/') || path.split('/').includes('..'))
      throw new Error(`${JSON.stringify(path)} of "hostFiles" is no absolute path`)
    if (typeof text !== 'string') throw new Error(`${JSON.stringify(path)} of "hostFiles" is no text`)
  }
  return { hostFiles: hostFiles as Record<string, string> }
}

/** The files as they are put on the simulated host. */
export const hostFilesOf = ({ hostFiles = {} }: Seed): FileEntry[] =>
  Object.entries(hostFiles).map(([path, text]) =>
    path.endsWith('/')
      ? { path: path.replace(/\/+$/, '') || '/', kind: 'directory', mode: 0o755 }
      : { path, kind: 'file', mode: 0o644, content: new TextEncoder().encode(text) },
  )
