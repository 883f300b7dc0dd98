import { describe, expect, test } from 'vitest'
import { CannotExecute } from '../../../../src/state/container/runtime/runtime-error.ts'
import {
  enterWorkingDirectory,
  makeWorkingDirectory,
} from '../../../../src/state/container/runtime/working-directory.ts'
import { type FileEntry, root } from '../../../../src/state/filesystem/contract.ts'
import { createFileSystem } from '../../../../src/state/filesystem/filesystem.ts'
import { createTree } from '../../../../src/state/filesystem/tree.ts'

const now = () => 0

const entries: readonly FileEntry[] = [
  { path: '/file', kind: 'file', mode: 0o644 },
  { path: '/there', kind: 'directory', mode: 0o755 },
  { path: '/dangling', kind: 'symlink', target: '/nowhere' },
  { path: '/there/up', kind: 'symlink', target: '../elsewhere' },
  { path: '/round', kind: 'symlink', target: 'round' },
]

const filesWith = (readOnly = false) =>
  createFileSystem({
    mounts: [{ destination: '/', tree: createTree(entries, now), readOnly, type: 'overlay' }],
    credentials: root,
    now,
  })

describe('the working directory of a new container', () => {
  test.each([
    ['/', '/'],
    ['/there', '/there'],
    ['/new/deep', '/new/deep'],
    ['/dangling', '/nowhere'],
    ['/dangling/x', '/nowhere/x'],
    ['/there/up/x', '/elsewhere/x'],
  ])('%s is made at %s', (path, place) => {
    const files = filesWith()
    makeWorkingDirectory(files, path)
    expect(files.lstat(place).kind).toBe('directory')
    expect(files.realPath(path)).toBe(place)
  })

  test.each(['/file/x', '/round'])('%s cannot be made', path => {
    expect(() => makeWorkingDirectory(filesWith(), path)).toThrow(/^(ENOTDIR|ELOOP)/)
  })
})

describe('the working directory of a start', () => {
  const refusal = (path: string, readOnly?: boolean): [number, string] | undefined => {
    try {
      enterWorkingDirectory(filesWith(readOnly), path)
      return undefined
    } catch (error) {
      if (error instanceof CannotExecute) return [error.exitCode, error.message.replace(/: Are you trying.*/, '')]
      throw error
    }
  }

  test.each([
    ['/there', false, undefined],
    ['/new/deep', false, undefined],
    ['/there', true, undefined],
    ['/file', false, [127, 'mkdir /file: not a directory']],
    ['/file/x', false, [127, 'mkdir /file: not a directory']],
    ['/dangling', false, [128, 'mkdir /dangling: file exists']],
    ['/new', true, [128, 'mkdir /new: read-only file system']],
  ])('%s, read-only %s: %j', (path, readOnly, expected) => {
    expect(refusal(path, readOnly)).toEqual(expected)
  })
})
