import { eq, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { factorsOf } from '@/db/queries/matrix';
import { scheduleById } from '@/db/queries/schedules';
import { holds } from '@/db/schema/matrix';
import { checkpoints } from '@/db/schema/policies';
import { assignments, attempts, picks, schedules } from '@/db/schema/schedules';
import {
  DEFAULT_STRATEGY,
  type ProposeInput,
  ProposeInput as ProposeInputSchema,
  StrategyName,
} from '@/server/core/schedule/schema';
import type { ProgramContext } from '@/server/services/context';
import { addExclusion } from '@/server/services/matrix/add-exclusion';
import { addSafetyRule } from '@/server/services/matrix/add-safety-rule';
import { editLevel } from '@/server/services/matrix/edit-level';
import { checkBatch } from '@/server/services/schedule/check';
import { chooseCap } from '@/server/services/schedule/choose-cap';
import { closeRound } from '@/server/services/schedule/close-round';
import { discardSchedule } from '@/server/services/schedule/discard';
import { proposeSchedule } from '@/server/services/schedule/propose';
import { publishSchedule } from '@/server/services/schedule/publish';
import { replaySchedule } from '@/server/services/schedule/replay';
import { showSchedule } from '@/server/services/schedule/show';
import { suggestBatch } from '@/server/services/schedule/suggest-batch';
import { whatIfOf } from '@/server/services/schedule/what-if';
import { addScoring, kitchen } from '../support/kitchen';
import { testPorts } from '../support/ports';
import { aProgram } from '../support/programs';
import { testDatabase } from '../support/test-database';

const database = testDatabase();
let made = 0;

/** A kitchen of the test's own, scored unless told otherwise. */
async function aKitchen(scored: Partial<Parameters<typeof addScoring>[1]> | null = {}) {
  const ctx = await aProgram(testPorts(database), kitchen(`Kitchen ${++made}`));
  const scoring = scored && (await addScoring(ctx, { seed: `scores ${made}`, ...scored }));
  return { ctx, scoring };
}

async function proposed(ctx: ProgramContext, input: Partial<ProposeInput> = {}) {
  const { scheduleId } = await proposeSchedule(ctx, ProposeInputSchema.parse({ demonstrations: 60, ...input }));
  return showSchedule(ctx, scheduleId);
}

async function logOne(ctx: ProgramContext, scheduleId: number) {
  const [assignment] = await ctx.db.select().from(assignments).where(eq(assignments.scheduleId, scheduleId)).limit(1);
  await ctx.db.insert(attempts).values({
    id: crypto.randomUUID(),
    programId: ctx.scope.programId,
    assignmentId: assignment.id,
    outcome: 'success',
    accepted: true,
  });
  return assignment;
}

describe('caps', () => {
  let ctx: ProgramContext;
  beforeAll(async () => {
    ({ ctx } = await aKitchen());
  });

  test('no stored batch exceeds a cap, its random reserve included, and equal requests give equal bytes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...StrategyName.options),
        fc.integer({ min: 1, max: 20 }).map((fives) => fives * 5),
        fc.string({ minLength: 1, maxLength: 8 }),
        async (strategy, demonstrations, seed) => {
          const first = await proposed(ctx, { strategy, demonstrations, seed });
          const again = await proposed(ctx, { strategy, demonstrations, seed });
          expect(again.hash).toBe(first.hash);
          const cap = Math.floor(demonstrations / 5);
          const subjects = [
            (pick: (typeof first.picks)[number]) => pick.levels[0],
            (pick: (typeof first.picks)[number]) => pick.levels[2],
            (pick: (typeof first.picks)[number]) => String(pick.configurationId),
          ];
          for (const of of subjects) {
            for (const one of new Set(first.picks.map(of))) {
              expect(total(first.picks.filter((pick) => of(pick) === one))).toBeLessThanOrEqual(cap);
            }
          }
          expect(total(first.picks)).toBe(demonstrations);
        },
      ),
      { numRuns: 25, seed: 11 },
    );
  });

  test('a batch that cannot fit is refused with the sizes that do, and a standing choice makes it fit', async () => {
    const { ctx: own } = await aKitchen();
    const checked = await checkBatch(own, 57);
    expect(checked.certificate).toMatchObject({ factors: ['environment'], nearest: { below: 55, above: 60 } });
    await expect(proposed(own, { demonstrations: 57 })).rejects.toMatchObject({ fault: 'infeasible' });
    await chooseCap(own, {
      subject: 'environment',
      percent: checked.certificate?.smallestPercent ?? null,
      reason: 'five rooms',
    });
    expect((await checkBatch(own, 57)).feasible).toBe(true);
    const shown = await proposed(own, { demonstrations: 57 });
    expect(shown.summary.capChoices).toMatchObject([{ subject: 'environment', percent: 22, chosenByName: 'test' }]);
  });

  test('a later choice does not change what an earlier schedule says it was made under', async () => {
    const { ctx: own } = await aKitchen();
    const { id } = await proposed(own);
    await chooseCap(own, { subject: 'task', percent: null, reason: 'later' });
    expect((await showSchedule(own, id)).summary.capChoices).toEqual([]);
  });

  test('a limit on a level the matrix does not have is refused', async () => {
    const limits = ProposeInputSchema.parse({
      demonstrations: 60,
      limits: { scarce: [{ factor: 'object', level: 'blue mug', maximum: 5 }] },
    }).limits;
    await expect(proposed(ctx, { limits })).rejects.toMatchObject({ fault: 'invalid' });
  });
});

