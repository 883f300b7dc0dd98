import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** Two projects: what needs only this checkout, and what drives real clients (see CONTRIBUTING.md). */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/clients/**'],
          setupFiles: ['test/seed.ts'],
          // Long enough for a machine that is busy with something else: what a test claims never depends on it.
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Vitest leaves one core to itself, which has little to do meanwhile: of two it would use one.
          maxWorkers: Math.max(2, availableParallelism() - 1),
        },
      },
      {
        test: {
          name: 'clients',
          include: ['test/clients/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Each file starts daemons and runs real programs; two cores carry no more than this.
          maxWorkers: 2,
        },
      },
    ],
  },
})
