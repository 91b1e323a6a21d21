import path from 'node:path';
import { and, eq, isNull } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { evaluationsOf, panelsOf } from '@/db/queries/evaluations';
import { panelStarts, trials } from '@/db/schema/evaluations';
import { checkpoints } from '@/db/schema/policies';
import { episodes } from '@/db/schema/recordings';
import { assignments } from '@/db/schema/schedules';
import { SetShiftsInput, StationInput } from '@/server/core/collect/schema';
import { CreatePanelInput, PostEvaluationInput } from '@/server/core/evaluation/schema';
import { ProposePanelInput, ProposeProbePlanInput, StartEvaluationInput } from '@/server/core/rollouts/schema';
import { writeLeRobotV3 } from '@/server/formats/lerobot/write-v3';
import { claimAssignment } from '@/server/services/collect/claim';
import { logAttempt } from '@/server/services/collect/log-attempt';
import { nextAtStation } from '@/server/services/collect/next-at-station';
import { progressOf } from '@/server/services/collect/progress';
import { queueOf } from '@/server/services/collect/queue';
import { splitAssignment } from '@/server/services/collect/split';
import { today } from '@/server/services/collect/today';
import { undoAttempt } from '@/server/services/collect/undo-attempt';
import type { ProgramContext } from '@/server/services/context';
import { showDays } from '@/server/services/days/show';
import { createPanel } from '@/server/services/evaluations/create-panel';
import { postEvaluation } from '@/server/services/evaluations/post';
import { runImport } from '@/server/services/imports/run-import';
import { startImport } from '@/server/services/imports/start';
import { addExclusion } from '@/server/services/matrix/add-exclusion';
import { addSafetyRule } from '@/server/services/matrix/add-safety-rule';
import { setStartTemplate } from '@/server/services/matrix/set-start-template';
import { proposePanel } from '@/server/services/rollouts/propose-panel';
import { proposeProbePlan } from '@/server/services/rollouts/propose-probe-plan';
import { publishProbePlan } from '@/server/services/rollouts/publish-probe-plan';
import { probePlan, probePlans } from '@/server/services/rollouts/show-probe-plans';
import { startEvaluation } from '@/server/services/rollouts/start-evaluation';
import { withdrawEvaluation } from '@/server/services/rollouts/withdraw-evaluation';
import { withdrawProbePlan } from '@/server/services/rollouts/withdraw-probe-plan';
import { closeRound } from '@/server/services/schedule/close-round';
import { createStation } from '@/server/services/stations/create';
import { setShifts } from '@/server/services/stations/set-shifts';
import { attemptOn, collecting } from '../support/collecting';
import { testDatabase } from '../support/test-database';

const database = testDatabase();
const anyStation = { stationId: null, device: 'tablet' };

/** A program at work with a checkpoint that nobody drove yet. */
async function withPolicy(demonstrations = 6) {
  const at = await collecting(database, demonstrations);
  const { programId } = at.server.scope;
  const [checkpoint] = await at.server.db
    .insert(checkpoints)
    .values({ programId, name: 'round-1', form: 'recorded', chunkLength: 1, executedSteps: 1, actionDims: 1 })
    .returning();
  return { ...at, checkpointId: checkpoint.id, checkpoint: checkpoint.name };
}

const wished = (checkpointId: number, more: Partial<ProposeProbePlanInput> = {}) =>
  ProposeProbePlanInput.parse({ checkpointId, driveUnknown: true, ...more });

async function planned(lead: ProgramContext, checkpointId: number, more: Partial<ProposeProbePlanInput> = {}) {
  const { probePlanId } = await proposeProbePlan(lead, wished(checkpointId, more));
  return probePlan(lead, probePlanId);
}

