import { drizzle } from 'drizzle-orm/postgres-js';
import { beforeAll, describe, expect, test } from 'vitest';
import { matrixSize } from '@/db/queries/matrix';
import { standingCapChoices } from '@/db/queries/programs';
import { type CreateProgramDraft, CreateProgramInput } from '@/server/core/program/schema';
import type { Context } from '@/server/services/context';
import { asServer, enterProgram } from '@/server/services/people/gate';
import { createProgram } from '@/server/services/programs/create';
import { showProgram } from '@/server/services/programs/show';
import { testPorts } from '../support/ports';
import { testDatabase } from '../support/test-database';

const levels = (count: number) => Array.from({ length: count }, (_, n) => ({ name: `level ${n + 1}` }));

function draft(name: string, sizes: readonly number[], rest: Partial<CreateProgramDraft> = {}): CreateProgramInput {
  const keys = ['task', 'object', 'environment', 'lighting', 'robot'];
  const factors = sizes.map((size, f) => ({ key: keys[f], name: keys[f], levels: levels(size) }));
  return CreateProgramInput.parse({ name, factors, ...rest });
}

describe('creating a program', () => {
  const database = testDatabase();
  let ctx: Context;
  beforeAll(() => {
    ctx = asServer(testPorts(database), 'test');
  });
  const inside = (slug: string) => enterProgram(ctx, ctx.actor, slug, { kind: 'program', roles: ['lead'] });

  test('a matrix of 100,000 configurations takes one statement for every 2,000 of them and a few more', async () => {
    let statements = 0;
    const logger = { logQuery: () => void statements++ };
    const counted = { ...ctx, db: drizzle(database.sql, { casing: 'snake_case', logger }) };
    const started = performance.now();
    const made = await createProgram(counted, draft('Large', [20, 25, 20, 10]));
    console.info(`100,000 configurations in ${Math.round(performance.now() - started)} ms, ${statements} statements`);
    expect(made.configurations).toBe(100_000);
    expect((await matrixSize(ctx.db, (await inside(made.slug)).scope)).total).toBe(100_000);
    expect(statements).toBeLessThan(150);
  });

  test('every configuration has one level of every factor, in factor order, and is there once', async () => {
    const made = await createProgram(ctx, draft('Small', [3, 2, 2]));
    const program = await showProgram(await inside(made.slug));
    const rows = await database.sql<{ level_ids: number[] }[]>`
      select c.level_ids from configurations c join programs p on p.id = c.program_id where p.slug = ${made.slug}`;
    expect(new Set(rows.map((row) => row.level_ids.join(',')))).toHaveLength(12);
    for (const { level_ids: ids } of rows) {
      expect(ids).toHaveLength(3);
      ids.forEach((id, f) => {
        expect(program.factors[f].levels.map((level) => level.id)).toContain(id);
      });
    }
  });

  test('a matrix above a million is refused before anything is written', async () => {
    await expect(createProgram(ctx, draft('Huge', [101, 100, 100]))).rejects.toMatchObject({ fault: 'invalid' });
    expect(await database.sql`select 1 from programs where name = 'Huge'`).toHaveLength(0);
  });

  test('two levels of one factor that differ only in case are refused', async () => {
    const input = draft('Twins', [2, 2]);
    input.factors[0].levels[1].name = 'LEVEL 1';
    await expect(createProgram(ctx, input)).rejects.toThrow('twice');
  });

  test('an id made from the name finds the next free number; one asked for is refused when taken', async () => {
    expect((await createProgram(ctx, draft('Crème brûlée', [2, 2]))).slug).toBe('creme-brulee');
    expect((await createProgram(ctx, draft('Crème brûlée', [2, 2]))).slug).toBe('creme-brulee-2');
    const taken = draft('Another', [2, 2], { slug: 'creme-brulee' });
    await expect(createProgram(ctx, taken)).rejects.toMatchObject({ fault: 'conflict' });
  });

  test('choices of caps are kept with name and date', async () => {
    const caps = [
      { subject: 'environment', percent: 50, reason: 'Two rooms' },
      { subject: 'task', percent: null },
    ];
    const { slug } = await createProgram(ctx, draft('Capped', [3, 4, 2], { caps }));
    const kept = await standingCapChoices(ctx.db, (await inside(slug)).scope);
    expect(kept).toMatchObject([
      { subject: 'environment', percent: 50, reason: 'Two rooms', chosenByName: 'test' },
      { subject: 'task', percent: null },
    ]);
    expect(kept[0].chosenAt).toBeInstanceOf(Date);
  });

  test('new people get a password each, once, even when named twice; known ones keep theirs', async () => {
    const people: CreateProgramDraft['people'] = [
      { name: 'Ola', roles: ['operator'] },
      { name: 'ola', roles: ['manager'] },
    ];
    const first = await createProgram(ctx, draft('People one', [2, 2], { people }));
    expect(first.passwords.map((person) => person.name)).toEqual(['Ola']);
    expect(first.passwords[0].password.length).toBeGreaterThanOrEqual(10);
    const second = await createProgram(ctx, draft('People two', [2, 2], { people }));
    expect(second.passwords).toEqual([]);
  });
});
