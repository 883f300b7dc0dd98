import { closeSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { type Kind, kinds, type Snapshot } from '../state/snapshot/snapshot.ts'

/** A file that cannot be read or written, said in one line. */
export class StateFileError extends Error {}

/** A world on disk. */
export interface StateFile {
  /** What the file had when it was opened. */
  readonly found: Snapshot | undefined
  /** Writes what differs from the last time; it is there when this returns, whatever becomes of this process. */
  save(snapshot: Snapshot): void
  close(): void
}

/** One change: a record, or without a value the end of one. */
type Change = readonly [kind: Kind, key: string, value?: unknown]

const head = { format: 'mockerd-state-1' } as const

/** What a daemon that starts again does not know any more: past events, and what was executed in its containers. */
const kept: readonly Kind[] = kinds.filter(kind => kind !== 'events' && kind !== 'executions')

/** Named by what they are: once written they do not change. */
const immutable: ReadonlySet<Kind> = new Set<Kind>(['documents', 'layers'])

/** Appended lines may be so many bytes, or twice what is alive, before the file is written anew. */
const appendedBytesMin = 4 << 20

const unreadable = (path: string, why: string): StateFileError => new StateFileError(`${path} ${why}`)

/**
 * Lines of JSON: what it is, then one line a commit. A commit that has no end was not acknowledged, and is no commit:
 * a process can be killed in the middle of writing.
 */
const readCommits = (path: string): Snapshot | undefined => {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw unreadable(path, `cannot be read: ${error instanceof Error ? error.message : error}`)
  }
  const lines = text.split('\n').slice(0, -1)
  if (lines.length === 0 && text.length <= JSON.stringify(head).length) return undefined
  const parse = (line: string, number: number): unknown => {
    try {
      return JSON.parse(line)
    } catch {
      throw unreadable(path, `is damaged in line ${number}: move it away to begin anew`)
    }
  }
  const [first = '', ...commits] = lines
  if (first !== JSON.stringify(head)) throw unreadable(path, 'is no state of mockerd')
  const world = Object.fromEntries(kinds.map(kind => [kind, {}])) as Record<Kind, Record<string, unknown>>
  for (const [index, line] of commits.entries())
    for (const [kind, key, value] of parse(line, index + 2) as Change[]) {
      if (value === undefined) delete world[kind][key]
      else world[kind][key] = value
    }
  return commits.length === 0 ? undefined : { format: 'mockerd-world-1', kinds: world }
}

/** Opens a state file, or begins one. Throws `StateFileError`. */
export const openStateFile = (path: string): StateFile => {
  const found = readCommits(path)
  /** What the file has, as texts; only that it is there, of what never changes. */
  const written = new Map<Kind, Map<string, string>>()
  let descriptor: number | undefined
  let appendedBytes = Number.POSITIVE_INFINITY
  let aliveBytes = 0

  const append = (to: number, text: string): void => {
    const bytes = new TextEncoder().encode(text)
    for (let at = 0; at < bytes.length; ) at += writeSync(to, bytes, at)
    appendedBytes += bytes.length
  }
  const close = (): void => {
    if (descriptor !== undefined) closeSync(descriptor)
    descriptor = undefined
  }
  /** Beside the old one first: there is a whole file at every moment. */
  const rewrite = (snapshot: Snapshot): void => {
    close()
    const beside = `${path}.new`
    rmSync(beside, { force: true })
    const next = openSync(beside, 'ax', 0o600)
    appendedBytes = 0
    written.clear()
    append(next, `${JSON.stringify(head)}\n${changesTo(snapshot).line}\n`)
    renameSync(beside, path)
    descriptor = next
    aliveBytes = appendedBytes
    appendedBytes = 0
  }
  const changesTo = ({ kinds: records }: Snapshot): { readonly line: string; readonly count: number } => {
    const changes: string[] = []
    for (const kind of kept) {
      const before = written.get(kind) ?? new Map<string, string>()
      written.set(kind, before)
      for (const key of before.keys())
        if (!Object.hasOwn(records[kind], key)) {
          before.delete(key)
          changes.push(JSON.stringify([kind, key]))
        }
      for (const [key, value] of Object.entries(records[kind])) {
        if (immutable.has(kind) && before.has(key)) continue
        const text = JSON.stringify(value)
        if (before.get(key) === text) continue
        before.set(key, immutable.has(kind) ? '' : text)
        changes.push(`[${JSON.stringify(kind)},${JSON.stringify(key)},${text}]`)
      }
    }
    return { line: `[${changes.join(',')}]`, count: changes.length }
  }
  return {
    found,
    save(snapshot) {
      try {
        if (appendedBytes > Math.max(appendedBytesMin, 2 * aliveBytes)) {
          rewrite(snapshot)
          return
        }
        const { line, count } = changesTo(snapshot)
        if (count > 0 && descriptor !== undefined) append(descriptor, `${line}\n`)
      } catch (error) {
        // Half a line may be there: the next time writes all of it anew.
        appendedBytes = Number.POSITIVE_INFINITY
        throw unreadable(path, `cannot be written: ${error instanceof Error ? error.message : error}`)
      }
    },
    close,
  }
}