/** A panel of the first two objects in one place, two starts each, and its evaluation of the checkpoint. */
async function evaluating(more: Partial<StartEvaluationInput> = {}) {
  const at = await withPolicy();
  const levels = (object: string) => ({ task: 'pour', object, environment: 'kitchen' });
  await createPanel(
    at.lead,
    CreatePanelInput.parse({
      name: 'frozen',
      starts: ['left', 'right'].flatMap((zone) =>
        ['red mug', 'glass'].map((object) => ({ levels: levels(object), start: { zone } })),
      ),
    }),
  );
  const input = StartEvaluationInput.parse({
    checkpoint: at.checkpoint,
    panel: 'frozen',
    driveUnknown: true,
    ...more,
  });
  return { ...at, input, ...(await startEvaluation(at.lead, input)) };
}

describe('a plan of probe rollouts', () => {
  it('takes 15 % of the matrix, covers every level, and is the same for the same seed', async () => {
    const { lead, checkpointId } = await withPolicy();
    const plan = await planned(lead, checkpointId, { seed: 'one' });
    expect(plan).toMatchObject({ state: 'proposed', configurations: 5, atRandom: 1, checkpointName: 'round-1' });
    expect(plan.request).toMatchObject({ sharePercent: 15, randomPercent: 20, rollouts: 1, driveUnknown: true });
    expect(plan.summary).toMatchObject({ matrix: 30, usable: 30 });
    const drawn = plan.summary.cover.map(({ levels }) => levels.map((level) => level.drawn));
    expect(drawn.every((counts) => counts.every((count) => count > 0))).toBe(true);
    expect(plan.progress.assignments).toBe(0);
    const again = await planned(lead, checkpointId, { seed: 'one' });
    expect(again.configurationIds).toEqual(plan.configurationIds);
    const other = await planned(lead, checkpointId, { seed: 'two' });
    expect(other.configurationIds).not.toEqual(plan.configurationIds);
  });

  it('keeps out what exclusions and safety rules name, and says what it cannot draw from', async () => {
    const { lead, checkpointId } = await withPolicy();
    await addExclusion(lead, { levels: { object: 'tin' }, reason: 'lost' });
    await addSafetyRule(lead, { levels: { object: 'glass', environment: 'workshop' }, reason: 'it breaks' });
    const plan = await planned(lead, checkpointId, { sharePercent: 80 });
    expect(plan.summary).toMatchObject({ matrix: 24, usable: 21, heldBack: { rules: [{ configurations: 3 }] } });
    const object = plan.summary.cover.find(({ factor }) => factor === 'Object');
    expect(object?.levels.find(({ level }) => level === 'tin')).toMatchObject({ drawn: 0, usable: 0 });
    await expect(planned(lead, checkpointId, { sharePercent: 100 })).rejects.toMatchObject({
      fault: 'infeasible',
      message: expect.stringContaining(
        '24 configurations were asked for and 21 may be driven: 3 by the safety rule "it breaks"',
      ),
    });
  });

  it('needs a deliberate yes for what no policy has driven, because the action limits say nothing there', async () => {
    const { lead, checkpointId } = await withPolicy();
    await expect(planned(lead, checkpointId, { driveUnknown: undefined })).rejects.toMatchObject({
      fault: 'infeasible',
      message: expect.stringContaining('30 driven by no policy yet'),
    });
  });

  it('becomes assignments that come before demonstrations, whose failures count', async () => {
    const { lead, first, checkpointId } = await withPolicy();
    const { id } = await planned(lead, checkpointId, { rollouts: 2 });
    expect(await publishProbePlan(lead, id)).toEqual({ assignments: 5 });
    await expect(publishProbePlan(lead, id)).rejects.toMatchObject({ fault: 'conflict' });
    const queue = await queueOf(lead);
    expect(queue.map(({ kind }) => kind)).toEqual([
      ...Array(5).fill('probe_rollout'),
      ...Array(queue.length - 5).fill('demonstration'),
    ]);
    const { assignmentId } = await claimAssignment(first, anyStation);
    expect((await today(first, { stationId: null })).current).toMatchObject({
      id: assignmentId,
      kind: 'probe_rollout',
      policy: 'round-1',
      acceptFailures: true,
      wanted: 2,
    });
    for (const outcome of ['success', 'failure'] as const)
      await logAttempt(first, attemptOn(assignmentId, { outcome }));
    expect(await probePlan(lead, id)).toMatchObject({
      progress: { assignments: 5, wanted: 10, logged: 2, confirmed: 0 },
    });
    expect((await queueOf(lead)).some((row) => row.id === assignmentId)).toBe(false);
    // The round counts its demonstrations alone, and its end is not the plan's.
    expect(await progressOf(lead)).toMatchObject({ asked: 6, logged: 0, assignments: queue.length - 5 });
    await closeRound(lead);
    expect((await queueOf(lead)).map(({ kind }) => kind)).toEqual(Array(4).fill('probe_rollout'));
  });

  it('is not for a recorder that teleoperates: nothing a person drove is taken for a rollout', async () => {
    const { lead, first, checkpointId } = await withPolicy();
    const { id } = await planned(lead, checkpointId);
    await publishProbePlan(lead, id);
    const { stationId } = await createStation(lead, StationInput.parse({ name: 'Bench' }));
    await claimAssignment(first, { stationId, device: 'tablet' });
    expect(await nextAtStation(first, { stationId, device: 'recorder' })).toMatchObject({
      held: null,
      reason: expect.stringContaining('First operator holds probe rollouts of round-1 at Bench.'),
    });
  });

  it('leaves out at publication what may not be driven any more', async () => {
    const { lead, checkpointId } = await withPolicy();
    const { id, configurations } = await planned(lead, checkpointId, { sharePercent: 50 });
    await addSafetyRule(lead, { levels: { environment: 'workshop' }, reason: 'being painted' });
    const { assignments: made } = await publishProbePlan(lead, id);
    expect(made).toBeLessThan(configurations);
    const rows = await queueOf(lead);
    const probes = rows.filter(({ kind }) => kind === 'probe_rollout');
    expect(probes).toHaveLength(made);
    expect(probes.some(({ levels }) => levels.some(({ name }) => name === 'workshop'))).toBe(false);
  });

  it('takes the place of a draft for the same checkpoint that nobody published, and of nothing else', async () => {
    const { lead, checkpointId } = await withPolicy();
    const { programId } = lead.scope;
    const card = { form: 'recorded' as const, chunkLength: 1, executedSteps: 1, actionDims: 1 };
    const [other] = await lead.db
      .insert(checkpoints)
      .values({ programId, name: 'other', ...card })
      .returning();
    const published = await planned(lead, checkpointId, { seed: 'one' });
    await publishProbePlan(lead, published.id);
    const elsewhere = await planned(lead, other.id);
    const draft = await planned(lead, checkpointId, { seed: 'two' });
    const newest = await planned(lead, checkpointId, { seed: 'three' });
    const plans = new Map((await probePlans(lead)).map(({ id, state, replacedBy }) => [id, [state, replacedBy]]));
    expect(plans.get(published.id)).toEqual(['published', null]);
    expect(plans.get(elsewhere.id)).toEqual(['proposed', null]);
    expect(plans.get(draft.id)).toEqual(['withdrawn', newest.id]);
    expect(plans.get(newest.id)).toEqual(['proposed', null]);
    await expect(publishProbePlan(lead, draft.id)).rejects.toMatchObject({ fault: 'conflict' });
  });

  it('can be withdrawn: nothing more is asked for, what was driven stays, and a late attempt is kept', async () => {
    const { lead, first, second, checkpointId } = await withPolicy();
    const { id } = await planned(lead, checkpointId, { rollouts: 2 });
    await publishProbePlan(lead, id);
    const { assignmentId } = await claimAssignment(first, anyStation);
    await logAttempt(first, attemptOn(assignmentId));
    await withdrawProbePlan(lead, id);
    await expect(withdrawProbePlan(lead, id)).rejects.toMatchObject({ fault: 'conflict' });
    expect((await today(first, { stationId: null })).current).toBeNull();
    expect((await queueOf(lead)).every(({ kind }) => kind === 'demonstration')).toBe(true);
    await claimAssignment(second, anyStation);
    expect(await logAttempt(first, attemptOn(assignmentId))).toMatchObject({ stored: true, logged: 2 });
    expect(await probePlan(lead, id)).toMatchObject({ state: 'withdrawn', progress: { logged: 2 } });
    const { id: proposal } = await planned(lead, checkpointId);
    await withdrawProbePlan(lead, proposal);
    await expect(publishProbePlan(lead, proposal)).rejects.toMatchObject({ fault: 'conflict' });
  });

  it('gives its rollouts to the recordings that come in: which policy drove, how they ended and how they were drawn', async () => {
    const { lead, first, server, ports, checkpointId } = await withPolicy();
    const { id } = await planned(lead, checkpointId, { randomPercent: 100 });
    await publishProbePlan(lead, id);
    const { assignmentId } = await claimAssignment(first, anyStation);
    const held = (await today(first, { stationId: null })).current;
    const attempt = attemptOn(assignmentId, { outcome: 'failure', failureMode: 'dropped', durationMs: 1000 });
    await logAttempt(first, attempt);
    const name = 'rollouts';
    await writeLeRobotV3(path.join(ports.importFolder, name), {
      robotType: 'arm',
      fps: 10,
      features: [{ name: 'action', names: ['a'] }],
      episodes: [
        { task: held?.instruction ?? '', frames: 10, signals: { action: new Float32Array(10) }, attributes: {} },
      ],
    });
    const mapping = {
      kind: 'probe_rollout' as const,
      factors: Object.fromEntries(
        (held?.levels ?? []).map(({ factor, name: level }) => [factor, { by: 'constant' as const, level }]),
      ),
      checkpointId: null,
      robotId: null,
      operatorId: null,
      stationId: null,
      outcome: { from: 'recording' as const },
    };
    const source = { from: 'folder' as const, path: name };
    const { importId } = await startImport(lead, { source, mapping, createLevels: false });
    await runImport(server, importId, new AbortController().signal);
    const [episode] = await server.db.select().from(episodes).where(eq(episodes.importId, importId));
    expect(episode).toMatchObject({ kind: 'probe_rollout', attemptId: attempt.id, checkpointId, pickKind: 'random' });
    const judged =
      await database.sql`select kind, value from judgements where episode_id = ${episode.id} order by kind`;
    expect(judged).toMatchObject([
      { kind: 'failure_mode', value: 'dropped' },
      { kind: 'outcome', value: 'failure' },
    ]);
    expect(await probePlan(lead, id)).toMatchObject({ progress: { logged: 1, confirmed: 1 } });
  });
});

