import { describe, expect, test } from 'vitest'
import { createEngine } from '../../src/state/engine.ts'
import { readSeed } from '../../src/state/seed.ts'
import { hostFiles } from '../../src/state/volume/host.ts'

describe('a seed', () => {
  test('gives the simulated host files and directories beside its own', () => {
    const world = readSeed({ hostFiles: { '/home/me/motd.txt': 'hello\n', '/data/empty/': '' } })
    const files = hostFiles(createEngine({ world }))
    expect(new TextDecoder().decode(files.readFile('/home/me/motd.txt'))).toBe('hello\n')
    expect(files.stat('/data/empty').kind).toBe('directory')
    expect(files.exists('/etc/hostname')).toBe(true)
  })

  test('may be empty', () => {
    expect(readSeed({})).toEqual({ hostFiles: {} })
  })

  test.each<[unknown, string]>([
    [[], 'a seed is a JSON object'],
    [{ volumes: {} }, 'a seed has no "volumes"; it has "hostFiles"'],
    [{ hostFiles: ['/x'] }, '"hostFiles" maps absolute paths to texts'],
    [{ hostFiles: { 'x/y': '' } }, '"x/y" of "hostFiles" is no absolute path'],
    [{ hostFiles: { '/x/../y': '' } }, '"/x/../y" of "hostFiles" is no absolute path'],
    [{ hostFiles: { '/x': 1 } }, '"/x" of "hostFiles" is no text'],
  ])('%j is refused: %s', (json, message) => {
    expect(() => readSeed(json)).toThrow(message)
  })
})
