import { expect, it } from 'vitest';
import { connect } from '@/db/client';
import { prepared } from '@/db/prepared';
import { testDatabase } from '../support/test-database';

const database = testDatabase();

it('opens every transaction on a connection of its own, however much is asked at once', async () => {
  const { sql, close } = connect(database.where, 2);
  const driver = prepared(sql);
  await sql`create table sums (n int not null)`;
  const read = (n: number) => driver.unsafe('select $1::int as n', [n]).then(([row]) => row.n);
  const write = (n: number) =>
    driver.begin(async (tx) => {
      await tx.unsafe('insert into sums values ($1)', [n]);
      return n;
    });
  // Once both connections know the statement, the driver alone would put a hundred of them behind each other on each.
  await Promise.all(Array.from({ length: 8 }, (_, n) => read(n)));
  for (let reads = 195; reads <= 205; reads++) {
    const asked = Array.from({ length: reads + 4 }, (_, n) => n);
    const answers = await Promise.allSettled(asked.map((n) => (n < reads ? read(n) : write(n))));
    expect(answers).toEqual(asked.map((value) => ({ status: 'fulfilled', value })));
  }
  const [stored] = await sql`select count(*)::int as n from sums`;
  expect(stored.n).toBe(44);
  await close();
});