describe('a proposed panel', () => {
  it('freezes as proposed, with starts from the start templates, and is the same for the same seed', async () => {
    const { lead } = await withPolicy();
    const [task] = (await queueOf(lead))[0].levels;
    const levelId = await levelNamed(lead, task.name);
    await setStartTemplate(lead, { levelId, zones: ['left', 'right'], orientations: [], distractors: [] });
    const input = ProposePanelInput.parse({ configurations: 6, starts: 2, seed: 's', driveUnknown: true });
    const proposal = await proposePanel(lead, input);
    expect(proposal).toMatchObject({ matrix: 30, usable: 30, withoutTemplate: 4 });
    const bare = proposal.levelsWithoutTemplate.map(({ name }) => name);
    expect(bare).toEqual([...new Set(bare)]);
    expect(bare).not.toContain(task.name);
    expect(proposal.starts).toHaveLength(12);
    expect(await proposePanel(lead, input)).toEqual(proposal);
    const zones = proposal.starts.filter(({ levels }) => levels.task === task.name).map(({ start }) => start.zone);
    expect([...zones].sort()).toEqual(['left', 'left', 'right', 'right']);
    const made = await createPanel(lead, CreatePanelInput.parse({ name: 'p', starts: proposal.starts }));
    expect(made.starts).toBe(12);
    expect(await panelsOf(lead.db, lead.scope)).toMatchObject([{ name: 'p', starts: 12, unstated: 8 }]);
  });
});

