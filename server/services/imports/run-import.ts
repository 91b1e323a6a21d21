import {
  dropEmptyDataset,
  episodesByFingerprint,
  importPlan,
  insertEpisodes,
  moveDatasets,
  type NewEpisode,
  placeEpisodes,
  updateImport,
  upsertDataset,
} from '@/db/queries/imports';
import { insertEvent } from '@/db/queries/record';
import { DomainError } from '@/server/core/errors';
import { shortList } from '@/server/core/recording/describe';
import { fingerprintFeatures } from '@/server/core/recording/fingerprint';
import { sourceIdentity } from '@/server/core/recording/identity';
import type { Problem, RecordingSource } from '@/server/core/recording/source';
import type { ProgramContext } from '../context';
import { matchImport } from './match-attempts';
import { type PlacedEpisode, placement, reasonsOf } from './placement';
import { type Reading, readEpisode } from './read-episode';

/** Episodes in one transaction: few enough to stay far below 100 ms. */
const CHUNK = 50;

type Plan = NonNullable<Awaited<ReturnType<typeof importPlan>>>;

/**
 * Carries out a recorded import, chunk by chunk. An episode whose fingerprint is known is not added again, so that it may be
 * cut off anywhere and run again; broken episodes are left out and named. Throws when `signal` aborts, with all done so far kept.
 */
export async function runImport(ctx: ProgramContext, importId: number, signal: AbortSignal): Promise<void> {
  const plan = await importPlan(ctx.db, ctx.scope, importId);
  if (!plan || plan.state === 'complete' || plan.state === 'partial') return;
  try {
    const source = await ctx.recordings.open(plan.path);
    try {
      await bringIn(ctx, plan, source, signal);
    } finally {
      await source.close();
    }
  } catch (error) {
    if (signal.aborted) throw error;
    const refused = error instanceof DomainError;
    await note(ctx, plan.id, {
      state: 'failed',
      finishedAt: ctx.clock.now(),
      error: refused
        ? error.message
        : 'Something failed on the server; it is in the log. Episodes added so far are kept; importing again adds the rest, nothing twice.',
    });
    if (!refused) throw error;
  }
}

async function bringIn(ctx: ProgramContext, plan: Plan, source: RecordingSource, signal: AbortSignal): Promise<void> {
  const { summary } = source;
  const placed = await placement(ctx, source, plan.mapping);
  const sourceId = sourceIdentity(summary, plan.name);
  const reading: Reading = { source, sourceId, features: fingerprintFeatures(summary.features) };
  const datasetId = await upsertDataset(ctx.db, {
    programId: ctx.scope.programId,
    name: plan.name,
    format: summary.format,
    version: summary.version,
    location: plan.path,
    sourceId: ctx.secrets.sha256(`${sourceId}\n${plan.path}`),
    robotType: summary.robotType,
    framesPerSecond: summary.fps === null ? null : Math.round(summary.fps),
    features: summary.features,
  });
  await note(ctx, plan.id, { state: 'running', datasetId, episodesTotal: summary.episodes.length, framesTotal: 0 });

  const tally = { done: 0, added: 0, known: 0, frames: 0, metByDataset: new Map<number, number>() };
  const broken: Problem[] = [];
  for (let at = 0; at < summary.episodes.length; at += CHUNK) {
    const rows: NewEpisode[] = [];
    for (const [i, header] of summary.episodes.slice(at, at + CHUNK).entries()) {
      signal.throwIfAborted();
      const read = await readEpisode(ctx, reading, header, placed[at + i]);
      if ('severity' in read) broken.push(read);
      else rows.push(read);
    }
    const step = await store(ctx, plan, datasetId, rows);
    tally.done = Math.min(summary.episodes.length, at + CHUNK);
    tally.added += step.added;
    tally.known += rows.length - step.added;
    tally.frames += rows.reduce((sum, { frames }) => sum + frames, 0);
    for (const id of step.met) tally.metByDataset.set(id, (tally.metByDataset.get(id) ?? 0) + 1);
    await note(ctx, plan.id, {
      episodesDone: tally.done,
      episodesAdded: tally.added,
      episodesKnown: tally.known,
      framesTotal: tally.frames,
    });
  }
  await finish(ctx, plan, datasetId, tally.metByDataset, [...source.summary.problems, ...broken], placed);
}

/** Adds one chunk. Episodes that an earlier, cut-off try of the same import added count as added by it. */
async function store(ctx: ProgramContext, plan: Plan, datasetId: number, rows: readonly NewEpisode[]) {
  const { kind, robotId, stationId = null, operatorId, checkpointId } = plan.mapping;
  return ctx.db.transaction(async (tx) => {
    const known = await episodesByFingerprint(
      tx,
      ctx.scope,
      rows.map(({ fingerprint }) => fingerprint),
    );
    const knownBy = new Map(known.map((episode) => [episode.fingerprint, episode]));
    const common = {
      programId: ctx.scope.programId,
      datasetId,
      importId: plan.id,
      kind,
      robotId,
      stationId,
      operatorId,
      checkpointId,
    };
    const inserted = await insertEpisodes(
      tx,
      common,
      rows.filter(({ fingerprint }) => !knownBy.has(fingerprint)),
    );
    await placeEpisodes(
      tx,
      ctx.scope,
      rows.flatMap(({ fingerprint, configurationId }) => {
        const episode = knownBy.get(fingerprint);
        return episode && configurationId !== null ? [{ id: episode.id, configurationId }] : [];
      }),
    );
    return {
      added: inserted + known.filter(({ importId }) => importId === plan.id).length,
      met: known.filter((episode) => episode.datasetId !== datasetId).map((episode) => episode.datasetId),
    };
  });
}

async function finish(
  ctx: ProgramContext,
  plan: Plan,
  datasetId: number,
  metByDataset: ReadonlyMap<number, number>,
  problems: readonly Problem[],
  placed: readonly PlacedEpisode[],
): Promise<void> {
  const left = problems.filter(({ severity }) => severity === 'error');
  const warnings = problems.filter(({ severity }) => severity === 'warning');
  const unplaced = reasonsOf(placed).map(
    ({ reason, episodes }): Problem => ({
      severity: 'warning',
      episode: null,
      file: null,
      message: `${episodes} ${episodes === 1 ? 'episode has' : 'episodes have'} no configuration yet: ${reason}`,
    }),
  );
  await matchImport(ctx, plan.id, plan.mapping);
  await ctx.db.transaction(async (tx) => {
    await moveDatasets(tx, ctx.scope, metByDataset, plan.path);
    await dropEmptyDataset(tx, ctx.scope, datasetId, [...metByDataset.keys()][0] ?? null);
    await updateImport(tx, ctx.scope, plan.id, {
      state: left.length > 0 ? 'partial' : 'complete',
      left: shortList(left),
      warnings: shortList([...warnings, ...unplaced]),
      error: null,
      finishedAt: ctx.clock.now(),
    });
    await insertEvent(tx, ctx.scope, 'import', plan.id);
  });
}

async function note(ctx: ProgramContext, id: number, part: Parameters<typeof updateImport>[3]): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await updateImport(tx, ctx.scope, id, part);
    await insertEvent(tx, ctx.scope, 'import', id);
  });
}
