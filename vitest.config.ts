import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { configDefaults, defineConfig } from 'vitest/config';

/** Test files that bring a database of their own or need none: on another database they would prove the same once more. */
function withoutDatabase(): string[] {
  return readdirSync(path.join(import.meta.dirname, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => path.join('test', file))
    .filter((file) => !readFileSync(path.join(import.meta.dirname, file), 'utf8').includes('testDatabase()'));
}

// Time limits only end what hangs: they leave room for a machine many times slower, or one that does other work.
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
          testTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'db',
          include: ['test/{db,services,routers,adapters,supervisor,lab,cli}/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...(process.env.ROTA_TEST_DATABASE_URL ? withoutDatabase() : [])],
          globalSetup: ['test/support/database.ts'],
          pool: 'forks',
          // Each file has a database process of its own, which takes memory: two are enough for two cores.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