test('what is excluded, unsafe or held is never picked, and the schedule says how much was', async () => {
  const { ctx, scoring } = await aKitchen();
  const before = await proposed(ctx, { seed: 'a' });
  const [heldPick] = before.picks;
  await addExclusion(ctx, { levels: { task: 'pour', object: 'sponge' }, reason: 'nonsense' });
  await addSafetyRule(ctx, { levels: { task: 'stack', object: 'box' }, reason: 'too heavy' });
  await ctx.db.insert(holds).values({
    programId: ctx.scope.programId,
    configurationId: heldPick.configurationId,
    scoringRunId: scoring?.scoringRunId ?? 0,
    share: 0.2,
    dimension: 'wrist',
  });
  for (const strategy of ['dpp', 'random', 'k-center', 'top-k'] as const) {
    const { picks, summary } = await proposed(ctx, { strategy });
    expect(picks.map((pick) => pick.configurationId)).not.toContain(heldPick.configurationId);
    const pairs = picks.map((pick) => pick.levels.slice(0, 2).join('/'));
    expect(pairs).not.toContain('pour/sponge');
    expect(pairs).not.toContain('stack/box');
    expect(summary.heldBack.rules).toMatchObject([{ reason: 'too heavy', configurations: 5 }]);
    expect(summary.heldBack.held + summary.heldBack.rules[0].configurations).toBeGreaterThanOrEqual(5);
  }
});

test('a replay is identical after rules, caps and scores have changed', async () => {
  const { ctx } = await aKitchen();
  const { id } = await proposed(ctx);
  await addSafetyRule(ctx, { levels: { task: 'stack' }, reason: 'broken gripper' });
  await chooseCap(ctx, { subject: 'task', percent: 50, reason: '' });
  await addScoring(ctx, { seed: 'later scores' });
  expect(await replaySchedule(ctx, id)).toMatchObject({ identical: true, differing: 0 });
});

test('a replay names the pick and the field that no longer come out as stored', async () => {
  const { ctx } = await aKitchen();
  const { id, picks: shown } = await proposed(ctx);
  const changed = shown.find((pick) => pick.position === 3);
  await ctx.db
    .update(picks)
    .set({ demonstrations: 99 })
    .where(eq(picks.id, changed?.id ?? 0));
  expect(await replaySchedule(ctx, id)).toMatchObject({
    identical: false,
    differing: 1,
    differences: [{ pick: 4, field: 'demonstrations', stored: '99', replayed: String(changed?.demonstrations) }],
  });
});

test('a schedule stored before a field was kept replays as the same decision', async () => {
  const { ctx } = await aKitchen();
  const { id } = await proposed(ctx);
  await ctx.db
    .update(schedules)
    .set({ summary: sql`summary - 'optimum' - 'bound'`, outputHash: 'of that time' })
    .where(eq(schedules.id, id));
  expect(await replaySchedule(ctx, id)).toMatchObject({ identical: false, addedSince: ['bound', 'optimum'] });
});

test('what others would have picked is decided from the scores of that day, whatever came later', async () => {
  const { ctx } = await aKitchen();
  const { id } = await proposed(ctx, { demonstrations: 30 });
  const before = await whatIfOf(ctx, id);
  await addScoring(ctx, { seed: 'scores of another day' });
  await chooseCap(ctx, { subject: 'task', percent: null, reason: 'later' });
  expect(await whatIfOf(ctx, id)).toEqual(before);
  expect(before.alternatives.find((one) => one.own)).toMatchObject({
    strategy: DEFAULT_STRATEGY,
    figures: { shared: { mean: 1 } },
  });
  expect(before.alternatives).toHaveLength(8);
});

