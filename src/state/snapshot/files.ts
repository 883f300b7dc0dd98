import type { FileEntry } from '../filesystem/contract.ts'
import { readBytes, type StoredBytes, writeBytes } from './bytes.ts'

export type StoredFile = Omit<FileEntry, 'content'> & { readonly content?: StoredBytes }

export const writeFiles = (entries: Iterable<FileEntry>): StoredFile[] =>
  Array.from(entries, ({ content, ...entry }) => ({ ...entry, ...(content && { content: writeBytes(content) }) }))

export const readFiles = (stored: readonly StoredFile[]): FileEntry[] =>
  stored.map(({ content, ...entry }) => ({
    ...entry,
    ...(content !== undefined && { content: readBytes(content) }),
  }))
