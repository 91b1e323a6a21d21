import { programOf, standingCapChoices } from '@/db/queries/programs';
import { insertAudit, insertEvent } from '@/db/queries/record';
import { confirmedSince, currentCheckpoint, insertRound, latestScoring, openRoundOf } from '@/db/queries/schedules';
import { picks, schedules } from '@/db/schema/schedules';
import { anovaSimilarity } from '@/server/core/acquisition/kernel';
import { DomainError } from '@/server/core/errors';
import { canonicalJson } from '@/server/core/schedule/canonical';
import { standingCaps } from '@/server/core/schedule/default-caps';
import { type Proposal, propose } from '@/server/core/schedule/propose';
import { ProposalRequest, type ProposeInput } from '@/server/core/schedule/schema';
import { staleReason } from '@/server/core/schedule/staleness';
import type { ProgramContext } from '../context';
import { candidatesOf, fieldOf, type HeldBack } from './candidates';
import { packInputs, type ReplayInputs } from './replay-inputs';

/** Picks in one insert. */
const CHUNK = 500;

/** A proposal for the open round (one is opened when there is none), stored with everything needed to repeat it. */
export async function proposeSchedule(
  ctx: ProgramContext,
  input: ProposeInput,
): Promise<{ scheduleId: number; heldBack: HeldBack }> {
  const prepared = await prepareProposal(ctx, input);
  const { inputs, heldBack, scoringRunId } = prepared;
  const proposal = decide(inputs);
  const inputKey = await ctx.artifacts.put(packInputs(inputs));
  const outputHash = ctx.secrets.sha256(canonicalJson(proposal));
  const now = ctx.clock.now();

  const scheduleId = await ctx.db.transaction(async (tx) => {
    const round = (await openRoundOf(tx, ctx.scope)) ?? (await insertRound(tx, ctx.scope, now));
    const [row] = await tx
      .insert(schedules)
      .values({
        programId: ctx.scope.programId,
        roundId: round.id,
        request: inputs.request,
        scoringRunId,
        summary: proposal.summary,
        inputHash: inputKey,
        outputHash,
        override: input.override ?? null,
        createdBy: ctx.actor.personId,
        createdAt: now,
      })
      .returning({ id: schedules.id });
    const values = proposal.picks.map((pick, position) => ({
      scheduleId: row.id,
      position,
      configurationId: pick.configurationId,
      demonstrations: pick.demonstrations,
      kind: pick.reason.kind,
      score: pick.reason.score,
      spread: pick.reason.spread,
      gain: pick.reason.gain,
      reason: pick.reason,
    }));
    for (let at = 0; at < values.length; at += CHUNK) await tx.insert(picks).values(values.slice(at, at + CHUNK));
    await insertAudit(tx, ctx.scope.programId, {
      actor: ctx.actor,
      action: 'schedules.propose',
      subject: String(row.id),
      details: { demonstrations: input.demonstrations, strategy: input.strategy, override: input.override ?? null },
    });
    await insertEvent(tx, ctx.scope, 'schedule', row.id);
    return row.id;
  });
  return { scheduleId, heldBack };
}

/** The pure decision on stored inputs; proposing and replaying both go through here. */
export function decide(inputs: ReplayInputs): Proposal {
  return propose({ ...inputs, similarity: anovaSimilarity(inputs.pool) });
}

/** Reads what a proposal depends on and checks staleness. Throws DomainError stale unless the lead gave a reason. */
export async function prepareProposal(ctx: ProgramContext, input: ProposeInput) {
  const [program, choices, scoring, current] = await Promise.all([
    programOf(ctx.db, ctx.scope),
    standingCapChoices(ctx.db, ctx.scope),
    latestScoring(ctx.db, ctx.scope, input.scoringRunId),
    currentCheckpoint(ctx.db, ctx.scope),
  ]);
  if (input.scoringRunId !== undefined && !scoring) {
    throw new DomainError('not_found', `There is no finished scoring run ${input.scoringRunId} in this program.`);
  }
  const trainingSetSize = scoring?.trainingSetSize ?? current?.trainingSetSize ?? 0;
  if (scoring && !input.override) {
    const stale = staleReason({
      scoredCheckpointId: scoring.checkpointId,
      currentCheckpointId: current?.id ?? null,
      confirmedSince: await confirmedSince(ctx.db, ctx.scope, scoring.startedAt ?? new Date(0)),
      trainingSetSize,
    });
    if (stale) throw new DomainError('stale', `${stale} Score again, or go on with a written reason.`);
  }
  const field = await fieldOf(ctx, scoring?.interpolationKey ?? null);
  const candidates = await candidatesOf(ctx, program.settings, field, input.demonstrations);
  const request = ProposalRequest.parse({
    demonstrations: input.demonstrations,
    strategy: input.strategy,
    fill: input.fill,
    limits: input.limits,
    blockSize: input.blockSize ?? program.blockSize,
    beta: program.settings.beta,
    reservePercent: program.settings.reservePercent,
    caps: standingCaps(
      candidates.factors.map((factor) => factor.key),
      choices,
    ),
    seed: input.seed ?? `${ctx.scope.slug}/${scoring?.id ?? 'unscored'}`,
  });
  const inputs: ReplayInputs = {
    request,
    pool: candidates.pool,
    ids: candidates.ids,
    scores: candidates.scores,
    measured: candidates.measured,
    confirmed: candidates.confirmed,
    trainingSetSize,
    bootstrapBelow: program.settings.bootstrapBelow,
    bootstrapOverride: input.override ?? null,
  };
  return { inputs, heldBack: candidates.heldBack, factors: candidates.factors, scoringRunId: scoring?.id ?? null };
}