describe('trust in scores', () => {
  test('stale scores are refused until a reason is given, which is kept', async () => {
    const { ctx, scoring } = await aKitchen();
    await ctx.db
      .update(checkpoints)
      .set({ isCurrent: false })
      .where(eq(checkpoints.id, scoring?.checkpointId ?? 0));
    await ctx.db.insert(checkpoints).values({
      programId: ctx.scope.programId,
      name: 'newer',
      form: 'recorded',
      chunkLength: 1,
      executedSteps: 1,
      actionDims: 1,
      isCurrent: true,
    });
    await expect(proposed(ctx)).rejects.toMatchObject({ fault: 'stale' });
    const shown = await proposed(ctx, { override: 'The new one differs in its seed only' });
    expect(shown.override).toBe('The new one differs in its seed only');
    expect(shown.summary.stale).toContain('older checkpoint');
  });

  test('below the bootstrap size coverage decides, unless a lead wrote why not', async () => {
    const { ctx } = await aKitchen({ trainingSetSize: 20 });
    const careful = await proposed(ctx, { override: 'a reason for staleness is none for this' });
    expect(careful.picks.some((pick) => pick.kind === 'scored')).toBe(false);
    expect(careful.summary.bootstrap).toEqual({ trainingSetSize: 20, below: 50, override: null });
    const bold = await proposed(ctx, { bootstrapOverride: 'Twenty long demonstrations' });
    expect(bold.picks.some((pick) => pick.kind === 'scored')).toBe(true);
    expect(bold.summary.bootstrap?.override).toBe('Twenty long demonstrations');
  });

  test('where interpolation is not informative every unmeasured configuration has the same expected score', async () => {
    const { ctx, scoring } = await aKitchen({ informative: false });
    const { picks, summary } = await proposed(ctx);
    expect(summary.informative).toBe(false);
    const means = picks.filter((pick) => !scoring?.measured.has(pick.configurationId)).map((pick) => pick.score);
    expect(new Set(means).size).toBe(1);
    expect(picks.every((pick) => pick.reason.interpolated !== scoring?.measured.has(pick.configurationId))).toBe(true);
  });
});

