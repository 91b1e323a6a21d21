import { repeatVariances } from '@/db/queries/scores';
import { DomainError } from '@/server/core/errors';
import { checkLimits } from '@/server/core/schedule/check-limits';
import { standingCaps } from '@/server/core/schedule/default-caps';
import type { ReplayInputs } from '@/server/core/schedule/replay-inputs';
import { ProposalRequest, type ProposeInput } from '@/server/core/schedule/schema';
import { saturationDiscount } from '@/server/core/uncertainty/saturation';
import type { ProgramContext } from '../context';
import { type Candidates, candidatesOf, fieldOf } from './candidates';
import { readinessOf } from './readiness';
import { undonePins } from './undone';

/** Reads everything a proposal depends on. Throws DomainError stale unless the lead gave a reason, invalid for limits the matrix does not know. */
export async function prepareProposal(ctx: ProgramContext, input: ProposeInput) {
  const ready = await readinessOf(ctx, input.scoringRunId);
  const { program, scoring } = ready;
  if (ready.stale && !input.override) {
    throw new DomainError('stale', `${ready.stale} Score again, or go on with a written reason.`);
  }
  const field = await fieldOf(ctx, scoring?.interpolationKey ?? null);
  const informative = scoring?.interpolation?.informative ?? null;
  const scored = field && { field, informative: informative ?? false };
  const candidates = await candidatesOf(
    ctx,
    program.settings.unknownAllowed.demonstrations,
    scored,
    input.demonstrations,
  );
  checkLimits(candidates.pool, input.limits);
  const request = ProposalRequest.parse({
    demonstrations: input.demonstrations,
    strategy: input.strategy,
    hybrid: input.strategy === 'hybrid' ? input.hybrid : undefined,
    fill: input.fill,
    limits: input.limits,
    blockSize: input.blockSize ?? program.blockSize,
    beta: program.settings.beta,
    reservePercent: program.settings.reservePercent,
    caps: standingCaps(
      candidates.factors.map((factor) => factor.key),
      ready.choices,
    ),
    seed: input.seed ?? `${ctx.scope.slug.slice(0, 48)}/${scoring?.id ?? 'unscored'}`,
  });
  const inputs: ReplayInputs = {
    request,
    pool: candidates.pool,
    ids: candidates.ids,
    scores: candidates.scores,
    discount: await discountOf(ctx, scoring, candidates),
    measured: candidates.measured,
    confirmed: candidates.confirmed,
    outcomes: candidates.outcomes,
    demonstrated: candidates.demonstrated,
    deployment: candidates.deployment,
    pins: input.carryOver ? (await undonePins(ctx, candidates)).pins : [],
    trainingSetSize: ready.trainingSetSize,
    bootstrapBelow: program.settings.bootstrapBelow,
    bootstrapOverride: input.bootstrapOverride ?? null,
  };
  return { ready, inputs, candidates, informative, scoringRunId: scoring?.id ?? null };
}

/** What demonstrations that are there already take off each score; null where the scoring says nothing of it. */
export async function discountOf(
  ctx: ProgramContext,
  scoring: Awaited<ReturnType<typeof readinessOf>>['scoring'],
  { ids, demonstrated }: Candidates,
) {
  const hyper = scoring?.interpolation?.hyper;
  if (!scoring || hyper?.noise === undefined || hyper.nugget === undefined) return null;
  const own = new Map(
    (await repeatVariances(ctx.db, ctx.scope, scoring.id)).map((row) => [row.configurationId, row.variance]),
  );
  const repeated = ids.map((id) => own.get(id) ?? Number.NaN);
  return saturationDiscount({ demonstrated, noise: hyper.noise, nugget: hyper.nugget, repeated });
}
