import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { alias: { '@': import.meta.dirname } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'core',
          include: [
            'test/core/**/*.test.ts',
            'test/formats/**/*.test.ts',
            'test/charts/**/*.test.ts',
            'test/app/**/*.test.ts',
          ],
          pool: 'threads',
        },
      },
      {
        extends: true,
        test: {
          name: 'db',
          include: ['test/{db,services,routers,adapters,supervisor,lab,cli}/**/*.test.ts'],
          globalSetup: ['test/support/database.ts'],
          pool: 'forks',
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
