import { test as base } from 'vitest'
import { type Mockerd, type MockerdOptions, startMockerd } from '../index.ts'

/** What a test gets. */
export interface DockerFixture {
  /** A fresh daemon for this one test, ended with it. */
  docker: Mockerd
}

/**
 * The fixture, to extend a test function of one's own: `test.extend(dockerFixture({ clock: 'manual' }))`. A test that
 * does not ask for `docker` starts none.
 */
export const dockerFixture = (options: MockerdOptions = {}) => ({
  /** A fresh daemon, ended with the test. */
  // Vitest reads the names of what a fixture needs from its first parameter: it needs nothing.
  // biome-ignore lint/correctness/noEmptyPattern: the parameter says so
  docker: async ({}: object, use: (docker: Mockerd) => Promise<void>): Promise<void> => {
    await using docker = await startMockerd(options)
    await use(docker)
  },
})

/** Vitest's `test`, with a fresh daemon for each test that asks for `docker`. */
export const test = base.extend<DockerFixture>(dockerFixture())
