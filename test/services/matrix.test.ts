import { beforeEach, describe, expect, test } from 'vitest';
import { exclusionsOf, factorsOf, safetyRulesOf } from '@/db/queries/matrix';
import { holds } from '@/db/schema/matrix';
import { ConfigurationPageInput } from '@/server/core/matrix/schema';
import { CreateProgramInput } from '@/server/core/program/schema';
import type { ProgramContext } from '@/server/services/context';
import { addExclusion } from '@/server/services/matrix/add-exclusion';
import { addLevels } from '@/server/services/matrix/add-levels';
import { addSafetyRule } from '@/server/services/matrix/add-safety-rule';
import { editLevel } from '@/server/services/matrix/edit-level';
import { foldMatrix } from '@/server/services/matrix/fold';
import { liftExclusion } from '@/server/services/matrix/lift-exclusion';
import { liftSafetyRule } from '@/server/services/matrix/lift-safety-rule';
import { listConfigurations } from '@/server/services/matrix/list-configurations';
import { releaseHold } from '@/server/services/matrix/release-hold';
import { retireLevel } from '@/server/services/matrix/retire-level';
import { showMatrix } from '@/server/services/matrix/show-matrix';
import { asServer, enterProgram } from '@/server/services/people/gate';
import { createProgram } from '@/server/services/programs/create';
import { testPorts } from '../support/ports';
import { testDatabase } from '../support/test-database';

const named = (...names: string[]) => names.map((name) => ({ name, instruction: '', setupNote: '' }));
const page = (part: Partial<ConfigurationPageInput> = {}) => ConfigurationPageInput.parse(part);

