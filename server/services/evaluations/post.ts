import { checkpointByName, insertEvaluation, panelByName, startsOf } from '@/db/queries/evaluations';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { DomainError } from '@/server/core/errors';
import type { PostEvaluationInput } from '@/server/core/evaluation/schema';
import type { ProgramContext } from '../context';

/** Stores one checkpoint's evaluation: its trials on a panel, or a bare aggregate marked as such. All of it or nothing. */
export async function postEvaluation(
  ctx: ProgramContext,
  input: PostEvaluationInput,
): Promise<{ evaluationId: number }> {
  const checkpoint = await checkpointByName(ctx.db, ctx.scope, input.checkpoint);
  if (!checkpoint)
    throw new DomainError(
      'not_found',
      `There is no checkpoint "${input.checkpoint}" in this program. Register it first.`,
    );
  const panel = input.panel === undefined ? null : await panelByName(ctx.db, ctx.scope, input.panel);
  if (panel === undefined)
    throw new DomainError('not_found', `There is no panel "${input.panel}". Create it first; nothing was kept.`);
  const starts = panel ? await startsOf(ctx.db, panel.id) : [];
  const seen = new Set<number>();
  for (const trial of input.trials ?? []) {
    if (trial.start >= starts.length) {
      throw new DomainError(
        'invalid',
        `Start ${trial.start} is not on panel "${input.panel}", which has ${starts.length}. Nothing was kept.`,
      );
    }
    if (seen.has(trial.start)) {
      throw new DomainError(
        'invalid',
        `Start ${trial.start} comes twice. A panel's start is tried once in an evaluation. Nothing was kept.`,
      );
    }
    seen.add(trial.start);
  }
  return ctx.db.transaction(async (tx) => {
    const rows = (input.trials ?? []).map((trial) => ({
      panelStartId: starts[trial.start].id,
      configurationId: starts[trial.start].configurationId,
      outcome: trial.outcome,
      failureMode: trial.failureMode ?? null,
      evaluator: trial.evaluator,
      recordedAt: trial.recordedAt ?? null,
    }));
    const evaluation = {
      checkpointId: checkpoint.id,
      panelId: panel?.id ?? null,
      aggregateSuccesses: input.aggregate?.successes ?? null,
      aggregateTrials: input.aggregate?.trials ?? null,
      note: input.note,
      createdAt: ctx.clock.now(),
      createdBy: ctx.actor.personId,
    };
    const evaluationId = await insertEvaluation(tx, ctx.scope, evaluation, rows);
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: 'evaluations.post',
      subject: input.checkpoint,
      details: { trials: rows.length },
    });
    await insertEvent(tx, ctx.scope, 'evaluation', evaluationId);
    return { evaluationId };
  });
}
