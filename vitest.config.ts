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
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'clients',
          include: ['test/clients/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Each file starts daemons and runs real programs; two cores carry no more than this.
          maxWorkers: 2,
        },
      },
    ],
  },
})
