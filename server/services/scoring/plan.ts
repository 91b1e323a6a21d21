import { actionSpaceById, membersOf } from '@/db/queries/checkpoints';
import { cachedMoments } from '@/db/queries/moments';
import { datasetsOf, probeRollouts, type RolloutRow } from '@/db/queries/rollouts';
import { DomainError } from '@/server/core/errors';
import type { Feature } from '@/server/core/recording/source';
import type { ScoringForm } from '@/server/core/uncertainty/schema';
import { whyNotScorable } from '@/server/core/uncertainty/scorable';
import { isSignals } from '@/server/core/uncertainty/signals-codec';
import { type Turns, turnsOf } from '@/server/core/uncertainty/turns';
import { checkpointOf } from '../checkpoints/show-checkpoint';
import type { ProgramContext } from '../context';

export type Checkpoint = Awaited<ReturnType<typeof checkpointOf>>;
export type Member = Awaited<ReturnType<typeof membersOf>>[number];

/** A rollout to score with the key under which its predictions are cached. */
export interface PlannedRollout extends RolloutRow {
  key: string;
}

export interface Dataset {
  id: number;
  name: string;
  location: string;
  features: Feature[];
}

/** What a scoring run will do. */
export interface ScoringPlan {
  checkpoint: Checkpoint;
  members: Member[];
  /** Rows of a chunk that are compared. */
  horizon: number;
  /** Names of the action dimensions. */
  actionNames: string[];
  /** Which of them are turns that come back to themselves; null without any. */
  turns: Turns | null;
  rollouts: PlannedRollout[];
  datasets: Map<number, Dataset>;
  /** Probe rollouts that cannot be scored, by reason. */
  left: { dataset: string; rollouts: number; reason: string }[];
  /** Whether what was posted is a figure per step, which no scale applies to. */
  scalar: boolean;
}

/** Counted up when what is cached under a key changes its meaning. */
const CACHE_VERSION = 1;

/**
 * The key under which the predictions of one episode are cached: everything they depend on. Members by their files and
 * cards (input and output mapping, statistics, history, samples); posted predictions by their checkpoint.
 */
export function momentsKey(
  ctx: ProgramContext,
  checkpoint: { id: number; form: string },
  members: readonly Pick<Member, 'artifactKey' | 'externalData' | 'card'>[],
  horizon: number,
  fingerprint: string,
): string {
  const policy =
    checkpoint.form === 'recorded'
      ? { recorded: checkpoint.id }
      : members.map(({ artifactKey, externalData, card }) => [artifactKey, externalData, card]);
  // Objects come back from the database with their keys in another order than they went in.
  return ctx.secrets.sha256(sorted([CACHE_VERSION, policy, horizon, fingerprint, noiseSeedOf(fingerprint)]));
}

/** JSON with the keys of objects in order. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** Seed of the noise that all members share on an episode. */
export const noiseSeedOf = (fingerprint: string) => `noise/${fingerprint}`;

/** The executed steps that are compared. Throws DomainError invalid when more are asked for than the robot executes. */
export function horizonOf(checkpoint: { executedSteps: number }, form: ScoringForm): number {
  const horizon = form.horizon ?? checkpoint.executedSteps;
  if (horizon > checkpoint.executedSteps)
    throw new DomainError(
      'invalid',
      `A horizon of ${horizon} steps was asked for, but the robot executes only ${checkpoint.executedSteps} of a chunk. Choose 1 to ${checkpoint.executedSteps}.`,
    );
  return horizon;
}

/**
 * The rollouts a checkpoint can be scored on: all probe rollouts with the features its members read, or those
 * predictions were posted for. Throws DomainError not_found, or invalid with the reasons when there are none.
 */
export async function planScoring(ctx: ProgramContext, checkpointId: number, form: ScoringForm): Promise<ScoringPlan> {
  const checkpoint = await checkpointOf(ctx, checkpointId);
  const horizon = horizonOf(checkpoint, form);
  if (checkpoint.form === 'recorded' && horizon !== checkpoint.executedSteps)
    throw new DomainError(
      'invalid',
      `Of recorded predictions only the ${checkpoint.executedSteps} executed steps together are kept. Leave the horizon open.`,
    );
  const space = checkpoint.actionSpaceId && (await actionSpaceById(ctx.db, ctx.scope, checkpoint.actionSpaceId));
  const [members, all, list] = [
    await membersOf(ctx.db, ctx.scope, checkpointId),
    await probeRollouts(ctx.db, ctx.scope),
    await datasetsOf(ctx.db, ctx.scope),
  ];
  if (all.length === 0)
    throw new DomainError(
      'invalid',
      'There are no probe rollouts to score on. Import recordings the policy drove, as probe rollouts.',
    );
  if (checkpoint.form !== 'recorded' && members.length === 0)
    throw new DomainError(
      'invalid',
      `The members of ${checkpoint.name} were not kept: it is one of an experiment, which its seed makes again.`,
    );
  const datasets = new Map(list.map((dataset) => [dataset.id, dataset]));
  const planned = all.map((rollout) => ({
    ...rollout,
    key: momentsKey(ctx, checkpoint, members, horizon, rollout.fingerprint),
  }));
  const { rollouts, left, scalar } =
    checkpoint.form === 'recorded'
      ? await withPosted(ctx, planned)
      : withFeatures(
          planned,
          datasets,
          members.map((member) => member.card),
        );
  if (rollouts.length === 0)
    throw new DomainError(
      'invalid',
      `None of the ${all.length} probe rollouts can be scored. ${left
        .map((why) => `${why.dataset}: ${why.reason}`)
        .slice(0, 3)
        .join(' ')}`,
      { left },
    );
  const actionNames = space ? space.dimensions.map((dimension) => dimension.name) : [];
  const turns = space ? turnsOf(space.dimensions) : null;
  return { checkpoint, members, horizon, actionNames, turns, rollouts, datasets, left, scalar };
}

function withFeatures(
  planned: readonly PlannedRollout[],
  datasets: ReadonlyMap<number, Dataset>,
  cards: readonly Member['card'][],
) {
  const reasons = new Map([...datasets].map(([id, { features }]) => [id, whyNotScorable(cards, features)]));
  const left: ScoringPlan['left'] = [];
  for (const [id, reason] of reasons) {
    const rollouts = planned.filter((rollout) => rollout.datasetId === id).length;
    if (reason && rollouts > 0) left.push({ dataset: datasets.get(id)?.name ?? String(id), rollouts, reason });
  }
  const rollouts = planned.filter((rollout) => reasons.get(rollout.datasetId) === null);
  return { rollouts, left, scalar: false };
}

async function withPosted(ctx: ProgramContext, planned: readonly PlannedRollout[]) {
  const posted = await cachedMoments(
    ctx.db,
    ctx.scope,
    planned.map((rollout) => rollout.key),
  );
  const rollouts = planned.filter((rollout) => posted.has(rollout.key));
  const missing = planned.length - rollouts.length;
  const reason = `Predictions were posted for ${rollouts.length} of ${planned.length} probe rollouts. Post them with your own script (see API).`;
  const [first] = posted.values();
  return {
    rollouts,
    left: missing > 0 ? [{ dataset: 'Recorded predictions', rollouts: missing, reason }] : [],
    scalar: first !== undefined && isSignals(await ctx.artifacts.get(first)),
  };
}
