import type { Container } from '../container/entity.ts'
import { type LogRecord, partBytes } from '../container/runtime/log.ts'
import type { Engine } from '../engine.ts'
import { readBytes, type StoredBytes, writeBytes } from './bytes.ts'
import type { Records } from './snapshot.ts'

type StoredLine = readonly [stream: LogRecord['stream'], at: number, line: StoredBytes]

const writtenLines = new WeakMap<LogRecord, StoredLine>()

const writeLine = (record: LogRecord): StoredLine => {
  const known = writtenLines.get(record)
  if (known) return known
  const written: StoredLine = [record.stream, record.at, writeBytes(record.line)]
  writtenLines.set(record, written)
  return written
}

/** A record a line: whoever keeps what has changed keeps no line twice. */
export const writeLogs = (engine: Engine): Records<StoredLine> => {
  const lines: Record<string, StoredLine> = {}
  for (const { id, log } of engine.containers.all()) {
    const { records, position } = log.since(0)
    const first = position - records.length
    for (const [at, record] of records.entries()) lines[`${id} ${first + at}`] = writeLine(record)
  }
  return lines
}

export const readLogs = (engine: Engine, records: Records): void => {
  const byContainer = new Map<string, (readonly [position: number, line: StoredLine])[]>()
  for (const [key, line] of Object.entries(records as Records<StoredLine>)) {
    const [id = '', position] = key.split(' ')
    const lines = byContainer.get(id) ?? []
    lines.push([Number(position), line])
    byContainer.set(id, lines)
  }
  for (const [id, lines] of byContainer) {
    const container = engine.containers.get(id)
    for (const [, line] of lines.toSorted(([a], [b]) => a - b)) if (container) readLine(container, line)
  }
}

const readLine = ({ log }: Container, [stream, at, stored]: StoredLine): void => {
  const line = readBytes(stored)
  log.append(stream, line, at)
  if (line.at(-1) !== 10 && line.length < partBytes) log.flush(at)
}
