import { readFileSync } from 'node:fs'

/** Both this source and the bundle's chunk of it lie two folders below the description of the package. */
const description: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))

export const version: string =
  typeof description === 'object' && description !== null && 'version' in description
    ? String(description.version)
    : 'unknown'