async function levelNamed(ctx: ProgramContext, name: string): Promise<number> {
  const [row] = await database.sql`select id from levels where program_id = ${ctx.scope.programId} and name = ${name}`;
  return Number(row.id);
}

describe('an evaluation worked off as assignments', () => {
  it('shows the panel’s starts one after another and keeps every outcome as a trial', async () => {
    const { lead, first, evaluationId, assignments: asked, trials: wanted, input } = await evaluating();
    expect([asked, wanted]).toEqual([2, 4]);
    await expect(startEvaluation(lead, input)).rejects.toMatchObject({ fault: 'conflict' });
    const { assignmentId } = await claimAssignment(first, anyStation);
    const { current } = await today(first, { stationId: null });
    expect(current).toMatchObject({ kind: 'evaluation_trial', policy: 'round-1', panel: 'frozen', wanted: 2 });
    const cards = current?.cards ?? [];
    expect(cards.map((card) => card.kind === 'panel' && card.start)).toEqual([{ zone: 'left' }, { zone: 'right' }]);
    const [one, two] = cards.flatMap((card) => (card.kind === 'panel' ? [{ panelStartId: card.panelStartId }] : []));
    await logAttempt(first, attemptOn(assignmentId, { outcome: 'discard', card: one }));
    await logAttempt(first, attemptOn(assignmentId, { outcome: 'failure', failureMode: 'dropped', card: one }));
    expect((await today(first, { stationId: null })).current).toMatchObject({ logged: 1, cards: [cards[1]] });
    expect(await logAttempt(first, attemptOn(assignmentId, { card: two }))).toMatchObject({
      done: true,
      accepted: true,
    });
    const stored = await lead.db.select().from(trials).where(eq(trials.evaluationId, evaluationId)).orderBy(trials.id);
    expect(stored).toMatchObject([
      { panelStartId: one.panelStartId, outcome: 'failure', failureMode: 'dropped', evaluator: 'First operator' },
      { panelStartId: two.panelStartId, outcome: 'success', failureMode: null },
    ]);
    // Nothing of it is an episode: there is nothing that scoring or training could take.
    expect(await lead.db.select().from(episodes).where(eq(episodes.programId, lead.scope.programId))).toEqual([]);
  });

  it('proves nothing before all its trials are there, and is complete then', async () => {
    const { lead, first, evaluationId } = await evaluating();
    const all = () => evaluationsOf(lead.db, lead.scope, true);
    for (let at = 0; at < 4; at++) {
      expect(await all()).toMatchObject([{ id: evaluationId, state: 'open', planned: 4, trials: at }]);
      expect(await evaluationsOf(lead.db, lead.scope)).toEqual([]);
      const { assignmentId } = await claimAssignment(first, anyStation);
      await logAttempt(first, attemptOn(assignmentId, { card: await nextStart(first) }));
    }
    expect(await all()).toMatchObject([{ state: 'complete', trials: 4, successes: 4 }]);
    expect(await evaluationsOf(lead.db, lead.scope)).toHaveLength(1);
    await expect(withdrawEvaluation(lead, evaluationId)).rejects.toMatchObject({ fault: 'conflict' });
  });

  it('tries a start once: a second outcome of it, or one without a start, is kept and not accepted', async () => {
    const { lead, first, evaluationId } = await evaluating();
    const { assignmentId } = await claimAssignment(first, anyStation);
    const card = await nextStart(first);
    const attempt = attemptOn(assignmentId, { card });
    const twice = await Promise.all([logAttempt(first, attempt), logAttempt(first, attempt)]);
    expect(twice.map(({ stored }) => stored).sort()).toEqual([false, true]);
    expect(await logAttempt(first, attempt)).toMatchObject({ stored: false, accepted: true, logged: 1 });
    expect(await logAttempt(first, attemptOn(assignmentId, { card }))).toMatchObject({ stored: true, accepted: false });
    expect(await logAttempt(first, attemptOn(assignmentId))).toMatchObject({
      stored: true,
      accepted: false,
      logged: 1,
    });
    const elsewhere = await lead.db
      .select()
      .from(panelStarts)
      .where(eq(panelStarts.id, card.panelStartId + 1));
    const wrong = { panelStartId: elsewhere[0].id };
    expect(await logAttempt(first, attemptOn(assignmentId, { card: wrong }))).toMatchObject({ accepted: false });
    expect(await lead.db.select().from(trials).where(eq(trials.evaluationId, evaluationId))).toHaveLength(1);
  });

  it('frees the start of an attempt that is taken back, also when that had completed it', async () => {
    const { lead, first, evaluationId } = await evaluating();
    const made: string[] = [];
    for (let at = 0; at < 4; at++) {
      const { assignmentId } = await claimAssignment(first, anyStation);
      const attempt = attemptOn(assignmentId, { card: await nextStart(first) });
      await logAttempt(first, attempt);
      made.push(attempt.id);
    }
    await undoAttempt(first, made[3]);
    const [row] = await evaluationsOf(lead.db, lead.scope, true);
    expect(row).toMatchObject({ id: evaluationId, state: 'open', trials: 3 });
    const { current } = await today(first, { stationId: null });
    expect(current).toMatchObject({ logged: 1, wanted: 2 });
    await logAttempt(first, attemptOn(current?.id ?? 0, { outcome: 'failure', card: await nextStart(first) }));
    expect(await evaluationsOf(lead.db, lead.scope)).toMatchObject([{ trials: 4, successes: 3 }]);
  });

  it('given up leaves the queue; its trials stay and prove nothing', async () => {
    const { lead, first, evaluationId, input } = await evaluating();
    const { assignmentId } = await claimAssignment(first, anyStation);
    await logAttempt(first, attemptOn(assignmentId, { card: await nextStart(first) }));
    await withdrawEvaluation(lead, evaluationId);
    expect((await queueOf(lead)).every(({ kind }) => kind === 'demonstration')).toBe(true);
    expect(await evaluationsOf(lead.db, lead.scope, true)).toMatchObject([{ state: 'withdrawn', trials: 1 }]);
    expect(await evaluationsOf(lead.db, lead.scope)).toEqual([]);
    expect((await startEvaluation(lead, input)).trials).toBe(4);
  });

  it('is split among operators, who try starts of their own side by side, also after one is taken back', async () => {
    const { lead, first, second, evaluationId } = await evaluating();
    const ofEvaluation = and(eq(assignments.evaluationId, evaluationId), isNull(assignments.splitId));
    const whole = await lead.db.select().from(assignments).where(ofEvaluation);
    for (const { id } of whole) {
      const split = await splitAssignment(lead, { assignmentId: id, operators: 2, distinct: true });
      expect(split.parts).toEqual([1, 1]);
    }
    const shown = (await queueOf(lead)).flatMap(({ starts }) => starts.map(({ position }) => position));
    expect([...shown].sort()).toEqual([0, 1, 2, 3]);

    const mine = await claimAssignment(first, anyStation);
    const theirs = await claimAssignment(second, anyStation);
    const cards = [await nextStart(first), await nextStart(second)];
    expect(cards[0]).not.toEqual(cards[1]);
    const tried = attemptOn(mine.assignmentId, { card: cards[0] });
    expect(await logAttempt(first, tried)).toMatchObject({ done: true });
    await undoAttempt(first, tried.id);
    expect([await nextStart(first), await nextStart(second)]).toEqual(cards);
    expect(await logAttempt(second, attemptOn(theirs.assignmentId, { card: cards[1] }))).toMatchObject({ done: true });
    expect(await logAttempt(first, attemptOn(mine.assignmentId, { card: cards[0] }))).toMatchObject({ done: true });

    for (const ctx of [first, second]) {
      const { assignmentId } = await claimAssignment(ctx, anyStation);
      await logAttempt(ctx, attemptOn(assignmentId, { card: await nextStart(ctx) }));
    }
    expect(await evaluationsOf(lead.db, lead.scope)).toMatchObject([{ state: 'complete', trials: 4 }]);
    const starts = (await lead.db.select().from(trials).where(eq(trials.evaluationId, evaluationId))).map(
      ({ panelStartId }) => panelStartId,
    );
    expect(new Set(starts).size).toBe(4);
  });

  it('split when a part of it is done leaves that with the first part', async () => {
    const { lead, first, second, evaluationId } = await evaluating();
    const { assignmentId } = await claimAssignment(first, anyStation);
    await logAttempt(first, attemptOn(assignmentId, { card: await nextStart(first) }));
    await expect(splitAssignment(lead, { assignmentId, operators: 3, distinct: true })).rejects.toMatchObject({
      fault: 'invalid',
    });
    expect((await splitAssignment(lead, { assignmentId, operators: 2, distinct: true })).parts).toEqual([1, 1]);
    const rest = (await queueOf(lead)).filter((row) => row.evaluationId === evaluationId);
    expect(rest.map(({ starts }) => starts.length).sort()).toEqual([1, 2]);
    // The first part is done, and whoever held it is free for the other configuration.
    expect((await today(first, { stationId: null })).current).toBeNull();
    const other = await claimAssignment(second, anyStation);
    await logAttempt(second, attemptOn(other.assignmentId, { card: await nextStart(second) }));
    expect((await evaluationsOf(lead.db, lead.scope, true))[0]).toMatchObject({ trials: 2, successes: 2 });
  });

  it('is refused where the panel has what may not be driven', async () => {
    const { lead, evaluationId, input } = await evaluating();
    await withdrawEvaluation(lead, evaluationId);
    await expect(startEvaluation(lead, { ...input, driveUnknown: false })).rejects.toMatchObject({
      fault: 'infeasible',
    });
    await addSafetyRule(lead, { levels: { object: 'glass' }, reason: 'it breaks' });
    await expect(startEvaluation(lead, input)).rejects.toMatchObject({
      fault: 'infeasible',
      message: expect.stringContaining("1 of the panel's 2 configurations may not be driven"),
    });
  });

  it('stands beside evaluations that were posted at once, which are complete as they come', async () => {
    const { lead } = await evaluating();
    const posted = PostEvaluationInput.parse({
      checkpoint: 'round-1',
      panel: 'frozen',
      trials: [{ start: 0, outcome: 'success' }],
    });
    await postEvaluation(lead, posted);
    const states = (await evaluationsOf(lead.db, lead.scope, true)).map(({ state, planned }) => [state, planned]);
    expect(states).toEqual([
      ['open', 4],
      ['complete', null],
    ]);
  });
});