describe('publishing', () => {
  test('makes one assignment a pick, in the order that was shown', async () => {
    const { ctx } = await aKitchen();
    const shown = await proposed(ctx);
    expect(await publishSchedule(ctx, shown.id)).toEqual({ assignments: shown.picks.length });
    const rows = await ctx.db
      .select()
      .from(assignments)
      .where(eq(assignments.scheduleId, shown.id))
      .orderBy(assignments.position);
    expect(rows.map((row) => row.pickId)).toEqual(shown.picks.map((pick) => pick.id));
    expect(shown.summary.costMinor).toBe(60 * 450 + 20_000);
  });

  test('supersedes the schedule before it until something is logged, then asks to close the round', async () => {
    const { ctx } = await aKitchen();
    const [first, second, third] = [await proposed(ctx), await proposed(ctx, { seed: 'b' }), await proposed(ctx)];
    await publishSchedule(ctx, first.id);
    await publishSchedule(ctx, second.id);
    expect((await scheduleById(ctx.db, ctx.scope, first.id))?.state).toBe('superseded');
    await logOne(ctx, second.id);
    await expect(publishSchedule(ctx, third.id)).rejects.toMatchObject({ fault: 'conflict' });
  });

  test('twice at once publishes once', async () => {
    const { ctx } = await aKitchen();
    const { id, picks } = await proposed(ctx);
    const results = await Promise.allSettled([publishSchedule(ctx, id), publishSchedule(ctx, id)]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    const rows = await ctx.db.select().from(assignments).where(eq(assignments.scheduleId, id));
    expect(rows).toHaveLength(picks.length);
  });

  test('is refused for what was discarded, and only a proposal can be discarded', async () => {
    const { ctx } = await aKitchen();
    const [dropped, kept] = [await proposed(ctx), await proposed(ctx)];
    await discardSchedule(ctx, dropped.id);
    await expect(publishSchedule(ctx, dropped.id)).rejects.toMatchObject({ fault: 'conflict' });
    await publishSchedule(ctx, kept.id);
    await expect(discardSchedule(ctx, kept.id)).rejects.toMatchObject({ fault: 'conflict' });
  });

  test('what a closed round left undone can be taken over as pins, except what is unsafe by now', async () => {
    const { ctx } = await aKitchen();
    const shown = await proposed(ctx);
    await publishSchedule(ctx, shown.id);
    const logged = await logOne(ctx, shown.id);
    await closeRound(ctx);
    expect((await checkBatch(ctx, 60)).undone).toEqual({ demonstrations: 59, notSchedulable: 0 });
    const unsafe = shown.picks[5];
    await addSafetyRule(ctx, {
      levels: { task: unsafe.levels[0], object: unsafe.levels[1], environment: unsafe.levels[2] },
      reason: 'glass on the floor',
    });
    const next = await proposed(ctx, { demonstrations: 60, carryOver: true });
    const pinned = next.picks.filter((pick) => pick.kind === 'pinned');
    expect(next.round.number).toBe(2);
    expect(pinned.map((pick) => pick.configurationId)).not.toContain(unsafe.configurationId);
    const owed = total(shown.picks.filter((pick) => pick.configurationId !== unsafe.configurationId));
    const wasLogged = logged.configurationId === unsafe.configurationId ? 0 : 1;
    expect(total(pinned)).toBe(owed - wasLogged);
    expect(await replaySchedule(ctx, next.id)).toMatchObject({ identical: true });
  });
});

test('a schedule of another program is not found, whatever is asked of it', async () => {
  const [{ ctx: one }, { ctx: other }] = [await aKitchen(), await aKitchen(null)];
  const { id } = await proposed(one);
  for (const ask of [showSchedule, publishSchedule, replaySchedule, whatIfOf, discardSchedule]) {
    await expect(ask(other, id)).rejects.toMatchObject({ fault: 'not_found' });
  }
});

function total(picks: readonly { demonstrations: number }[]): number {
  return picks.reduce((sum, pick) => sum + pick.demonstrations, 0);
}

describe('how often levels occur in use', () => {
  test('is stored on the level, weighs the picks of strategies that look at use, and is replayed', async () => {
    const { ctx } = await aKitchen();
    const [factor] = await factorsOf(ctx.db, ctx.scope);
    const weigh = (at: number, deploymentWeight: number) => {
      const { id, name, instruction, setupNote, quantity } = factor.levels[at];
      return editLevel(ctx, { levelId: id, name, instruction, setupNote, quantity, deploymentWeight });
    };
    const ask = async () => proposed(ctx, { strategy: 'density-weighted', seed: 'use', bootstrapOverride: 'a test' });
    const before = await ask();
    for (const at of factor.levels.keys()) await weigh(at, at === 2 ? 10 : 1);
    const after = await ask();
    const gainsAt = (shown: typeof before, level: string) =>
      shown.picks.filter(({ kind, levels }) => kind === 'scored' && levels[0] === level).map(({ gain }) => gain ?? 0);
    const most = factor.levels[2].name;
    const other = factor.levels[0].name;
    expect(Math.max(...gainsAt(after, most))).toBeGreaterThan(3 * Math.max(...gainsAt(after, other)));
    expect(after.hash).not.toBe(before.hash);
    expect((await replaySchedule(ctx, after.id)).identical).toBe(true);
    await editLevel(ctx, { levelId: factor.levels[2].id, name: most, instruction: '', setupNote: '', quantity: null });
    expect((await factorsOf(ctx.db, ctx.scope))[0].levels[2].deploymentWeight).toBe(10);
  });
});

describe('the weights of the hybrid strategy', () => {
  test("are the lead's, are stored with the request, and are replayed", async () => {
    const { ctx } = await aKitchen();
    const hybrid = { disagreement: 10, novelty: 90 };
    const shown = await proposed(ctx, { strategy: 'hybrid', hybrid, bootstrapOverride: 'a test' });
    expect(shown.request.hybrid).toEqual(hybrid);
    expect((await replaySchedule(ctx, shown.id)).identical).toBe(true);
  });
});

describe('a suggested batch', () => {
  test('says why there is none before anything is trained', async () => {
    const { ctx } = await aKitchen(null);
    expect(await suggestBatch(ctx)).toMatchObject({ demonstrations: null });
  });

  test('lies between a tenth and a fifth of the training set, or next to it where the caps leave no other, and fits', async () => {
    const { ctx } = await aKitchen();
    const { demonstrations, sentence } = await suggestBatch(ctx);
    expect(demonstrations).not.toBeNull();
    expect(sentence).toMatch(/training set|retrain/);
    expect((await checkBatch(ctx, demonstrations ?? 0)).feasible).toBe(true);
  });
});
