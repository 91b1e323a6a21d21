import { describe, expect, test } from 'vitest';
import { connect } from '@/db/client';
import { testDatabase } from '../support/test-database';

const first = testDatabase();

test('a test database is migrated and takes further connections', async () => {
  const other = connect(first.where, 1);
  await first.sql`insert into people (name, password_hash) values ('ada', 'x')`;
  expect(await other.sql`select name from people`).toEqual([{ name: 'ada' }]);
  await other.close();
});

describe('another test database', () => {
  const second = testDatabase();

  test('shares nothing with the first', async () => {
    expect(await second.sql`select name from people`).toEqual([]);
  });
});