describe('the matrix of a program', () => {
  const database = testDatabase();
  let ctx: ProgramContext;

  beforeEach(async () => {
    const server = asServer(testPorts(database), 'test');
    const { slug } = await createProgram(
      server,
      CreateProgramInput.parse({
        name: 'Matrix',
        factors: [
          { key: 'task', name: 'Task', levels: named('pour', 'place', 'stack') },
          { key: 'object', name: 'Object', levels: named('mug', 'bowl') },
          { key: 'environment', name: 'Environment', levels: named('kitchen', 'office') },
        ],
      }),
    );
    ctx = await enterProgram(server, server.actor, slug, { kind: 'program', roles: ['lead'] });
  });
  const counts = async () => (await showMatrix(ctx)).counts;
  const levelId = async (name: string) =>
    (await factorsOf(ctx.db, ctx.scope)).flatMap((factor) => factor.levels).find((level) => level.name === name)!.id;

  test('an exclusion removes exactly the combinations that have its levels, and lifting it brings them back', async () => {
    const { id, removed } = await addExclusion(ctx, { levels: { task: 'pour', object: 'bowl' }, reason: 'No spout' });
    expect(removed).toBe(2);
    expect(await counts()).toMatchObject({ configurations: 10, excluded: 2 });
    await liftExclusion(ctx, id);
    expect(await counts()).toMatchObject({ configurations: 12, excluded: 0 });
  });

  test('what two exclusions remove stays out until both are lifted', async () => {
    const first = await addExclusion(ctx, { levels: { task: 'pour', object: 'bowl' }, reason: 'No spout' });
    const second = await addExclusion(ctx, { levels: { task: 'pour', environment: 'office' }, reason: 'Carpet' });
    expect([first.removed, second.removed]).toEqual([2, 1]);
    const again = addExclusion(ctx, { levels: { object: 'bowl', task: 'pour' }, reason: 'Once more' });
    await expect(again).rejects.toMatchObject({ fault: 'conflict' });
    await liftExclusion(ctx, first.id);
    expect(await counts()).toMatchObject({ configurations: 10, excluded: 2 });
    await liftExclusion(ctx, second.id);
    expect(await exclusionsOf(ctx.db, ctx.scope)).toEqual([]);
    expect((await counts()).excluded).toBe(0);
  });

  test('new levels extend the matrix under the exclusions there are, and a twin is refused', async () => {
    await addExclusion(ctx, { levels: { task: 'pour', object: 'bowl' }, reason: 'No spout' });
    await addLevels(ctx, { factor: 'environment', levels: named('lab') });
    expect(await counts()).toMatchObject({ configurations: 15, excluded: 3 });
    await expect(addLevels(ctx, { factor: 'environment', levels: named('LAB') })).rejects.toThrow('already has');
  });

  test('a retired level leaves the matrix and comes back whole', async () => {
    const id = await levelId('stack');
    await retireLevel(ctx, { levelId: id, retired: true });
    expect(await counts()).toMatchObject({ configurations: 8, retired: 4 });
    const { rows } = await listConfigurations(ctx, page({ levelIds: [id] }));
    expect(rows.map((row) => row.whyNot)).toEqual(Array(4).fill('stack is retired'));
    await retireLevel(ctx, { levelId: id, retired: false });
    expect(await counts()).toMatchObject({ configurations: 12, retired: 0 });
  });

  test('a safety rule says why its configurations cannot be scheduled, until it is lifted', async () => {
    const { id } = await addSafetyRule(ctx, { levels: { object: 'mug', environment: 'office' }, reason: 'Hot coffee' });
    const held = await listConfigurations(ctx, page({ only: 'held_back' }));
    expect(held.total).toBe(3);
    expect(held.rows[0].whyNot).toBe('safety rule: Hot coffee');
    await liftSafetyRule(ctx, id);
    expect(await safetyRulesOf(ctx.db, ctx.scope)).toEqual([]);
    expect((await listConfigurations(ctx, page({ only: 'held_back' }))).total).toBe(0);
    await expect(liftSafetyRule(ctx, id)).rejects.toMatchObject({ fault: 'not_found' });
  });

  test('a hold ends with a written reason, and only once', async () => {
    const { rows } = await listConfigurations(ctx, page());
    const [hold] = await ctx.db
      .insert(holds)
      .values({
        programId: ctx.scope.programId,
        configurationId: rows[0].id,
        scoringRunId: 1,
        share: 0.031,
        dimension: 'gripper',
      })
      .returning({ id: holds.id });
    const held = await listConfigurations(ctx, page({ only: 'held_back' }));
    expect(held.rows.map((row) => row.whyNot)).toEqual([
      "held: 3.1 % of a rollout's steps beyond the limit of gripper",
    ]);
    await releaseHold(ctx, { holdId: hold.id, reason: 'Limit was declared too tight' });
    expect((await showMatrix(ctx)).holds).toEqual([]);
    await expect(releaseHold(ctx, { holdId: hold.id, reason: 'Once more' })).rejects.toMatchObject({
      fault: 'not_found',
    });
  });

  test('a level takes new words, but no name its factor has', async () => {
    const id = await levelId('pour');
    await editLevel(ctx, {
      levelId: id,
      name: 'pour',
      instruction: 'pour the milk',
      setupNote: 'fill the jug',
      quantity: 1,
    });
    const [task] = await factorsOf(ctx.db, ctx.scope);
    expect(task.levels[0]).toMatchObject({ instruction: 'pour the milk', setupNote: 'fill the jug', quantity: 1 });
    const twin = { levelId: id, name: 'Place', instruction: '', setupNote: '', quantity: null };
    await expect(editLevel(ctx, twin)).rejects.toMatchObject({ fault: 'conflict' });
  });

  test('the fold over any two factors holds every configuration once', async () => {
    const cells = await foldMatrix(ctx, 'environment', 'task');
    expect(cells).toHaveLength(6);
    expect(cells.reduce((sum, cell) => sum + cell.configurations, 0)).toBe(12);
    expect(cells.every((cell) => cell.mean === null && cell.demonstrations === 0)).toBe(true);
    await expect(foldMatrix(ctx, 'task', 'task')).rejects.toMatchObject({ fault: 'invalid' });
  });

  test('filters combine: any of the levels within a factor, all of the factors', async () => {
    const ids = await Promise.all(['pour', 'stack', 'mug'].map(levelId));
    expect((await listConfigurations(ctx, page({ levelIds: ids }))).total).toBe(4);
    expect((await listConfigurations(ctx, page({ levelIds: ids, only: 'recorded' }))).total).toBe(0);
  });

  test('a level of another program is not there', async () => {
    const other = await createProgram(
      ctx,
      CreateProgramInput.parse({
        name: 'Other',
        factors: [
          { key: 'task', name: 'Task', levels: named('wipe', 'fold') },
          { key: 'object', name: 'Object', levels: named('cloth') },
        ],
      }),
    );
    const foreign = await enterProgram(ctx, ctx.actor, other.slug, { kind: 'program', roles: ['lead'] });
    const retiring = retireLevel(foreign, { levelId: await levelId('pour'), retired: true });
    await expect(retiring).rejects.toMatchObject({ fault: 'not_found' });
  });
});
