import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Claim,
  isFitting,
  parseExpected,
  referenceQuirks,
  requirements,
  watchedClaims,
} from '../../conformance/index.ts'

/** What one daemon does otherwise than a requirement says. */
export interface Deviation {
  /** `podman 4.3`, `dockerd 20.10.24`. */
  readonly daemon: string
  readonly because: string
}

/** Lists of expected failures, one for each daemon: `podman-4.3.yaml`. They lie in the checkout, and in the package. */
export const knownFolder = (): string => {
  for (let folder = import.meta.dirname, depth = 0; depth < 5; folder = join(folder, '..'), depth++) {
    const known = join(folder, 'test', 'known')
    if (existsSync(known)) return known
  }
  throw new Error('test/known is missing')
}

const daemonOf = (file: string): string => file.replace(/\.yaml$/, '').replace(/-(?=\d)/, ' ')

/** What known daemons do otherwise, each in the words of its list. */
export const deviationsFrom = ({ id }: Pick<Claim, 'id'>): readonly Deviation[] => {
  const quirks = referenceQuirks.map(quirk => ({ ...quirk, daemon: `dockerd ${quirk.seen.join(', ')}` }))
  const folder = knownFolder()
  const listed = readdirSync(folder).flatMap(file => {
    const path = join(folder, file)
    const list = parseExpected(readFileSync(path, 'utf8'), path, [...requirements, ...watchedClaims])
    return list.map(entry => ({ ...entry, daemon: daemonOf(file) }))
  })
  return [...quirks, ...listed]
    .filter(entry => isFitting(entry, id))
    .map(({ daemon, because }) => ({ daemon, because }))
}
