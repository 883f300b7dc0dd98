import type { Engine } from '../engine.ts'
import type { Tree } from '../filesystem/contract.ts'
import { entryOf, rootInode } from '../filesystem/inode.ts'
import { createTree, inodesOf } from '../filesystem/tree.ts'
import type { Volume } from '../volume/entity.ts'
import { readFiles, type StoredFile, writeFiles } from './files.ts'
import { type Records, recordsOf } from './snapshot.ts'

interface StoredVolume extends Omit<Volume, 'tree' | 'containerIds' | 'pluginId'> {
  readonly pluginId?: string
  readonly containerIds: readonly string[]
  readonly files: readonly StoredFile[]
}

export const writeVolumes = (engine: Engine): Records<StoredVolume> =>
  recordsOf(
    engine.volumes.all(),
    ({ name }) => name,
    ({ tree, containerIds, pluginId, ...volume }) => ({
      ...volume,
      ...(pluginId !== undefined && { pluginId }),
      containerIds: [...containerIds],
      files: writeTree(tree),
    }),
  )

export const readVolumes = (engine: Engine, records: Records): void => {
  for (const { files, containerIds, pluginId, ...volume } of Object.values(records as Records<StoredVolume>))
    engine.volumes.add({
      ...volume,
      pluginId,
      containerIds: new Set(containerIds),
      tree: readTree(engine, files),
    })
}

/** A whole tree, its root too: that may belong to somebody. */
export const writeTree = (tree: Tree): StoredFile[] => {
  const root = entryOf('/', inodesOf(tree).get(rootInode), undefined)
  return writeFiles([root, ...tree.entries()])
}

export const readTree = (engine: Engine, files: readonly StoredFile[]): Tree =>
  createTree(readFiles(files), engine.clock.now)