it('days are planned of trials first, then probe rollouts, then demonstrations, each by its name', async () => {
  const { lead, checkpointId, evaluationId, input } = await evaluating();
  const plan = await planned(lead, checkpointId, { sharePercent: 10, seed: 'days' });
  await publishProbePlan(lead, plan.id);
  // Published after the plan, and first all the same.
  await withdrawEvaluation(lead, evaluationId);
  await startEvaluation(lead, input);
  const { stationId } = await createStation(lead, StationInput.parse({ name: 'Bench' }));
  const capacity = { unit: 'demonstrations', amount: 4 };
  const shift = { name: 'Day', weekdays: [1, 2, 3, 4, 5, 6, 7], from: '08:00', to: '18:00', capacity };
  await setShifts(lead, SetShiftsInput.parse({ stationId, shifts: [shift] }));
  const { words, slices } = await showDays(lead);
  expect(words).toMatch(/^Today: 4 evaluation trials at 1 station; the 13 left are planned until/);
  const kinds = slices.map(({ lines }) => [...new Set(lines.map(({ kind }) => kind))].sort());
  expect(kinds.slice(0, 3)).toEqual([['evaluation_trial'], ['demonstration', 'probe_rollout'], ['demonstration']]);
});

async function nextStart(ctx: ProgramContext): Promise<{ panelStartId: number }> {
  const card = (await today(ctx, { stationId: null })).current?.cards[0];
  if (card?.kind !== 'panel') throw new Error('No start of the panel is shown.');
  return { panelStartId: card.panelStartId };
}
