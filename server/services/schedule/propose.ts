import { insertAudit, insertEvent } from '@/db/queries/record';
import { insertRound, openRoundOf } from '@/db/queries/schedules';
import { picks, schedules } from '@/db/schema/schedules';
import { canonicalJson } from '@/server/core/schedule/canonical';
import type { Proposal } from '@/server/core/schedule/propose';
import { recordingOrder } from '@/server/core/schedule/recording-order';
import { packInputs } from '@/server/core/schedule/replay-inputs';
import type { HeldBack, ProposeInput, ScheduleSummary } from '@/server/core/schedule/schema';
import type { ProgramContext } from '../context';
import { prepareProposal } from './prepare';

/** Picks in one insert. */
const CHUNK = 500;

/** A proposal for the open round (one is opened when there is none), stored with everything needed to repeat it. */
export async function proposeSchedule(
  ctx: ProgramContext,
  input: ProposeInput,
): Promise<{ scheduleId: number; heldBack: HeldBack }> {
  const prepared = await prepareProposal(ctx, input);
  const { inputs, candidates, scoringRunId } = prepared;
  const proposal = await ctx.planner.decide(inputs);
  const inputHash = await ctx.artifacts.put(packInputs({ ...inputs, solutions: proposal.solutions }));
  const outputHash = ctx.secrets.sha256(canonicalJson(proposal));
  const { now } = prepared.ready;
  const summary = summaryOf(prepared, proposal);

  const scheduleId = await ctx.db.transaction(async (tx) => {
    const round = (await openRoundOf(tx, ctx.scope)) ?? (await insertRound(tx, ctx.scope, now));
    const [row] = await tx
      .insert(schedules)
      .values({
        programId: ctx.scope.programId,
        roundId: round.id,
        request: inputs.request,
        scoringRunId,
        summary,
        inputHash,
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
      details: {
        demonstrations: input.demonstrations,
        strategy: input.strategy,
        override: input.override ?? null,
        bootstrapOverride: input.bootstrapOverride ?? null,
      },
    });
    await insertEvent(tx, ctx.scope, 'schedule', row.id);
    return row.id;
  });
  return { scheduleId, heldBack: candidates.heldBack };
}

function summaryOf(
  { ready, inputs, candidates, informative }: Awaited<ReturnType<typeof prepareProposal>>,
  { picks: chosen, summary }: Proposal,
): ScheduleSummary {
  const width = candidates.factors.length;
  const { changeovers } = recordingOrder(
    chosen.map(({ index, reason }) => ({
      levelIds: Array.from(candidates.pool.levels.subarray(index * width, (index + 1) * width)),
      score: reason.score,
      spread: reason.spread,
    })),
    candidates.factors.map((factor) => factor.changeoverWeight),
    inputs.request.beta,
  );
  const { cost } = ready;
  return {
    ...summary,
    heldBack: candidates.heldBack,
    capChoices: ready.choices.map(({ subject, percent, reason, chosenByName, chosenAt }) => ({
      subject,
      percent,
      reason,
      chosenByName,
      chosenAt: chosenAt.toISOString(),
    })),
    stale: ready.stale,
    informative,
    changeovers,
    costMinor: cost ? cost.perDemonstrationMinor * summary.demonstrations + cost.perRoundMinor : null,
  };
}
