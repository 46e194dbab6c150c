import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // A run that finds no test is a broken run.
    passWithNoTests: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['{shared,electron,renderer,collector,scripts,bench}/**/*.test.{ts,tsx}'],
          testTimeout: 20_000,
        },
      },
      {
        // Real service processes, sockets and SQLite files: one file at a time, with room for a loaded machine.
        extends: true,
        test: {
          name: 'integration',
          environment: 'node',
          include: ['{shared,electron,renderer,collector,scripts,bench,e2e}/**/*.itest.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
