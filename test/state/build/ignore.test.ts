import { describe, expect, test } from 'vitest'
import { isIgnored, readIgnoreFile } from '../../../src/state/build/ignore.ts'

/** Patterns as moby/patternmatcher reads them: anchored, unlike those of git. */
describe('.dockerignore', () => {
  test.each([
    ['Dockerfile', 'Dockerfile', true],
    ['/Dockerfile', 'Dockerfile', true],
    ['./Dockerfile/', 'Dockerfile', true],
    ['Dockerfile', 'a/Dockerfile', false],
    ['*', 'a/Dockerfile', true],
    ['Docker*', 'Dockerfile', true],
    ['Docker?ile', 'Dockerfile', true],
    ['[A-D]*', 'Dockerfile', true],
    ['[^A-D]*', 'Dockerfile', false],
    ['*/Dockerfile', 'a/Dockerfile', true],
    ['*/Dockerfile', 'a/b/Dockerfile', false],
    ['**/Dockerfile', 'a/b/Dockerfile', true],
    ['**/Dockerfile', 'Dockerfile', true],
    ['a/**', 'a/b/Dockerfile', true],
    ['a/**', 'a', false],
    ['a/**/c', 'a/c', true],
    ['a', 'a/b/c', true],
    ['**', 'Dockerfile', true],
    ['\\*', 'x', false],
    ['\\*', '*', true],
    ['a.c', 'abc', false],
    ['# Dockerfile', 'Dockerfile', false],
    ['', 'Dockerfile', false],
    ['*\n!Dockerfile', 'Dockerfile', false],
    ['*\n!Docker*\nDockerfile', 'Dockerfile', true],
    ['a\n!a/b', 'a/b', false],
    ['!Dockerfile', 'Dockerfile', false],
  ])('%j about %s: %j', (text, path, expected) => {
    expect(isIgnored(readIgnoreFile(text), path)).toBe(expected)
  })

  test('a pattern that takes everything back and says nothing is refused', () => {
    expect(() => readIgnoreFile('!')).toThrow('illegal exclusion pattern: "!"')
  })
})
