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
    expect(readSeed({})).toEqual({})
  })

  test.each<[unknown, string]>([
    [[], 'a seed is a JSON object'],
    [{ volume: [] }, 'a seed has no "volume"; it has "hostFiles", "images", "networks", "volumes", "containers"'],
    [{ volumes: {} }, '"volumes" is a list of what inspect shows'],
    [{ volumes: ['data'] }, 'number 1 of "volumes" is no object'],
    [{ networks: [{ Name: 'a' }, { Driver: 'bridge' }] }, 'number 2 of "networks" has no "Name"'],
    [{ containers: [{ Name: 'web' }] }, 'number 1 of "containers" has no "Image"'],
    [{ images: [{ RepoTags: 'busybox' }] }, '"RepoTags" of number 1 of "images" is no list'],
    [{ hostFiles: ['/x'] }, '"hostFiles" maps absolute paths to texts'],
    [{ hostFiles: { 'x/y': '' } }, '"x/y" of "hostFiles" is no absolute path'],
    [{ hostFiles: { '/x/../y': '' } }, '"/x/../y" of "hostFiles" is no absolute path'],
    [{ hostFiles: { '/x': 1 } }, '"/x" of "hostFiles" is no text'],
  ])('%j is refused: %s', (json, message) => {
    expect(() => readSeed(json)).toThrow(message)
  })
})
