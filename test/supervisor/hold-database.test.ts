import { expect, test } from 'vitest';
import { holdDatabase } from '@/server/supervisor/hold-database';
import { testDatabase } from '../support/test-database';

const database = testDatabase();

test.skipIf(!process.env.ROTA_TEST_DATABASE_URL)(
  'a second start on the same PostgreSQL says so and leaves the first alone',
  async () => {
    const { where } = database;
    const url = 'url' in where ? where.url : '';
    const release = await holdDatabase(url, () => {});
    await expect(holdDatabase(url, () => {})).rejects.toThrow('in use by another start');
    await release();
    const again = await holdDatabase(url, () => {});
    await again();
  },
);
